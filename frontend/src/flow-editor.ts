// <tomoni-flow-editor>: one flow, two faces. What is typed into the table is drawn, what is drawn is
// written into the table; the server alone turns one into the other. One history for both.
// Attributes it sets: data-state (drawing, ready, failed), data-warnings (count at import) and
// data-redraw (milliseconds from the last key to the picture).
import { Drawing, type Badge } from "./flow-drawing";
import { History } from "./flow-history";
import { fill, mark, number, stepRows, type Mark, type Row } from "./flow-table";

interface Answer {
  error?: string;
  steps: string[];
  shapes: string[];
  numbers: string[];
  marks: Mark[];
  check: string;
  bpmn: string;
  table?: { title: string; steps: Row[]; lanes: Row[]; bpmn: string };
}

const PICTURE = "bpmn";
const TITLE = "title";

class FlowEditor extends HTMLElement {
  #drawing: Drawing | null = null;
  #history: History | null = null;
  #stop = new AbortController();
  #waiting: (() => Promise<void>) | null = null;
  #running = false;
  #answer: Answer | null = null;

  connectedCallback(): void {
    const container = this.querySelector<HTMLElement>("[data-flow-canvas]");
    const form = this.closest("form");
    if (!container || !form || this.#drawing) return;
    this.#history = new History(form);
    this.#drawing = new Drawing(container, this.dataset["label"] ?? "", {
      changed: () => this.#plan(() => this.#read(form)),
      selected: (shape) => this.#follow(form, shape),
      undo: () => this.#go(form, -1),
      redo: () => this.#go(form, 1),
    });
    this.#listen(form, container);
    this.#plan(() => this.#draw(form, performance.now()));
  }

  disconnectedCallback(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#drawing?.destroy();
    this.#drawing = null;
  }

  #listen(form: HTMLFormElement, container: HTMLElement): void {
    const { signal } = this.#stop;
    form.addEventListener("input", (event) => {
      const typed = event.target instanceof HTMLElement ? event.target : null;
      if (!typed || container.contains(typed) || typed.getAttribute("name") === PICTURE) return;
      const begun = performance.now();
      this.#history?.note(typed.getAttribute("name") ?? "");
      this.#plan(() => this.#draw(form, begun));
    }, { signal });
    document.addEventListener("keydown", (event) => this.#key(form, event), { signal });
    this.addEventListener("click", (event) => this.#act(form, event), { signal });
    this.addEventListener("focusin", () => this.#point(form), { signal });
    form.addEventListener("focusout", () => this.#history?.close(), { signal });
    window.addEventListener("beforeprint", () => this.#drawing?.fit(), { signal });
    const watch = new ResizeObserver(() => this.#drawing?.resized());
    watch.observe(container);
    signal.addEventListener("abort", () => watch.disconnect());
  }

  /** One thing at a time, the newest next: nothing is drawn that is already out of date. */
  #plan(work: () => Promise<void>): void {
    this.#waiting = work;
    if (!this.#running) void this.#work();
  }

  async #work(): Promise<void> {
    this.#running = true;
    if (this.dataset["state"] === "failed") this.#say("");
    this.dataset["state"] = "drawing";
    while (this.#waiting) {
      const work = this.#waiting;
      this.#waiting = null;
      try {
        await work();
      } catch {
        this.#fail(this.dataset["textFailed"] ?? "");
      }
    }
    this.#running = false;
    if (this.dataset["state"] === "drawing") this.dataset["state"] = "ready";
  }

  async #ask(form: HTMLFormElement, url: string | undefined, more: Row = {}): Promise<Answer | null> {
    const body = new FormData(form);
    for (const [name, text] of Object.entries(more)) body.set(name, text);
    const response = await fetch(url ?? "", { method: "POST", body, credentials: "same-origin" });
    if (!response.ok || response.redirected) throw new Error(`${response.status}`);
    const answer = (await response.json()) as Answer;
    if (answer.error) this.#fail(answer.error);
    return answer.error || this.#waiting ? null : answer;
  }

  /** From the table to the picture. */
  async #draw(form: HTMLFormElement, begun: number): Promise<void> {
    const answer = await this.#ask(form, this.dataset["drawUrl"]);
    if (!answer || !this.#drawing) return;
    number(form, answer.numbers);
    const field = this.#field(form);
    if (field?.value) field.value = answer.bpmn;
    this.#history?.amend();
    this.dataset["warnings"] = String(await this.#drawing.show(answer.bpmn));
    this.dataset["redraw"] = (performance.now() - begun).toFixed(0);
    this.#show(form, answer);
  }

  /** From the picture to the table. */
  async #read(form: HTMLFormElement): Promise<void> {
    const drawn = (await this.#drawing?.xml()) ?? "";
    const answer = await this.#ask(form, this.dataset["readUrl"], { drawn });
    if (!answer?.table) return;
    fill(form, "steps", answer.table.steps, "number");
    fill(form, "lanes", answer.table.lanes, "lane");
    const title = form.elements.namedItem(TITLE);
    if (title instanceof HTMLInputElement) title.value = answer.table.title;
    const field = this.#field(form);
    if (field) field.value = answer.table.bpmn;
    this.#drawing?.mark(new Map(answer.shapes.map((shape, row) => [shape, answer.steps[row] ?? ""])));
    this.#history?.note("");
    field?.dispatchEvent(new Event("input", { bubbles: true }));
    this.#show(form, answer, this.dataset["textDrawn"]);
  }

  #field(form: HTMLFormElement): HTMLInputElement | null {
    const field = form.elements.namedItem(PICTURE);
    return field instanceof HTMLInputElement ? field : null;
  }

  #show(form: HTMLFormElement, answer: Answer, said = ""): void {
    this.#answer = answer;
    mark(form, answer.marks);
    this.#drawing?.badge(this.#badges(answer));
    const check = this.querySelector<HTMLElement>("[data-flow-check]");
    if (check) check.innerHTML = answer.check;
    this.dataset["state"] = "drawing";
    if (said) this.#say(said);
    this.#point(form);
  }

  /** The gravest of what was found at each shape, with the words of all. */
  #badges(answer: Answer): Badge[] {
    const found = new Map<number, Mark[]>();
    for (const each of answer.marks) found.set(each.row, [...(found.get(each.row) ?? []), each]);
    return [...found].map(([row, marks]) => ({
      shape: answer.shapes[row] ?? "",
      severity: ["error", "warning"].find((one) => marks.some((each) => each.severity === one)) ?? "info",
      text: marks.map((each) => each.text).join("\n"),
    }));
  }

  /** The shape of the row in which the person writes. */
  #point(form: HTMLFormElement): void {
    const row = document.activeElement?.closest<HTMLElement>("[data-rows=steps] [data-row]");
    if (!row) return;
    this.#drawing?.point(this.#answer?.shapes[stepRows(form).indexOf(row)] ?? "");
  }

  /** The row of the shape that the person chose. */
  #follow(form: HTMLFormElement, shape: string | undefined): void {
    const place = this.#answer?.shapes.indexOf(shape ?? "") ?? -1;
    for (const [number, row] of stepRows(form).entries()) row.toggleAttribute("data-current", number === place);
  }

  #key(form: HTMLFormElement, event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
    const back = event.key === "z" && !event.shiftKey;
    const on = event.key === "y" || (event.key === "Z" && event.shiftKey);
    const place = event.target instanceof Element ? event.target : document.body;
    const ours = place === document.body || (form.contains(place) && !place.closest("[data-flow-canvas]"));
    if ((!back && !on) || !ours) return;
    event.preventDefault();
    this.#go(form, back ? -1 : 1);
  }

  #go(form: HTMLFormElement, step: -1 | 1): void {
    if (!this.#history?.go(step)) return;
    this.#say(this.dataset[step < 0 ? "textUndone" : "textRedone"] ?? "");
    this.#field(form)?.dispatchEvent(new Event("input", { bubbles: true }));
    this.#plan(() => this.#draw(form, performance.now()));
  }

  #act(form: HTMLFormElement, event: Event): void {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-flow-do]") : null;
    const actions: Record<string, () => void> = {
      undo: () => this.#go(form, -1),
      redo: () => this.#go(form, 1),
      in: () => this.#drawing?.zoom(true),
      out: () => this.#drawing?.zoom(false),
      fit: () => this.#drawing?.fit(),
      wide: () => button?.setAttribute("aria-pressed", String(this.toggleAttribute("data-wide"))),
      arrange: () => this.#arrange(form),
    };
    actions[button?.dataset["flowDo"] ?? ""]?.();
  }

  /** The picture follows from the table alone again. */
  #arrange(form: HTMLFormElement): void {
    const field = this.#field(form);
    if (!field?.value) return this.#drawing?.fit();
    field.value = "";
    this.#history?.note("");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    this.#drawing?.fit();
    this.#say(this.dataset["textArranged"] ?? "");
    this.#plan(() => this.#draw(form, performance.now()));
  }

  #fail(text: string): void {
    this.dataset["state"] = "failed";
    this.#say(text);
  }

  #say(text: string): void {
    const place = this.querySelector<HTMLElement>("[data-flow-status]");
    if (place) place.textContent = text;
  }
}

if (!customElements.get("tomoni-flow-editor")) customElements.define("tomoni-flow-editor", FlowEditor);
