// <tomoni-chart data-src data-label>: the picture of a result, drawn anew so that it answers to the
// pointer. The picture inside stays for paper, without JavaScript, and when drawing fails.
// Attribute it sets: data-state (loading, ready, failed).
import embed, { type Result } from "vega-embed";
import { expressionInterpreter } from "vega-interpreter";

interface Title {
  text: string;
  subtitle?: string;
  [more: string]: unknown;
}

interface Specification {
  width?: number;
  height?: number;
  title?: Title;
  config?: { axis?: object; [more: string]: unknown };
  [more: string]: unknown;
}

const PADDING = 24;

function lines(text: string, width: number, size: number): string[] {
  const most = Math.max(8, Math.floor(width / size));
  return text.match(new RegExp(`.{1,${most}}`, "gu")) ?? [text];
}

/** On a narrow screen letters keep their size: the picture is drawn as wide as there is room. */
function fitted(specification: Specification, room: number): object {
  if (room >= (specification.width ?? 0) + 2 * PADDING) return specification;
  const { title, config, height = 200 } = specification;
  const width = room - 2 * PADDING;
  const above = title ? lines(title.text, width, 14).length + lines(title.subtitle ?? "", width, 12).length : 0;
  return {
    ...specification,
    width: room,
    height: height + 60 + 20 * above,
    autosize: { type: "fit", contains: "padding" },
    title: title && {
      ...title,
      text: lines(title.text, width, 14),
      fontSize: 14,
      ...(title.subtitle ? { subtitle: lines(title.subtitle, width, 12) } : {}),
    },
    config: { ...config, axis: { ...config?.axis, labelLimit: width / 3 }, legend: { orient: "bottom", columns: 1 } },
  };
}

class ChartElement extends HTMLElement {
  #stop = new AbortController();
  #drawn: Result | null = null;

  connectedCallback(): void {
    this.#stop = new AbortController();
    void this.#draw(this.#stop.signal);
  }

  disconnectedCallback(): void {
    this.#stop.abort();
    this.#drawn?.finalize();
    this.#drawn = null;
    this.querySelector("[data-chart-live]")?.remove();
  }

  async #draw(signal: AbortSignal): Promise<void> {
    this.dataset["state"] = "loading";
    const place = this.#place();
    try {
      const response = await fetch(this.dataset["src"] ?? "", { credentials: "same-origin", signal });
      const type = response.headers.get("Content-Type") ?? "";
      if (!response.ok || !type.includes("json")) throw new Error(`${response.status}`);
      // No evaluated text and no style sheet of its own: the page's policy allows neither.
      // What it draws in gets words of its own; the picture is named by the sentence around it.
      const canvas = place.appendChild(document.createElement("div"));
      canvas.setAttribute("aria-hidden", "true");
      this.#drawn = await embed(canvas, fitted((await response.json()) as Specification, this.clientWidth), {
        actions: false,
        ast: true,
        expr: expressionInterpreter,
        renderer: "svg",
        defaultStyle: false,
        tooltip: { disableDefaultStyle: true },
      });
      if (signal.aborted) this.#drawn.finalize();
      else this.dataset["state"] = "ready";
    } catch {
      if (signal.aborted) return;
      place.remove();
      this.dataset["state"] = "failed";
    }
  }

  #place(): HTMLElement {
    const place = document.createElement("div");
    place.className = "chart-live";
    place.dataset["chartLive"] = "";
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", this.dataset["label"] ?? "");
    this.append(place);
    return place;
  }
}

if (!customElements.get("tomoni-chart")) customElements.define("tomoni-chart", ChartElement);
