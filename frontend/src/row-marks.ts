// [data-marks=NAME]: findings about rows of the list NAME, each [data-finding-row] with the place of
// its row among those that are not empty. They are shown in the rows, too, and heard with the cells.
import { cellsOf, rowsOf, type Cell } from "./row-list";

function isFilled(row: HTMLElement): boolean {
  return cellsOf(row).some((cell) => cell.value.trim() !== "");
}

/** Show beside the row what was found in a cell; a reader hears it with the cell. */
export function addNote(row: HTMLElement, cell: Cell, severity: string, text: string): void {
  const box = row.querySelector<HTMLElement>("[data-row-mark]");
  if (!box) return;
  const note = document.createElement("span");
  note.id = `${cell.id}-mark-${box.childElementCount}`;
  note.className = `row-mark row-mark-${severity}`;
  note.title = text;
  const words = document.createElement("span");
  words.className = "sr-only";
  words.textContent = text;
  note.append(words);
  box.append(note);
  cell.setAttribute("aria-describedby", `${cell.getAttribute("aria-describedby") ?? ""} ${note.id}`.trim());
}

export function clearNotes(row: HTMLElement): void {
  for (const note of row.querySelectorAll("[data-row-mark] > *")) {
    for (const cell of cellsOf(row)) {
      const rest = (cell.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id !== note.id);
      if (rest.join("")) cell.setAttribute("aria-describedby", rest.join(" "));
      else cell.removeAttribute("aria-describedby");
    }
    note.remove();
  }
}

function mark(row: HTMLElement, finding: HTMLElement): void {
  const cell = cellsOf(row)[0];
  const text = finding.textContent?.trim().replace(/\s+/g, " ") ?? "";
  if (cell) addNote(row, cell, finding.dataset["severity"] ?? "info", text);
}

function markAll(): void {
  for (const found of document.querySelectorAll<HTMLElement>("[data-marks]")) {
    const list = document.querySelector<HTMLElement>(`[data-rows="${found.dataset["marks"]}"]`);
    if (!list) continue;
    const rows = rowsOf(list);
    rows.forEach(clearNotes);
    const filled = rows.filter(isFilled);
    for (const finding of found.querySelectorAll<HTMLElement>("[data-finding-row]")) {
      const row = filled[Number(finding.dataset["findingRow"])];
      if (row) mark(row, finding);
    }
  }
}

/** Start listening; call once a page. */
export function listenForRowMarks(): void {
  document.addEventListener("htmx:afterSwap", markAll);
  markAll();
}
