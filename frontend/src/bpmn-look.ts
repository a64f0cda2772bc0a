// What both pictures share of bpmn-js: its parts, its words in the language of the page, its look.
import japanese from "bpmn-js-i18n/translations/ja.js";

export interface Viewbox {
  x: number;
  y: number;
  width: number;
  height: number;
  scale: number;
}

export interface Canvas {
  zoom(scale: number | "fit-viewport", center?: "auto"): number;
  viewbox(box?: Viewbox): Viewbox;
  resized(): void;
}

export function translate(template: string, params: Record<string, string> = {}): string {
  const words = document.documentElement.lang.startsWith("ja") ? (japanese as Record<string, string>) : {};
  return (words[template] ?? template).replace(/{([^}]+)}/g, (whole, key: string) => params[key] ?? whole);
}

/** How a picture looks on our pages; widths are measured on a canvas, which knows no CSS variables. */
export function look(container: HTMLElement): Record<string, unknown> {
  return {
    container,
    bpmnRenderer: {
      defaultFillColor: "var(--color-white)",
      defaultStrokeColor: "var(--color-blue-1000)",
      defaultLabelColor: "var(--color-solid-gray-900)",
    },
    textRenderer: { defaultStyle: { fontFamily: getComputedStyle(container).fontFamily } },
    additionalModules: [{ translate: ["value", translate] }],
  };
}
