// [data-rows]: a list of rows typed into a table. Buttons add, move and remove; arrow keys and
// Enter go from cell to cell; a block copied from a spreadsheet lands in the grid; the last
// removal or paste can be undone.
import { isBlock, parseTsv } from "./tsv";

type Cell = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const undos = new WeakMap<HTMLElement, () => void>();

function listOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-rows]") : null;
}

function bodyOf(list: HTMLElement): HTMLElement {
  return list.querySelector<HTMLElement>("[data-rows-body]") ?? list;
}

function rowsOf(list: HTMLElement): HTMLElement[] {
  return [...bodyOf(list).querySelectorAll<HTMLElement>(":scope > [data-row]")];
}

function cellsOf(row: HTMLElement | undefined): Cell[] {
  return [...(row?.querySelectorAll<Cell>("[data-cell]") ?? [])];
}

function limitOf(list: HTMLElement): number {
  return Number(list.dataset["maxRows"] ?? 500);
}

/** Names and ids carry the row's place: `name-3-column`. */
function renumber(list: HTMLElement): void {
  const pattern = new RegExp(`(${list.dataset["rows"]}-)(\\d+|__index__)(-|$)`);
  for (const [index, row] of rowsOf(list).entries()) {
    for (const element of row.querySelectorAll("[name], [id], [for], [aria-describedby]")) {
      for (const key of ["name", "id", "for", "aria-describedby"]) {
        const value = element.getAttribute(key);
        if (value) element.setAttribute(key, value.replace(pattern, `$1${index}$3`));
      }
    }
    for (const number of row.querySelectorAll("[data-row-number]")) number.textContent = `${index + 1}`;
    const [label] = [list.dataset["textRow"]?.replace("{number}", `${index + 1}`)];
    if (label) for (const cell of cellsOf(row)) cell.ariaLabel = `${label} ${cell.dataset["cell"]}`;
  }
}

function changed(list: HTMLElement): void {
  renumber(list);
  list.dispatchEvent(new Event("input", { bubbles: true }));
}

function say(list: HTMLElement, key: string, params: Record<string, number>, undo?: () => void): void {
  const place = list.querySelector<HTMLElement>("[data-rows-status]");
  const button = list.querySelector<HTMLElement>("[data-row-action=undo]");
  let text = list.dataset[key] ?? "";
  for (const [name, value] of Object.entries(params)) text = text.replace(`{${name}}`, `${value}`);
  if (place) place.textContent = text;
  if (button) button.hidden = !undo;
  if (undo) undos.set(list, undo);
  else undos.delete(list);
}

function addRow(list: HTMLElement): HTMLElement | null {
  const template = list.querySelector<HTMLTemplateElement>("template[data-row-template]");
  const row = template?.content.firstElementChild?.cloneNode(true);
  if (!(row instanceof HTMLElement) || rowsOf(list).length >= limitOf(list)) {
    say(list, "textFull", { limit: limitOf(list) });
    return null;
  }
  bodyOf(list).append(row);
  renumber(list);
  return row;
}

function removeRow(list: HTMLElement, row: HTMLElement): void {
  const next = row.nextElementSibling;
  const place = rowsOf(list).indexOf(row);
  row.remove();
  changed(list);
  say(list, "textRemoved", { number: place + 1 }, () => bodyOf(list).insertBefore(row, next?.isConnected ? next : null));
  (cellsOf(rowsOf(list)[Math.min(place, rowsOf(list).length - 1)])[0] ?? list.querySelector<HTMLElement>("[data-row-action=add]"))?.focus();
}

function moveRow(list: HTMLElement, row: HTMLElement, button: HTMLElement): void {
  const up = button.dataset["rowAction"] === "up";
  const other = up ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (up) other.before(row);
  else other.after(row);
  changed(list);
  say(list, "textMoved", { number: rowsOf(list).indexOf(row) + 1 });
  button.focus();
}

function act(event: Event): void {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-row-action]") : null;
  const list = listOf(button);
  if (!button || !list) return;
  const row = button.closest<HTMLElement>("[data-row]");
  const action = button.dataset["rowAction"];
  if (action === "add") {
    const added = addRow(list);
    if (added) changed(list);
    cellsOf(added ?? undefined)[0]?.focus();
  } else if (action === "undo") {
    undos.get(list)?.();
    changed(list);
    say(list, "textUndone", {});
  } else if (row && action === "remove") removeRow(list, row);
  else if (row) moveRow(list, row, button);
}

function stepOf(event: KeyboardEvent, cell: Cell): number {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return 0;
  if (event.key === "Enter") return cell instanceof HTMLInputElement ? 1 : 0;
  if (cell instanceof HTMLSelectElement || cell.type === "date") return 0;
  if (event.key === "ArrowUp") return cell.value.lastIndexOf("\n", (cell.selectionStart ?? 0) - 1) < 0 ? -1 : 0;
  if (event.key === "ArrowDown") return cell.value.indexOf("\n", cell.selectionEnd ?? 0) < 0 ? 1 : 0;
  return 0;
}

function go(event: KeyboardEvent): void {
  const list = listOf(event.target);
  const cell = event.target as Cell;
  const row = list && cell.closest<HTMLElement>("[data-row]");
  if (!list || !row || !cell.matches("[data-cell]")) return;
  const step = stepOf(event, cell);
  if (!step) return;
  event.preventDefault();
  const rows = rowsOf(list);
  let target = rows[rows.indexOf(row) + step];
  if (!target && event.key === "Enter") {
    target = addRow(list) ?? undefined;
    if (target) changed(list);
  }
  cellsOf(target)[cellsOf(row).indexOf(cell)]?.focus();
}

function write(cell: Cell, text: string): void {
  const value = text.trim();
  if (cell instanceof HTMLSelectElement) {
    const option = [...cell.options].find((each) => each.value === value || each.text.trim() === value);
    if (option) cell.value = option.value;
  } else if (cell.type === "date") {
    const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(value) ?? [];
    cell.value = year ? `${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}` : "";
  } else cell.value = cell instanceof HTMLTextAreaElement ? value : value.replace(/\s*\r?\n\s*/g, " ");
}

/** Write the block from the cell on; the answer takes it back. */
function writeBlock(list: HTMLElement, cell: Cell, block: string[][]): () => void {
  const row = cell.closest<HTMLElement>("[data-row]");
  const top = row ? rowsOf(list).indexOf(row) : 0;
  const left = cellsOf(row ?? undefined).indexOf(cell);
  const before: [Cell, string][] = [];
  const added: HTMLElement[] = [];
  for (const [down, texts] of block.entries()) {
    let target: HTMLElement | null | undefined = rowsOf(list)[top + down];
    if (!target) {
      target = addRow(list);
      if (!target) break;
      added.push(target);
    }
    for (const [right, text] of texts.entries()) {
      const place = cellsOf(target)[left + right];
      if (!place) continue;
      before.push([place, place.value]);
      write(place, text);
    }
  }
  return () => {
    for (const [place, value] of before) place.value = value;
    for (const each of added) each.remove();
  };
}

function paste(event: ClipboardEvent): void {
  const list = listOf(event.target);
  const cell = event.target as Cell;
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!list || !cell.matches("[data-cell]") || !isBlock(text, cell instanceof HTMLTextAreaElement)) return;
  event.preventDefault();
  const block = parseTsv(text);
  const undo = writeBlock(list, cell, block);
  changed(list);
  say(list, "textPasted", { rows: block.length, columns: Math.max(...block.map((row) => row.length)) }, undo);
}

/** Start listening; call once a page. */
export function listenForRows(): void {
  document.addEventListener("click", act);
  document.addEventListener("keydown", go);
  document.addEventListener("paste", paste);
}
