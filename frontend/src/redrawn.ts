// What is typed while htmx waits for an answer is not in that answer: it goes into the new controls.

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

interface Waiting {
  asked: Map<string, string>;
  newer: Map<string, string>;
}

const CONTROLS = "input:not([type=hidden], [type=file]), select, textarea";
const waiting = new WeakMap<XMLHttpRequest, Waiting>();

function isChoice(control: Control): control is HTMLInputElement {
  return control.type === "checkbox" || control.type === "radio";
}

function held(control: Control): string {
  return isChoice(control) ? String(control.checked) : control.value;
}

function hold(control: Control, value: string): void {
  if (isChoice(control)) control.checked = value === "true";
  else control.value = value;
}

function controlsIn(part: Element | null): Map<string, Control> {
  const found = [...(part?.querySelectorAll<Control>(CONTROLS) ?? [])];
  return new Map(found.map((each) => [isChoice(each) ? `${each.name}=${each.value}` : each.name, each]));
}

function ask(event: CustomEvent<{ xhr: XMLHttpRequest; target: Element }>): void {
  const controls = [...controlsIn(event.detail.target)];
  const asked = new Map(controls.map(([key, control]) => [key, held(control)]));
  waiting.set(event.detail.xhr, { asked, newer: new Map() });
}

function keep(event: CustomEvent<{ xhr: XMLHttpRequest; target: Element }>): void {
  const request = waiting.get(event.detail.xhr);
  if (!request) return;
  for (const [key, control] of controlsIn(event.detail.target)) {
    if (request.asked.get(key) !== held(control)) request.newer.set(key, held(control));
  }
}

function giveBack(event: CustomEvent<{ xhr: XMLHttpRequest; target: Element }>): void {
  const request = waiting.get(event.detail.xhr);
  if (!request?.newer.size) return;
  const controls = controlsIn(document.getElementById(event.detail.target.id));
  for (const [key, value] of request.newer) {
    const control = controls.get(key);
    if (!control || held(control) === value) continue;
    hold(control, value);
    const told = isChoice(control) || control instanceof HTMLSelectElement ? "change" : "input";
    if (held(control) === value) control.dispatchEvent(new Event(told, { bubbles: true }));
  }
  request.newer.clear();
}

/** Start listening; call once a page. */
export function listenForRedrawing(): void {
  document.addEventListener("htmx:beforeRequest", ask as EventListener);
  document.addEventListener("htmx:beforeSwap", keep as EventListener);
  document.addEventListener("htmx:afterSettle", giveBack as EventListener);
}
