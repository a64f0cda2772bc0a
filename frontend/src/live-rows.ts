// A list of rows ([data-rows]) as a shared map: each row has an id of its own, its place `at`, whether
// it is `gone`, and its cells. A row that moves or goes keeps what is being written in it.
import * as Y from "yjs";
import { boundTo, heldIn, isText, knownOf, type Bound, type Control, type Known } from "./live-controls";
import { bodyOf, renumber, rowsOf } from "./row-list";

type Row = Y.Map<unknown>;

function atOf(row: Row): number {
  return Number(row.get("at") ?? 0);
}

/** Controls by column: a cell's name is `list-place-column`. */
function cellsOf(element: HTMLElement, list: string): Map<string, Control[]> {
  const found = new Map<string, Control[]>();
  for (const control of element.querySelectorAll<Control>("[name]")) {
    const column = /^(?:\d+|__index__)-(.+)$/.exec(control.name.slice(list.length + 1))?.[1];
    if (column) found.set(column, [...(found.get(column) ?? []), control]);
  }
  return found;
}

export class BoundRows {
  private readonly ids = new Map<HTMLElement, string>();
  private readonly cells = new Map<HTMLElement, Map<string, Bound>>();

  constructor(
    readonly element: HTMLElement,
    readonly name: string,
    private readonly rows: Y.Map<Row>,
    known: Known,
  ) {
    const [shown, standing] = [rowsOf(element), this.standing()];
    for (const [place, row] of shown.entries()) {
      const id = standing[place];
      const isOld = [...cellsOf(row, name).values()].flat().some((control) => known.has(control));
      if (id) this.bind(row, id, known);
      else if (isOld) row.remove(); // the document has fewer rows
    }
    this.push();
    this.show();
  }

  get bounds(): Bound[] {
    return [...this.cells.values()].flatMap((row) => [...row.values()]);
  }

  /** The address of a cell, the same in every page. */
  placeOf(bound: Bound): string | null {
    for (const [element, cells] of this.cells) {
      for (const [column, each] of cells) if (each === bound) return `${this.name}/${this.ids.get(element)}/${column}`;
    }
    return null;
  }

  /** What stands in the page goes into the document: rows, their order, their cells. */
  push(): void {
    const shown = rowsOf(this.element);
    for (const [element, id] of this.ids) {
      if (!shown.includes(element)) this.rows.get(id)?.set("gone", true);
    }
    for (const [place, element] of shown.entries()) {
      const id = this.ids.get(element);
      if (!id) this.begin(element, shown[place - 1]);
      else if (this.rows.get(id)?.get("gone")) this.rows.get(id)?.set("gone", false);
    }
    this.pushOrder(shown);
    for (const element of shown) for (const bound of this.cells.get(element)?.values() ?? []) bound.push();
  }

  /** What the document holds is shown: rows come, go and move, but not under the hands of a writer. */
  show(): void {
    const wanted = this.standing();
    const elements = new Map([...this.ids].map(([element, id]) => [id, element]));
    for (const element of rowsOf(this.element)) {
      const id = this.ids.get(element);
      if (!id || wanted.includes(id)) continue;
      if (document.hasFocus() && element.contains(document.activeElement)) {
        this.rows.doc?.transact(() => this.rows.get(id)?.set("gone", false), this); // somebody is writing here
        wanted.splice(0, wanted.length, ...this.standing());
      } else element.remove();
    }
    const order = wanted.map((id) => elements.get(id) ?? this.draw(id)).filter((each) => each !== null);
    this.showOrder(order);
    renumber(this.element);
    for (const element of order) for (const bound of this.cells.get(element)?.values() ?? []) bound.show();
  }

  private standing(): string[] {
    const found = [...this.rows].filter(([, row]) => row instanceof Y.Map && row.get("gone") !== true);
    return found.sort(([a, one], [b, other]) => atOf(one) - atOf(other) || (a < b ? -1 : 1)).map(([id]) => id);
  }

  private bind(element: HTMLElement, id: string, known: Known): void {
    const row = this.rows.get(id);
    if (!row) return;
    const bounds = new Map<string, Bound>();
    for (const [column, controls] of cellsOf(element, this.name)) {
      const bound = boundTo(row, column, controls, known);
      if (bound) bounds.set(column, bound);
    }
    this.ids.set(element, id);
    this.cells.set(element, bounds);
  }

  private draw(id: string): HTMLElement | null {
    const template = this.element.querySelector<HTMLTemplateElement>("template[data-row-template]");
    const element = template?.content.firstElementChild?.cloneNode(true);
    if (!(element instanceof HTMLElement)) return null;
    bodyOf(this.element).append(element);
    this.bind(element, id, knownOf(element));
    return element;
  }

  private begin(element: HTMLElement, above: HTMLElement | undefined): void {
    const id = crypto.getRandomValues(new Uint32Array(2)).join("-");
    const row: Row = new Y.Map();
    this.rows.set(id, row);
    const at = above ? this.rows.get(this.ids.get(above) ?? "") : undefined;
    const ats = this.standing().map((each) => atOf(this.rows.get(each) as Row));
    const low = at ? atOf(at) : Math.min(0, ...ats) - 2;
    const high = Math.min(...ats.filter((each) => each > low));
    row.set("at", Number.isFinite(high) ? (low + high) / 2 : low + 1);
    for (const [column, controls] of cellsOf(element, this.name)) {
      const [first] = controls;
      if (first) row.set(column, isText(first) ? new Y.Text(first.value) : heldIn(controls));
    }
    this.bind(element, id, knownOf(element));
  }

  private pushOrder(shown: readonly HTMLElement[]): void {
    let last = -Infinity;
    const rows = shown.map((each) => this.rows.get(this.ids.get(each) ?? "")).filter((row) => row !== undefined);
    for (const [place, row] of rows.entries()) {
      if (atOf(row) <= last) {
        const next = rows.slice(place + 1).map(atOf).find((at) => at > last) ?? last + 2;
        const between = (last + next) / 2;
        if (between <= last || between >= next) return rows.forEach((each, number) => each.set("at", number + 1));
        row.set("at", between);
      }
      last = atOf(row);
    }
  }

  private showOrder(order: readonly HTMLElement[]): void {
    const body = bodyOf(this.element);
    if (rowsOf(this.element).every((each, place) => each === order[place])) return;
    const held = order.find((each) => each.contains(document.activeElement)) ?? null;
    const split = held ? order.indexOf(held) : order.length;
    for (const each of order.slice(0, split)) body.insertBefore(each, held);
    for (const each of order.slice(split + 1)) body.append(each);
  }
}
