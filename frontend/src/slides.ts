// [data-slides]: slides one at a time, by buttons, by keyboard, on the whole screen. Without this they stand one
// below the other, and so they are printed.

// In hundredths of the width of a slide; the style sheet says the largest, too.
const LARGEST = 3;
const SMALLEST = 1.3;
const KEYS: Record<string, number> = {
  ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1, Home: -Infinity, End: Infinity,
};

function start(root: HTMLElement): void {
  const slides = [...root.querySelectorAll<HTMLElement>("[data-slide]")];
  const notes = [...root.querySelectorAll<HTMLElement>("[data-slide-notes]")];
  const stage = root.querySelector<HTMLElement>("[data-slides-stage]");
  const place = root.querySelector<HTMLElement>("[data-slides-place]");
  const tools = root.querySelector<HTMLElement>("[data-slides-tools]");
  if (!stage || !place || !tools || slides.length === 0) return;
  let current = Math.max(slides.findIndex((slide) => `#${slide.id}` === location.hash), 0);

  const show = (wanted: number): void => {
    current = Math.min(Math.max(wanted, 0), slides.length - 1);
    slides.forEach((slide, number) => slide.toggleAttribute("data-current", number === current));
    notes.forEach((note, number) => (note.hidden = number !== current));
    place.textContent = (place.dataset["text"] ?? "")
      .replace("{number}", String(current + 1))
      .replace("{count}", String(slides.length));
    for (const button of tools.querySelectorAll<HTMLButtonElement>("[data-slides-go]")) {
      const next = current + Number(button.dataset["slidesGo"]);
      button.setAttribute("aria-disabled", String(next < 0 || next >= slides.length));
    }
    history.replaceState(null, "", `#${slides[current]?.id ?? ""}`);
    fit(slides[current]);
  };

  tools.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button?.dataset["slidesGo"]) show(current + Number(button.dataset["slidesGo"]));
    else if (button?.hasAttribute("data-slides-full")) whole(stage);
  });
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || busy(event)) return;
    const step = KEYS[event.key];
    if (step !== undefined) {
      event.preventDefault();
      show(current + step);
    } else if (event.key.toLowerCase() === "f") whole(stage);
  });
  addEventListener("resize", () => fit(slides[current]));
  addEventListener("beforeprint", () => {
    const before = current;
    slides.forEach((_slide, number) => show(number));
    show(before);
  });
  root.toggleAttribute("data-ready", true);
  tools.hidden = !document.fullscreenEnabled && slides.length === 1;
  show(current);
  void document.fonts.ready.then(() => fit(slides[current]));
}

/** Whether the key belongs to what has the focus: a control, or something opened over the page. */
function busy(event: KeyboardEvent): boolean {
  if (!(event.target instanceof Element)) return false;
  if (event.target.closest("input, textarea, select, summary, dialog, [role=menu]")) return true;
  return event.key === " " && event.target.closest("a, button") !== null;
}

function whole(stage: HTMLElement): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void stage.requestFullscreen();
}

/** Sets the letters of a slide with much on it smaller, until it fits or would be hard to read: by the width of the
 * slide, so that it fits on any screen and on paper. */
function fit(slide: HTMLElement | undefined): void {
  const page = slide?.querySelector<HTMLElement>("[data-slide-page]");
  if (!page) return;
  page.style.removeProperty("font-size");
  for (let share = LARGEST; share >= SMALLEST && page.scrollHeight > page.clientHeight; share -= 0.1) {
    page.style.setProperty("font-size", `max(${share.toFixed(1)}cqw, 0.8125rem)`);
  }
  const scrolls = page.scrollHeight > page.clientHeight;
  if (scrolls) page.tabIndex = 0;
  else page.removeAttribute("tabindex");
}

for (const root of document.querySelectorAll<HTMLElement>("[data-slides]")) start(root);
