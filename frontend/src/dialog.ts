// dialog[data-dialog] opens when htmx has put something into it: a plain link works without it.
// Closing is the browser's own: Escape, a form with method=dialog; a click beside it too.

const DIALOG = "dialog[data-dialog]";

function open(event: Event): void {
  const dialog = event.target instanceof Element ? event.target.closest<HTMLDialogElement>(DIALOG) : null;
  if (!dialog) return;
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
}

function closeBeside(event: Event): void {
  if (event.target instanceof HTMLDialogElement && event.target.matches(DIALOG)) event.target.close();
}

/** Start listening; call once a page. */
export function listenForDialogs(): void {
  document.addEventListener("htmx:afterSwap", open);
  document.addEventListener("click", closeBeside);
}
