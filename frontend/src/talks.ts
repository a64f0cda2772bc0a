// Talks beside fields: @names offered while one types, phrases put into a comment, and single keys.
// Where the page has [data-shortcuts]; without any of this the forms, the lists and a plain Tab do.
// A key counts only while nothing is being written, and not at all once the box in the help is cleared.

const HELP = "[data-shortcuts]";
const ITEM = "[data-open-item]";
const TALK = "[data-talk]";
const WRITES = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=application], dialog[open]";
const MENU = "[data-phrase-menu]";
const INSERT = "[data-phrase-insert]";
const OFF = "tomoni.shortcuts";

function help(): HTMLElement | null {
  return document.querySelector<HTMLElement>(HELP);
}

function open(element: Element): void {
  for (let at: Element | null = element; at; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true;
}

function go(element: HTMLElement | null): boolean {
  if (!element) return false;
  open(element);
  element.focus();
  element.scrollIntoView({ block: "center" });
  return true;
}

function step(by: 1 | -1): boolean {
  const items = [...document.querySelectorAll<HTMLElement>(ITEM)];
  const here = document.activeElement;
  const inside = items.findIndex((item) => item.contains(here));
  if (inside >= 0) return go(items[inside + by] ?? null);
  const after = items.findIndex((item) => here && here.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING);
  const first = here === document.body ? 0 : after < 0 ? items.length : after;
  return go(items[by > 0 ? first : first - 1] ?? null);
}

/** The talk of the field that the focus is in or beside, else the first of the page. */
function talk(): HTMLElement | null {
  const here = document.activeElement;
  const field = here?.closest(".field, .card-body");
  const beside = field?.nextElementSibling?.matches(TALK) ? field.nextElementSibling : field?.querySelector(TALK);
  return here?.closest<HTMLElement>(TALK) ?? (beside as HTMLElement | null | undefined) ?? document.querySelector<HTMLElement>(TALK);
}

function comment(): boolean {
  const item = document.activeElement?.closest(ITEM);
  return go((item ?? talk())?.querySelector<HTMLElement>(item ? "textarea" : "textarea[id^=say-]") ?? null);
}

function press(selector: string, within: ParentNode = document): boolean {
  const button = within.querySelector<HTMLElement>(selector);
  button?.click();
  return button !== null;
}

function settle(): boolean {
  const item = document.activeElement?.closest(ITEM);
  return item ? press("[data-settle]", item) : false;
}

function explain(): boolean {
  const details = help()?.querySelector("details");
  if (!details) return false;
  details.open = !details.open;
  if (details.open) go(details.querySelector("summary"));
  return true;
}

const KEYS: Record<string, () => boolean> = {
  j: () => step(1),
  k: () => step(-1),
  c: comment,
  t: () => go(talk()?.querySelector<HTMLElement>(MENU) ?? null),
  r: settle,
  n: () => press('[data-queue="after"]'),
  p: () => press('[data-queue="before"]'),
  l: () => press("[data-looked]"),
  "?": explain,
};

function isOn(): boolean {
  return help() !== null && localStorage.getItem(OFF) !== "off";
}

function key(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target instanceof Element && event.target.closest(WRITES)) return;
  const act = KEYS[event.key.toLowerCase()];
  if (act && isOn() && act()) event.preventDefault();
}

function remember(event: Event): void {
  if (!(event.target instanceof HTMLInputElement) || !event.target.matches("[data-shortcuts-on]")) return;
  localStorage.setItem(OFF, event.target.checked ? "on" : "off");
}

/** The phrase that is chosen goes to where one writes, the field's name in its place. */
function insertPhrase(within: Element | null): void {
  const menu = within?.querySelector<HTMLSelectElement>(MENU);
  const area = menu?.closest(TALK)?.querySelector<HTMLTextAreaElement>("textarea[id^=say-]");
  const text = menu?.value && document.querySelector(`[data-phrase="${CSS.escape(menu.value)}"]`)?.textContent;
  if (!menu || !area || !text) return;
  const label = area.dataset["label"] || menu.dataset["whole"] || "";
  const before = area.value && !/[\s\n]$/.test(area.value) ? `${area.value}\n` : area.value;
  area.value = `${before}${text.replaceAll("{{欄}}", label)}`;
  menu.value = "";
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
}

function insertByKey(event: KeyboardEvent): void {
  if (event.key !== "Enter" || !(event.target instanceof Element) || !event.target.matches(MENU)) return;
  event.preventDefault();
  insertPhrase(event.target.parentElement);
}

function insertByButton(event: Event): void {
  const button = event.target instanceof Element ? event.target.closest(INSERT) : null;
  if (button) insertPhrase(button.parentElement);
}

// --- @names: a list below the text, chosen by arrows and Enter; focus stays where one writes

interface Offer {
  area: HTMLTextAreaElement;
  list: HTMLElement;
  from: number;
  at: number;
}
let offer: Offer | null = null;

function close(): void {
  offer?.list.remove();
  offer?.area.removeAttribute("aria-activedescendant");
  offer?.area.removeAttribute("aria-controls");
  offer = null;
}

function handles(part: string): string[] {
  const people = document.querySelectorAll<HTMLElement>("[data-mention-people] [data-handle]");
  const sought = part.replace(/\s/g, "");
  return [...people].map((each) => each.dataset["handle"] ?? "").filter((name) => name.replace(/\s/g, "").includes(sought));
}

function mark(at: number): void {
  if (!offer) return;
  const options = [...offer.list.children];
  offer.at = (at + options.length) % options.length;
  options.forEach((option, place) => option.setAttribute("aria-selected", String(place === offer?.at)));
  offer.area.setAttribute("aria-activedescendant", options[offer.at]?.id ?? "");
}

function choose(name: string): void {
  if (!offer) return;
  const { area, from } = offer;
  const rest = area.value.slice(area.selectionStart);
  const written = `${area.value.slice(0, from)}@${name} `;
  area.value = `${written}${rest}`;
  close();
  area.focus();
  area.setSelectionRange(written.length, written.length);
}

function optionOf(name: string, place: number): HTMLElement {
  const option = document.createElement("li");
  option.id = `mention-${place}`;
  option.role = "option";
  option.textContent = `@${name}`;
  option.addEventListener("mousedown", (event) => {
    event.preventDefault();
    choose(name);
  });
  return option;
}

function offerNames(event: Event): void {
  const area = event.target;
  if (!(area instanceof HTMLTextAreaElement) || !area.matches("[data-mentions]")) return;
  close();
  const typed = /[@＠]([^\s@＠、。]*)$/.exec(area.value.slice(0, area.selectionStart));
  const names = typed ? handles(typed[1] ?? "").slice(0, 8) : [];
  if (!typed || names.length === 0) return;
  const list = document.createElement("ul");
  list.id = "mention-list";
  list.className = "mention-list";
  list.role = "listbox";
  list.ariaLabel = document.querySelector("#callable")?.textContent ?? "@";
  list.append(...names.map(optionOf));
  area.after(list);
  area.setAttribute("aria-controls", list.id);
  offer = { area, list, from: typed.index, at: 0 };
  mark(0);
}

function chooseByKey(event: KeyboardEvent): void {
  if (!offer || event.target !== offer.area || event.isComposing) return;
  const moves: Record<string, () => void> = {
    ArrowDown: () => mark((offer?.at ?? 0) + 1),
    ArrowUp: () => mark((offer?.at ?? 0) - 1),
    Enter: () => choose(offer?.list.children[offer.at]?.textContent?.slice(1) ?? ""),
    Escape: close,
  };
  const move = moves[event.key];
  if (!move) return;
  event.preventDefault();
  event.stopPropagation();
  move();
}

/** What is written in a talk is no change of the worksheet around it. */
function keepFromForm(event: Event): void {
  if (!(event.target instanceof Element) || !event.target.closest(TALK)) return;
  if (event.type === "input") offerNames(event);
  if (event.target.closest("form")) event.stopPropagation();
}

function arrive(): void {
  const place = location.hash.startsWith("#comment-") ? document.getElementById(location.hash.slice(1)) : null;
  if (place) go(place.closest<HTMLElement>(ITEM) ?? place);
}

/** Start listening; call once a page. */
export function listenForTalks(): void {
  document.addEventListener("input", keepFromForm, { capture: true });
  document.addEventListener("change", keepFromForm, { capture: true });
  document.addEventListener("change", remember);
  document.addEventListener("keydown", chooseByKey, { capture: true });
  document.addEventListener("keydown", insertByKey);
  document.addEventListener("keydown", key);
  document.addEventListener("click", insertByButton);
  document.addEventListener("focusout", (event) => event.target === offer?.area && close());
  window.addEventListener("hashchange", arrive);
  const box = help()?.querySelector<HTMLInputElement>("[data-shortcuts-on]");
  if (box) box.checked = isOn();
  for (const button of document.querySelectorAll<HTMLElement>(INSERT)) button.hidden = false;
  window.addEventListener("load", arrive); // the browser's own way to the place takes the focus away before
}
