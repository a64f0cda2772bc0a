// A list of rows typed into a table ([data-rows]): its rows, its cells, what they hold.

export type Cell = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const undos = new WeakMap<HTMLElement, () => void>();

export function listOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-rows]") : null;
}

export function bodyOf(list: HTMLElement): HTMLElement {
  return list.querySelector<HTMLElement>("[data-rows-body]") ?? list;
}

export function rowsOf(list: HTMLElement): HTMLElement[] {
  return [...bodyOf(list).querySelectorAll<HTMLElement>(":scope > [data-row]")];
}

export function cellsOf(row: HTMLElement | undefined): Cell[] {
  return [...(row?.querySelectorAll<Cell>("[data-cell]") ?? [])];
}

export function limitOf(list: HTMLElement): number {
  return Number(list.dataset["maxRows"] ?? 500);
}

/** Names and ids carry the row's place: `name-3-column`. */
export function renumber(list: HTMLElement): void {
  const pattern = new RegExp(`(${list.dataset["rows"]}-)(\\d+|__index__)(-|$)`, "g");
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

export function changed(list: HTMLElement): void {
  renumber(list);
  list.dispatchEvent(new Event("input", { bubbles: true }));
}

export function say(list: HTMLElement, key: string, params: Record<string, number>, undo?: () => void): void {
  const place = list.querySelector<HTMLElement>("[data-rows-status]");
  const button = list.querySelector<HTMLElement>("[data-row-action=undo]");
  let text = list.dataset[key] ?? "";
  for (const [name, value] of Object.entries(params)) text = text.replace(`{${name}}`, `${value}`);
  if (place) place.textContent = text;
  if (button) button.hidden = !undo;
  if (undo) undos.set(list, undo);
  else undos.delete(list);
}

/** A new row, at the end or behind another one, for `renumber` to name; null when there are too many. */
export function newRow(list: HTMLElement, after?: HTMLElement): HTMLElement | null {
  const template = list.querySelector<HTMLTemplateElement>("template[data-row-template]");
  const row = template?.content.firstElementChild?.cloneNode(true);
  if (!(row instanceof HTMLElement) || rowsOf(list).length >= limitOf(list)) {
    say(list, "textFull", { limit: limitOf(list) });
    return null;
  }
  if (after) after.after(row);
  else bodyOf(list).append(row);
  return row;
}

/** A new row that is named, and told to those who listen. */
export function addRow(list: HTMLElement, after?: HTMLElement): HTMLElement | null {
  const row = newRow(list, after);
  if (row) changed(list);
  return row;
}

/** Take back the last removal or paste. */
export function takeBack(list: HTMLElement): void {
  undos.get(list)?.();
  changed(list);
  say(list, "textUndone", {});
}

/** Put a text into a cell; a choice or a day is found by what it says. */
export function write(cell: Cell, text: string): void {
  const value = text.trim();
  if (cell instanceof HTMLSelectElement) {
    const option = [...cell.options].find((each) => each.value === value || each.text.trim() === value);
    if (option) cell.value = option.value;
  } else if (cell.type === "date") {
    const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(value) ?? [];
    cell.value = year ? `${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}` : "";
  } else cell.value = cell instanceof HTMLTextAreaElement ? value : value.replace(/\s*\r?\n\s*/g, " ");
}
