// One history for the table and the picture: what the form said, step by step.
import { fill, rowsIn, type Row } from "./flow-table";

interface State {
  fields: Row;
  steps: Row[];
  lanes: Row[];
}

const MOST = 200;
const ROWS = /^(steps|lanes)-\d+-/;
const APART = new Set(["csrfmiddlewaretoken", "base"]);

function stateOf(form: HTMLFormElement): State {
  const fields: Row = {};
  for (const [name, value] of new FormData(form)) {
    if (!ROWS.test(name) && !APART.has(name) && typeof value === "string") fields[name] = value;
  }
  return { fields, steps: rowsIn(form, "steps"), lanes: rowsIn(form, "lanes") };
}

function restore(form: HTMLFormElement, state: State): void {
  for (const [name, value] of Object.entries(state.fields)) {
    const field = form.elements.namedItem(name);
    if (field instanceof RadioNodeList) field.value = value;
    else if (field instanceof HTMLElement && "value" in field) field.value = value;
  }
  fill(form, "steps", state.steps, "number");
  fill(form, "lanes", state.lanes, "lane");
}

export class History {
  readonly #form: HTMLFormElement;
  #states: State[];
  #place = 0;
  #last = "";

  constructor(form: HTMLFormElement) {
    this.#form = form;
    this.#states = [stateOf(form)];
  }

  /** Note what the form says now; what is typed into one cell in one go is one step. */
  note(where: string): void {
    const state = stateOf(this.#form);
    const known = this.#states[this.#place];
    if (JSON.stringify(state) === JSON.stringify(known)) return;
    const same = where !== "" && where === this.#last && this.#place > 0;
    this.#states.length = this.#place + (same ? 0 : 1);
    this.#states.push(state);
    if (this.#states.length > MOST) this.#states.shift();
    this.#place = this.#states.length - 1;
    this.#last = where;
  }

  /** Take the newest step as it stands now: the server completed it. */
  amend(): void {
    this.#states[this.#place] = stateOf(this.#form);
  }

  /** One step back (-1) or on (1); whether there was one. */
  go(step: -1 | 1): boolean {
    const state = this.#states[this.#place + step];
    if (!state) return false;
    this.#place += step;
    this.#last = "";
    restore(this.#form, state);
    return true;
  }

  /** The next step begins anew, also in the same cell. */
  close(): void {
    this.#last = "";
  }
}
