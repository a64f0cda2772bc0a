// <details data-menu> closes with Escape, with a click elsewhere, and when focus leaves it.
// An error summary takes the focus when the page opens.

const OPEN = "details[data-menu][open]";

function closeOthers(target: EventTarget | null): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>(OPEN)) {
    if (!(target instanceof Node) || !menu.contains(target)) menu.open = false;
  }
}

function closeWithEscape(event: KeyboardEvent): void {
  if (event.key !== "Escape" || !(event.target instanceof Element)) return;
  const menu = event.target.closest<HTMLDetailsElement>(OPEN);
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
}

function focusErrors(): void {
  document.querySelector<HTMLElement>("[data-error-summary]")?.focus();
}

/** Start listening; call once a page. */
export function listenForMenus(): void {
  document.addEventListener("click", (event) => closeOthers(event.target));
  document.addEventListener("focusin", (event) => closeOthers(event.target));
  document.addEventListener("keydown", closeWithEscape);
  document.addEventListener("htmx:afterSettle", focusErrors);
  focusErrors();
}
