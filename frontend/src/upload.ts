// form[data-upload]: htmx sends the file; this shows how far it is, refuses what is too large
// before a byte leaves, and lets the person stop.

interface Progress {
  lengthComputable: boolean;
  loaded: number;
  total: number;
}

const FORM = "form[data-upload]";

function formOf(target: EventTarget | null): HTMLFormElement | null {
  return target instanceof Element ? target.closest<HTMLFormElement>(FORM) : null;
}

function part<T extends HTMLElement>(form: HTMLFormElement, name: string): T | null {
  return form.querySelector<T>(`[data-upload-${name}]`);
}

/** Sizes as the person's Explorer shows them. */
export function sizeText(bytes: number): string {
  const units = ["B", "KB", "MB", "GB"];
  let size = bytes;
  let unit = 0;
  for (; size >= 1024 && unit < units.length - 1; unit += 1) size /= 1024;
  return `${size >= 10 || unit === 0 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`;
}

function tell(form: HTMLFormElement, key: string, params: Record<string, string> = {}): void {
  const place = part(form, "status");
  if (!place) return;
  let text = place.dataset[key] ?? "";
  for (const [name, value] of Object.entries(params)) text = text.replace(`{${name}}`, value);
  place.textContent = text;
  place.dataset["state"] = key;
}

function fits(input: HTMLInputElement, form: HTMLFormElement): boolean {
  const limit = Number(input.dataset["maxBytes"] ?? Infinity);
  const large = [...(input.files ?? [])].find((file) => file.size > limit);
  input.toggleAttribute("aria-invalid", false);
  if (!large) return true;
  input.setAttribute("aria-invalid", "true");
  tell(form, "tooLarge", { name: large.name, size: sizeText(large.size), limit: sizeText(limit) });
  return false;
}

function inputs(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>("input[type=file]")];
}

function choose(event: Event): void {
  const form = formOf(event.target);
  if (!form || !(event.target instanceof HTMLInputElement) || !event.target.files) return;
  const [file] = event.target.files;
  if (file && fits(event.target, form)) tell(form, "chosen", { name: file.name, size: sizeText(file.size) });
}

function submit(event: SubmitEvent): void {
  const form = formOf(event.target);
  if (!form || inputs(form).every((input) => fits(input, form))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  inputs(form)[0]?.focus();
}

function run(form: HTMLFormElement, running: boolean): void {
  form.toggleAttribute("data-uploading", running);
  form.setAttribute("aria-busy", String(running));
  for (const name of ["progress", "cancel"]) {
    const element = part(form, name);
    if (element) element.hidden = !running;
  }
  for (const button of form.querySelectorAll<HTMLButtonElement>("button[type=submit]")) button.disabled = running;
  if (running) part(form, "cancel")?.focus();
}

function start(event: Event): void {
  const form = formOf(event.target);
  if (!form) return;
  run(form, true);
  tell(form, "sending", { percent: "0" });
}

function show(event: Event): void {
  const form = formOf(event.target);
  const bar = form && part<HTMLProgressElement>(form, "progress");
  const { lengthComputable, loaded, total } = (event as CustomEvent<Progress>).detail;
  if (!form || !bar || !lengthComputable || bar.hidden || bar.value >= 100) return;
  bar.value = Math.floor((loaded / total) * 100);
  tell(form, loaded >= total ? "reading" : "sending", { percent: String(bar.value) });
}

function stop(event: Event, key: string): void {
  const form = formOf(event.target);
  if (!form) return;
  const bar = part<HTMLProgressElement>(form, "progress");
  if (bar) bar.value = 0;
  run(form, false);
  if (key) tell(form, key);
}

function cancel(event: Event): void {
  if (!(event.target instanceof Element) || !event.target.closest("[data-upload-cancel]")) return;
  const form = formOf(event.target);
  form?.dispatchEvent(new CustomEvent("htmx:abort", { bubbles: true, detail: { elt: form } }));
}

/** A file that has arrived whole may have been read and kept before the person stopped. */
function abort(event: Event): void {
  const form = formOf(event.target);
  if (form) stop(event, part(form, "status")?.dataset["state"] === "reading" ? "left" : "cancelled");
}

/** Start listening; call once a page. */
export function listenForUploads(): void {
  document.addEventListener("change", choose);
  document.addEventListener("submit", submit, { capture: true });
  document.addEventListener("click", cancel);
  document.addEventListener("htmx:beforeSend", start);
  document.addEventListener("htmx:xhr:progress", show);
  document.addEventListener("htmx:sendAbort", abort);
  document.addEventListener("htmx:sendError", (event) => stop(event, "failed"));
  document.addEventListener("htmx:responseError", (event) => stop(event, "failed"));
  document.addEventListener("htmx:afterOnLoad", (event) => stop(event, ""));
}
