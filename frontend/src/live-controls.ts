// Controls of a form that show a shared document: what is typed goes in as small changes, what
// others write is shown without moving one's own caret, and never while a word is being composed.
import * as Y from "yjs";
import { deltaOf, letterBy, movedBy, spliceOf, type Delta } from "./live-text";

export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
export type Held = string | string[];

/** Marks what this page has changed itself. */
export const OWN = Symbol("own");

/** A shared value behind one name of the form. */
export interface Bound {
  readonly controls: readonly Control[];
  /** Put what stands in the controls into the document. */
  push(): void;
  /** Show what the document holds. */
  show(): void;
}

function isChoice(control: Control): control is HTMLInputElement {
  return control instanceof HTMLInputElement && (control.type === "checkbox" || control.type === "radio");
}

/** Whether people write sentences in it; a number is one value. */
export function isText(control: Control): control is HTMLInputElement | HTMLTextAreaElement {
  if (control instanceof HTMLInputElement) return control.type === "text" && control.inputMode === "";
  return control instanceof HTMLTextAreaElement;
}

/** What one control says by itself. */
function stateOf(control: Control): string {
  return isChoice(control) ? String(control.checked) : control.value;
}

/** What controls said at some time: the page and the document agree about that. */
export type Known = ReadonlyMap<Control, string>;

export function knownOf(element: HTMLElement): Known {
  return new Map([...element.querySelectorAll<Control>("[name]")].map((each) => [each, stateOf(each)]));
}

/** What the controls of one name hold. */
export function heldIn(controls: readonly Control[]): Held {
  const [first] = controls;
  if (!first) return "";
  if (!isChoice(first)) return first.value;
  const chosen = controls.filter((each) => isChoice(each) && each.checked).map((each) => each.value);
  return first.type === "checkbox" ? chosen : (chosen[0] ?? "");
}

function hold(controls: readonly Control[], held: Held): void {
  for (const control of controls) {
    if (isChoice(control)) control.checked = Array.isArray(held) ? held.includes(control.value) : control.value === held;
    else if (control.value !== held) control.value = String(held);
  }
}

/** A choice, a number, a day: the last one to change it wins. */
export class BoundValue implements Bound {
  constructor(
    readonly controls: readonly Control[],
    private readonly map: Y.Map<unknown>,
    private readonly name: string,
    known: Known,
  ) {
    if (controls.some((each) => known.get(each) !== stateOf(each))) this.push();
    else this.show();
  }

  push(): void {
    const held = heldIn(this.controls);
    if (JSON.stringify(held) !== JSON.stringify(this.map.get(this.name))) this.map.set(this.name, held);
  }

  show(): void {
    const held = this.map.get(this.name);
    if (typeof held === "string" || Array.isArray(held)) hold(this.controls, held as Held);
  }
}

/** A text in which people write at the same time. */
export class BoundText implements Bound {
  readonly controls: readonly [HTMLInputElement | HTMLTextAreaElement];
  private isComposing = false;
  private waiting: Delta[] = [];

  constructor(
    readonly control: HTMLInputElement | HTMLTextAreaElement,
    readonly text: Y.Text,
    /** The text that the control was last known to share with the document. */
    private shown: string,
  ) {
    this.controls = [control];
    this.waiting = [deltaOf(shown, text.toString())];
    this.push();
    this.show();
  }

  compose(isComposing: boolean): void {
    this.isComposing = isComposing;
    if (isComposing) return;
    this.push();
    this.show();
  }

  push(): void {
    if (this.isComposing || this.control.value === this.shown) return;
    const { at, gone, text } = spliceOf(this.shown, this.control.value, this.control.selectionEnd);
    for (let each = at + gone - 1; each >= at; each -= 1) {
      const letter = letterBy(each, this.waiting);
      if (letter !== null) this.text.delete(letter, 1);
    }
    const place = movedBy(at, this.waiting);
    if (text) this.text.insert(place, text);
    this.shown = this.control.value;
    this.waiting = this.waiting.length ? [deltaOf(this.shown, this.text.toString())] : [];
  }

  hear(delta: Delta): void {
    this.waiting.push(delta);
    this.show();
  }

  show(): void {
    if (this.isComposing) return;
    const [control, now] = [this.control, this.text.toString()];
    if (control.value !== now) {
      const places = [control.selectionStart ?? 0, control.selectionEnd ?? 0].map((each) => movedBy(each, this.waiting));
      const [start = 0, end = 0] = places;
      const [way, top] = [control.selectionDirection ?? "none", control.scrollTop];
      control.value = now;
      if (document.activeElement === control) control.setSelectionRange(start, end, way);
      control.scrollTop = top;
    }
    this.shown = now;
    this.waiting = [];
  }
}

/** The binding of a shared value to its controls; none where the document does not know it. */
export function boundTo(
  map: Y.Map<unknown>,
  name: string,
  controls: readonly Control[],
  known: Known,
): BoundText | BoundValue | null {
  const [held, [first]] = [map.get(name), controls];
  if (!first || held === undefined) return null;
  if (!(held instanceof Y.Text)) return new BoundValue(controls, map, name, known);
  return isText(first) ? new BoundText(first, held, known.get(first) ?? "") : null;
}
