// [data-rows]: a list of rows typed into a table. Buttons and keys add, move and remove rows; arrow
// keys and Enter go from cell to cell; a block copied from a spreadsheet lands in the grid; the last
// removal or paste can be undone.
import {
  addRow,
  bodyOf,
  cellsOf,
  changed,
  limitOf,
  listOf,
  newRow,
  rowsOf,
  say,
  takeBack,
  write,
  type Cell,
} from "./row-list";
import { isBlock, parseTsv, placesOf } from "./tsv";

function removeRow(list: HTMLElement, row: HTMLElement): void {
  const next = row.nextElementSibling;
  const place = rowsOf(list).indexOf(row);
  row.remove();
  changed(list);
  say(list, "textRemoved", { number: place + 1 }, () => bodyOf(list).insertBefore(row, next?.isConnected ? next : null));
  (cellsOf(rowsOf(list)[Math.min(place, rowsOf(list).length - 1)])[0] ?? list.querySelector<HTMLElement>("[data-row-action=add]"))?.focus();
}

function moveRow(list: HTMLElement, row: HTMLElement, up: boolean, focused: HTMLElement): void {
  const other = up ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (up) other.before(row);
  else other.after(row);
  changed(list);
  say(list, "textMoved", { number: rowsOf(list).indexOf(row) + 1 });
  focused.focus();
}

function act(event: Event): void {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-row-action]") : null;
  const list = listOf(button);
  if (!button || !list) return;
  const row = button.closest<HTMLElement>("[data-row]");
  const action = button.dataset["rowAction"];
  if (action === "add") {
    cellsOf(addRow(list) ?? undefined)[0]?.focus();
  } else if (action === "undo") {
    takeBack(list);
  } else if (row && action === "remove") removeRow(list, row);
  else if (row) moveRow(list, row, action === "up", button);
}

function stepOf(event: KeyboardEvent, cell: Cell): number {
  if (event.key === "Enter") return cell instanceof HTMLTextAreaElement ? 0 : event.shiftKey ? -1 : 1;
  if (cell instanceof HTMLSelectElement || cell.type === "date" || event.shiftKey) return 0;
  if (event.key === "ArrowUp") return cell.value.lastIndexOf("\n", (cell.selectionStart ?? 0) - 1) < 0 ? -1 : 0;
  if (event.key === "ArrowDown") return cell.value.indexOf("\n", cell.selectionEnd ?? 0) < 0 ? 1 : 0;
  return 0;
}

/** Left and right leave a cell only where its text ends, so that a word can be put right. */
function sideOf(event: KeyboardEvent, cell: Cell): number {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0;
  if (!step || event.shiftKey || cell instanceof HTMLSelectElement || cell.type === "date") {
    return cell instanceof HTMLSelectElement && !event.shiftKey ? step : 0;
  }
  const whole = cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
  const edge = step < 0 ? cell.selectionEnd === 0 : cell.selectionStart === cell.value.length;
  return edge || whole ? step : 0;
}

function focusCell(cell: Cell | undefined): void {
  cell?.focus();
  if (cell instanceof HTMLInputElement) cell.select();
}

/** Keys that change the rows themselves, where there may be more or fewer; whether this was one. */
function changeRows(event: KeyboardEvent, list: HTMLElement, row: HTMLElement, cell: Cell): boolean {
  if (!list.querySelector("template[data-row-template]")) return false;
  if (event.ctrlKey && event.key === "Enter") {
    focusCell(cellsOf(addRow(list, row) ?? undefined)[0]);
  } else if (event.altKey && event.key === "Delete") removeRow(list, row);
  else if (event.altKey && /^Arrow(Up|Down)$/.test(event.key)) moveRow(list, row, event.key === "ArrowUp", cell);
  else return false;
  return true;
}

function go(event: KeyboardEvent): void {
  const list = listOf(event.target);
  const cell = event.target as Cell;
  const row = list && cell.closest<HTMLElement>("[data-row]");
  if (!list || !row || !cell.matches("[data-cell]") || event.isComposing) return;
  if (changeRows(event, list, row, cell)) return event.preventDefault();
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const step = stepOf(event, cell);
  const side = sideOf(event, cell);
  if (!step && !side) return;
  event.preventDefault();
  const rows = rowsOf(list);
  let target = rows[rows.indexOf(row) + step];
  if (!target && event.key === "Enter" && step > 0) target = addRow(list) ?? undefined;
  focusCell(cellsOf(target)[cellsOf(row).indexOf(cell) + side]);
}

/** Write the block from the cell on, below its headings where it has them; the answer takes it back. */
function writeBlock(list: HTMLElement, cell: Cell, block: string[][], places: number[] | null): () => void {
  const row = cell.closest<HTMLElement>("[data-row]");
  const top = row ? rowsOf(list).indexOf(row) : 0;
  const left = cellsOf(row ?? undefined).indexOf(cell);
  const before: [Cell, string][] = [];
  const added: HTMLElement[] = [];
  for (const [down, texts] of block.entries()) {
    let target: HTMLElement | null | undefined = rowsOf(list)[top + down];
    if (!target) {
      target = newRow(list);
      if (!target) break;
      added.push(target);
    }
    for (const [right, text] of texts.entries()) {
      const place = cellsOf(target)[places ? (places[right] ?? -1) : left + right];
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
  const whole = parseTsv(text);
  const labels = cellsOf(rowsOf(list)[0]).map((each) => each.dataset["cell"] ?? "");
  const places = placesOf(whole[0] ?? [], labels);
  const block = places ? whole.slice(1) : whole;
  const room = limitOf(list) - rowsOf(list).findIndex((row) => row.contains(cell));
  const undo = writeBlock(list, cell, block, places);
  changed(list);
  const columns = Math.max(0, ...block.map((row) => row.length));
  say(list, block.length > room ? "textFull" : "textPasted", { rows: block.length, columns, limit: limitOf(list) }, undo);
}

/** Start listening; call once a page. */
export function listenForRows(): void {
  document.addEventListener("click", act);
  document.addEventListener("keydown", go);
  document.addEventListener("paste", paste);
}
