// The table of a flow and the fields around it, as plain texts and back, without losing the focus.
import { cellsOf, newRow, renumber, rowsOf, say, write, type Cell } from "./row-list";
import { addNote, clearNotes } from "./row-marks";

export type Row = Record<string, string>;

export interface Mark {
  row: number;
  cell: string;
  severity: string;
  text: string;
}

const NUMBER = "number";

function nameOf(cell: Cell): string {
  return /-(?:\d+|__index__)-(.*)$/.exec(cell.name)?.[1] ?? "";
}

function listOf(form: HTMLFormElement, name: string): HTMLElement | null {
  return form.querySelector<HTMLElement>(`[data-rows=${name}]`);
}

function textsOf(row: HTMLElement): Row {
  return Object.fromEntries(cellsOf(row).map((cell) => [nameOf(cell), cell.value]));
}

/** The rows that say something: the server knows of no others. */
export function stepRows(form: HTMLFormElement): HTMLElement[] {
  const list = listOf(form, "steps");
  const says = (row: HTMLElement) => cellsOf(row).some((cell) => cell.value.trim() && nameOf(cell) !== NUMBER);
  return list ? rowsOf(list).filter(says) : [];
}

export function rowsIn(form: HTMLFormElement, name: string): Row[] {
  const list = listOf(form, name);
  return list ? rowsOf(list).map(textsOf) : [];
}

/** Make the rows say this; a row keeps its place on the page where `key` says it is the same. */
export function fill(form: HTMLFormElement, name: string, rows: readonly Row[], key: string): void {
  const list = listOf(form, name);
  if (!list) return;
  const focused = list.contains(document.activeElement) ? (document.activeElement as Cell) : null;
  const place = rowsOf(list).findIndex((row) => row.contains(focused));
  const known = new Map(rowsOf(list).map((row) => [textsOf(row)[key] ?? "", row]));
  let last: HTMLElement | undefined;
  for (const texts of rows) {
    const row = known.get(texts[key] ?? "") ?? newRow(list, last);
    if (!row) break;
    known.delete(texts[key] ?? "");
    const wanted: Element | null = last ? last.nextElementSibling : (row.parentElement?.firstElementChild ?? null);
    if (wanted !== row) row.parentElement?.insertBefore(row, wanted);
    for (const cell of cellsOf(row)) {
      const text = texts[nameOf(cell)] ?? "";
      if (cell.value !== text) write(cell, text);
    }
    last = row;
  }
  for (const row of rowsOf(list).slice(rows.length)) row.remove();
  renumber(list);
  say(list, "", {});
  if (!focused || document.activeElement === focused) return;
  const instead = cellsOf(rowsOf(list)[Math.min(place, rows.length - 1)]).find((cell) => nameOf(cell) === nameOf(focused));
  (focused.isConnected ? focused : instead)?.focus();
}

/** Numbers that the server gave to rows without one. */
export function number(form: HTMLFormElement, numbers: readonly string[]): void {
  for (const [place, row] of stepRows(form).entries()) {
    const cell = cellsOf(row).find((each) => nameOf(each) === NUMBER);
    if (cell && !cell.value.trim() && cell !== document.activeElement) cell.value = numbers[place] ?? "";
  }
}

/** Show in the rows what was found there; a reader hears it with the cell. */
export function mark(form: HTMLFormElement, marks: readonly Mark[]): void {
  const rows = stepRows(form);
  for (const row of form.querySelectorAll<HTMLElement>("[data-rows=steps] [data-row]")) {
    clearNotes(row);
    for (const cell of cellsOf(row)) cell.removeAttribute("aria-invalid");
  }
  for (const { row: place, cell: name, severity, text } of marks) {
    const row = rows[place];
    const cell = row && cellsOf(row).find((each) => nameOf(each) === name);
    if (!row || !cell) continue;
    addNote(row, cell, severity, text);
    if (severity === "error") cell.setAttribute("aria-invalid", "true");
  }
}
