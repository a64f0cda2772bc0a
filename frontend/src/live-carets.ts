// Where the others are writing: a bar with their name over each field. It is drawn beside the form's
// own controls and heard by nobody; who writes is said in words above the form.
import * as Y from "yjs";
import { BoundText, type Control } from "./live-controls";
import type { BoundForm } from "./live-form";
import type { Person } from "./live-link";

/** Where somebody is: the address of the control, and in a text a place that moves with it. */
interface At {
  place: string;
  to: unknown;
}

const COPIED = [
  "boxSizing", "width", "paddingTop", "paddingRight", "paddingBottom", "paddingLeft", "borderTopWidth",
  "borderRightWidth", "borderBottomWidth", "borderLeftWidth", "fontFamily", "fontSize", "fontWeight",
  "lineHeight", "letterSpacing", "textIndent", "tabSize",
] as const;

/** Where this person is now; nothing outside of the form's shared fields. */
export function placeNow(bound: BoundForm): At | null {
  const control = document.activeElement;
  const found = document.hasFocus() ? bound.boundAt(control) : null;
  if (!found) return null;
  const [field, place] = found;
  if (!(field instanceof BoundText)) return { place, to: null };
  const at = Math.min(field.control.selectionEnd ?? 0, field.text.length);
  return { place, to: Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(field.text, at, -1)) };
}

export class Carets {
  private drawn: HTMLElement[] = [];
  private frame = 0;

  constructor(
    private readonly bound: BoundForm,
    private readonly people: ReadonlyMap<number, Person>,
  ) {
    const draw = () => this.plan();
    bound.doc.on("afterTransaction", draw);
    window.addEventListener("resize", draw);
    bound.form.addEventListener("scroll", draw, { capture: true, passive: true });
  }

  /** Draw anew, once for all that changes at a time. */
  plan(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      for (const each of this.drawn) each.remove();
      this.drawn = [];
      for (const person of this.people.values()) this.draw(person);
    });
  }

  private draw(person: Person): void {
    const at = person.at as Partial<At> | null;
    const bound = typeof at?.place === "string" ? this.bound.boundOf(at.place) : null;
    const [control] = bound?.controls ?? [];
    const host = control?.closest<HTMLElement>(".field-body, td");
    if (!at || !bound || !control || !host) return;
    const caret = document.createElement("span");
    caret.className = `live-caret live-hue-${person.hue}`;
    caret.ariaHidden = "true";
    const name = document.createElement("span");
    name.className = "live-name";
    name.textContent = person.name;
    caret.append(name);
    host.classList.add("live-host");
    if (bound instanceof BoundText && !this.put(caret, bound, at.to, host)) return;
    host.append(caret);
    this.drawn.push(caret);
  }

  private put(caret: HTMLElement, bound: BoundText, to: unknown, host: HTMLElement): boolean {
    let index = bound.text.length;
    try {
      const place = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(to), this.bound.doc);
      if (place?.type === bound.text) index = place.index;
    } catch {
      return false; // a place that this document does not know
    }
    const { left, top, height } = spotOf(bound.control, index);
    const [own, outer] = [bound.control.getBoundingClientRect(), host.getBoundingClientRect()];
    if (top < -height / 2 || top > own.height || left < 0) return false;
    caret.classList.add("live-caret-in-text");
    caret.style.left = `${own.left - outer.left + Math.min(left, own.width - 2)}px`;
    caret.style.top = `${own.top - outer.top + top}px`;
    caret.style.height = `${height}px`;
    return true;
  }
}

/** Where a letter of a control stands, from the control's corner. */
function spotOf(control: Control, index: number): { left: number; top: number; height: number } {
  const style = getComputedStyle(control);
  const mirror = document.createElement("div");
  mirror.className = control instanceof HTMLTextAreaElement ? "live-mirror" : "live-mirror live-mirror-line";
  for (const name of COPIED) mirror.style[name] = style[name];
  mirror.style.width = `${control.offsetWidth}px`;
  const mark = document.createElement("span");
  mark.textContent = "\u200b";
  mirror.append(control.value.slice(0, index), mark, control.value.slice(index));
  document.body.append(mirror);
  const [outer, inner] = [mirror.getBoundingClientRect(), mark.getBoundingClientRect()];
  mirror.remove();
  const middle = control instanceof HTMLTextAreaElement ? 0 : (control.clientHeight - outer.height) / 2;
  return {
    left: inner.left - outer.left - control.scrollLeft,
    top: inner.top - outer.top - control.scrollTop + Math.max(0, middle),
    height: inner.height,
  };
}
