// <tomoni-flow data-src>: the picture of a flow, with lanes, beside the table that is its equal.
// Attributes it sets: data-state (loading, ready, failed) and data-warnings (count at import).
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import { look, type Canvas } from "./bpmn-look";


const STEP = 1.25;

class FlowElement extends HTMLElement {
  #viewer: NavigatedViewer<{ canvas: Canvas }> | null = null;
  #stop = new AbortController();
  #touched = false;
  #turn = 0;

  connectedCallback(): void {
    const container = this.querySelector<HTMLElement>("[data-flow-canvas]");
    if (!container || this.#viewer) return;
    this.#viewer = new NavigatedViewer<{ canvas: Canvas }>({ ...look(container), zoomScroll: { enabled: false } });
    this.#name(container);
    this.#listen(container);
    void this.refresh();
  }

  disconnectedCallback(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#viewer?.destroy();
    this.#viewer = null;
    this.#touched = false;
  }

  /** Fetch the flow again and draw it; where the person looked stays in view. */
  async refresh(): Promise<void> {
    const turn = ++this.#turn;
    this.#show("loading");
    try {
      const response = await fetch(this.dataset["src"] ?? "", { credentials: "same-origin" });
      const xml = await response.text();
      if (!response.ok || response.redirected) throw new Error(`${response.status}`);
      if (turn !== this.#turn || !this.#viewer) return;
      const canvas = this.#viewer.get("canvas");
      const seen = this.#touched ? canvas.viewbox() : null;
      const { warnings } = await this.#viewer.importXML(xml);
      if (seen) canvas.viewbox(seen);
      else this.#fit();
      this.dataset["warnings"] = String(warnings.length);
      this.#show("ready");
    } catch {
      if (turn === this.#turn) this.#show("failed");
    }
  }

  #name(container: HTMLElement): void {
    const picture = container.querySelector("svg[tabindex]");
    picture?.setAttribute("role", "img");
    picture?.setAttribute("aria-label", this.dataset["label"] ?? "");
  }

  #listen(container: HTMLElement): void {
    const { signal } = this.#stop;
    const again = () => void this.refresh();
    for (const name of (this.dataset["refreshOn"] ?? "tomoni:saved").split(/\s+/)) {
      document.addEventListener(name, again, { signal });
    }
    window.addEventListener("beforeprint", () => this.#print(container, true), { signal });
    window.addEventListener("afterprint", () => this.#print(container, false), { signal });
    this.addEventListener("click", (event) => this.#zoom(event), { signal });
    this.addEventListener("pointerdown", (event) => {
      if (container.contains(event.target as Node)) this.#touched = true;
    }, { signal });
    const watch = new ResizeObserver(() => {
      this.#viewer?.get("canvas").resized();
      if (!this.#touched) this.#fit();
    });
    watch.observe(container);
    signal.addEventListener("abort", () => watch.disconnect());
  }

  #zoom(event: Event): void {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-flow-zoom]") : null;
    if (!button || !this.#viewer) return;
    const canvas = this.#viewer.get("canvas");
    const action = button.dataset["flowZoom"];
    this.#touched = action !== "fit";
    if (action === "fit") this.#fit();
    else canvas.zoom(canvas.viewbox().scale * (action === "in" ? STEP : 1 / STEP), "auto");
  }

  /** Paper is narrower than the screen: the whole picture shrinks into what is there. */
  #print(container: HTMLElement, begins: boolean): void {
    if (begins) this.#fit();
    const picture = container.querySelector("svg[tabindex]");
    const box = `0 0 ${container.clientWidth} ${container.clientHeight}`;
    if (begins) picture?.setAttribute("viewBox", box);
    else picture?.removeAttribute("viewBox");
  }

  #fit(): void {
    if (this.dataset["state"] === undefined || this.offsetWidth === 0) return;
    this.#viewer?.get("canvas").zoom("fit-viewport", "auto");
  }

  #show(state: "loading" | "ready" | "failed"): void {
    this.dataset["state"] = state;
    const place = this.querySelector<HTMLElement>("[data-flow-status]");
    if (place) place.textContent = this.dataset[`text${state[0]?.toUpperCase()}${state.slice(1)}`] ?? "";
  }
}

if (!customElements.get("tomoni-flow")) customElements.define("tomoni-flow", FlowElement);
