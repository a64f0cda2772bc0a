// [data-marks=NAME]: findings about rows of the list NAME, each [data-finding-row] with the place of
// its row among those that are not empty. They are shown in the rows, too, and heard with the cells.
import { cellsOf, rowsOf } from "./row-list";

function isFilled(row: HTMLElement): boolean {
  return cellsOf(row).some((cell) => cell.value.trim() !== "");
}

function clear(row: HTMLElement): void {
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
  const box = row.querySelector<HTMLElement>("[data-row-mark]");
  const cell = cellsOf(row)[0];
  if (!box || !cell) return;
  const text = finding.textContent?.trim().replace(/\s+/g, " ") ?? "";
  const note = document.createElement("span");
  note.id = `${cell.id}-mark-${box.childElementCount}`;
  note.className = `row-mark row-mark-${finding.dataset["severity"] ?? "info"}`;
  note.title = text;
  const words = document.createElement("span");
  words.className = "sr-only";
  words.textContent = text;
  note.append(words);
  box.append(note);
  cell.setAttribute("aria-describedby", `${cell.getAttribute("aria-describedby") ?? ""} ${note.id}`.trim());
}

function markAll(): void {
  for (const found of document.querySelectorAll<HTMLElement>("[data-marks]")) {
    const list = document.querySelector<HTMLElement>(`[data-rows="${found.dataset["marks"]}"]`);
    if (!list) continue;
    const rows = rowsOf(list);
    rows.forEach(clear);
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
