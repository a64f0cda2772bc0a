// A form whose fields are shown from a shared document (the map `fields`, see contents.py).
import * as Y from "yjs";
import { BoundText, boundTo, OWN, type Bound, type Control, type Known } from "./live-controls";
import { BoundRows } from "./live-rows";
import type { Delta } from "./live-text";
import { listOf } from "./row-list";

const UNDO_PAUSE = 600;

export class BoundForm {
  private readonly root: Y.Map<unknown>;
  private readonly fields = new Map<string, Bound>();
  private readonly lists = new Map<string, BoundRows>();
  private readonly undoer: Y.UndoManager;

  constructor(
    readonly form: HTMLFormElement,
    readonly doc: Y.Doc,
    known: Known,
  ) {
    this.root = doc.getMap("fields");
    this.undoer = new Y.UndoManager(this.root, { trackedOrigins: new Set([OWN]), captureTimeout: UNDO_PAUSE });
    this.own(() => {
      for (const [name, held] of this.root) this.bind(name, held, known);
    });
    this.root.observeDeep((events, change) => {
      if (change.origin !== OWN) this.hear(events);
    });
    form.addEventListener("input", (event) => this.take(event));
    form.addEventListener("change", (event) => this.take(event));
    form.addEventListener("focusin", () => this.undoer.stopCapturing());
    form.addEventListener("compositionstart", (event) => this.compose(event, true));
    form.addEventListener("compositionend", (event) => this.compose(event, false));
    form.addEventListener("keydown", (event) => this.key(event));
    form.addEventListener("beforeinput", (event) => this.menu(event));
  }

  /** What controls are bound, each with its address that is the same in every page. */
  boundAt(control: EventTarget | null): [Bound, string] | null {
    for (const [name, bound] of this.fields) if (bound.controls.includes(control as Control)) return [bound, name];
    for (const list of this.lists.values()) {
      const bound = list.bounds.find((each) => each.controls.includes(control as Control));
      const place = bound && list.placeOf(bound);
      if (bound && place) return [bound, place];
    }
    return null;
  }

  boundOf(place: string): Bound | null {
    const found = this.fields.get(place);
    if (found) return found;
    const list = this.lists.get(place.split("/")[0] ?? "");
    return list?.bounds.find((each) => list.placeOf(each) === place) ?? null;
  }

  private own(act: () => void): void {
    this.doc.transact(act, OWN);
  }

  private bind(name: string, held: unknown, known: Known): void {
    const list = this.form.querySelector<HTMLElement>(`[data-rows="${CSS.escape(name)}"]`);
    if (held instanceof Y.Map) {
      if (list) this.lists.set(name, new BoundRows(list, name, held as Y.Map<Y.Map<unknown>>, known));
      return;
    }
    const named = this.form.querySelectorAll<Control>(`[name="${CSS.escape(name)}"]`);
    const controls = [...named].filter((each) => each.form === this.form); // others stand inside it
    const bound = boundTo(this.root, name, controls, known);
    if (bound) this.fields.set(name, bound);
  }

  private take(event: Event): void {
    if (event instanceof InputEvent && event.isComposing) return;
    const list = listOf(event.target);
    const rows = list && this.lists.get(list.dataset["rows"] ?? "");
    const found = this.boundAt(event.target);
    if (found) this.own(() => found[0].push());
    else if (rows) {
      this.undoer.stopCapturing(); // a row that comes or goes is a step by itself
      this.own(() => rows.push());
      this.undoer.stopCapturing();
    }
  }

  private compose(event: Event, isComposing: boolean): void {
    const bound = this.boundAt(event.target)?.[0];
    if (bound instanceof BoundText) this.own(() => bound.compose(isComposing));
  }

  private hear(events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): void {
    const shown = new Set<BoundRows>();
    for (const event of events) {
      const [name, ...deeper] = event.path;
      const list = this.lists.get(String(name ?? ""));
      if (event.target instanceof Y.Text) this.hearText(event.target, event.delta as Delta);
      else if (list) shown.add(list);
      else if (!deeper.length) for (const key of event.keys.keys()) this.showField(key);
    }
    for (const list of shown) list.show();
  }

  private hearText(text: Y.Text, delta: Delta): void {
    const bounds = [...this.fields.values(), ...[...this.lists.values()].flatMap((list) => list.bounds)];
    for (const bound of bounds) if (bound instanceof BoundText && bound.text === text) bound.hear(delta);
  }

  private showField(name: string): void {
    const bound = this.fields.get(name);
    if (bound && !(bound instanceof BoundText)) bound.show();
  }

  private key(event: KeyboardEvent): void {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing || !"zy".includes(key)) return;
    if (!this.boundAt(event.target)) return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) this.undoer.redo();
    else this.undoer.undo();
  }

  /** The browser's own undoing would take back what others wrote. */
  private menu(event: InputEvent): void {
    if (!event.inputType.startsWith("history")) return;
    event.preventDefault();
    if (event.inputType === "historyUndo") this.undoer.undo();
    else this.undoer.redo();
  }
}
