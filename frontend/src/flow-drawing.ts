// The picture of a flow that a hand can change: bpmn-js, told what stands in the table.
import Modeler from "bpmn-js/lib/Modeler";
import "bpmn-js/dist/assets/bpmn-js.css";
import "bpmn-js/dist/assets/bpmn-font/css/bpmn.css";
import { look, type Canvas } from "./bpmn-look";

interface Extended {
  $type: string;
  extensionElements?: { values: { $type: string; id?: string }[] };
}

interface Shape {
  id: string;
  businessObject: Extended;
}

interface Services {
  canvas: Canvas & {
    addMarker(id: string, marker: string): void;
    removeMarker(id: string, marker: string): void;
  };
  editorActions: { unregister(name: string): void; register(name: string, action: () => void): void };
  elementRegistry: { get(id: string): Shape | undefined; getAll(): Shape[] };
  eventBus: { on(name: string, listener: (event: { trigger?: string; newSelection?: Shape[] }) => void): void };
  moddle: {
    create(type: string, values: object): NonNullable<Extended["extensionElements"]>;
    createAny(type: string, space: string, values: object): { $type: string; id?: string };
  };
  palette: { registerProvider(priority: number, provider: PaletteProvider): void };
  overlays: { add(id: string, kind: string, overlay: object): void; remove(filter: { type: string }): void };
  selection: { select(elements: Shape[]): void; get(): Shape[] };
}

interface PaletteProvider {
  getPaletteEntries(): (entries: Record<string, unknown>) => Record<string, unknown>;
}

export interface Badge {
  shape: string;
  severity: string;
  text: string;
}

interface Hands {
  changed(): void;
  selected(shape: string | undefined): void;
  undo(): void;
  redo(): void;
}

const STEP = 1.25;
/** Tools that a table of steps has no use for. */
const LEFT_OUT = new Set(["hand-tool", "lasso-tool", "tool-separator", "create.data-store", "create.group"]);
const LATER = 500;
const BADGE = "finding";
const CURRENT = "flow-current";
const OURS = "urn:tomoni:flow:1";
const MARK = "tomoni:step";
const IS_STEP = /Task$|SubProcess$|CallActivity$/;
const SIGNS: Record<string, string> = { error: "!", warning: "?", info: "i" };

function markOf(object: Extended) {
  return object.extensionElements?.values.find((each) => each.$type === MARK);
}

export class Drawing {
  readonly #modeler: Modeler<Services>;
  #touched = false;
  #importing = false;
  #current = "";

  constructor(container: HTMLElement, label: string, hands: Hands) {
    this.#modeler = new Modeler<Services>({ ...look(container), zoomScroll: { enabled: false } });
    const picture = container.querySelector("svg[tabindex]");
    picture?.setAttribute("role", "application");
    picture?.setAttribute("aria-label", label);
    const bus = this.#modeler.get("eventBus");
    bus.on("commandStack.changed", (event) => {
      if (!this.#importing && event.trigger !== "clear") hands.changed();
    });
    bus.on("selection.changed", (event) => {
      if (!this.#importing) hands.selected(event.newSelection?.[0]?.id);
    });
    this.#modeler.get("palette").registerProvider(LATER, {
      getPaletteEntries: () => (entries) => Object.fromEntries(Object.entries(entries).filter(([name]) => !LEFT_OUT.has(name))),
    });
    const actions = this.#modeler.get("editorActions");
    for (const [name, action] of Object.entries({ undo: hands.undo, redo: hands.redo })) {
      actions.unregister(name);
      actions.register(name, action);
    }
    container.addEventListener("pointerdown", () => (this.#touched = true));
  }

  /** Draw the XML; where the person looked and what was chosen stays. The answer: how many warnings. */
  async show(xml: string): Promise<number> {
    this.#importing = true;
    try {
      const { canvas, selection, shapes } = this.#services();
      const seen = this.#touched ? canvas.viewbox() : null;
      const chosen = selection.get().map((shape) => shape.id);
      const { warnings } = await this.#modeler.importXML(xml);
      if (seen) canvas.viewbox(seen);
      else this.fit();
      selection.select(chosen.flatMap((id) => shapes.get(id) ?? []));
      this.#current = "";
      return warnings.length;
    } finally {
      this.#importing = false;
    }
  }

  async xml(): Promise<string> {
    this.#part();
    return (await this.#modeler.saveXML()).xml ?? "";
  }

  /** Write into the shapes which steps they are: a step keeps its number while one draws on. */
  mark(steps: ReadonlyMap<string, string>): void {
    const moddle = this.#modeler.get("moddle");
    for (const [id, step] of steps) {
      const object = this.#services().shapes.get(id)?.businessObject;
      if (!object || markOf(object) || !IS_STEP.test(object.$type)) continue;
      object.extensionElements ??= moddle.create("bpmn:ExtensionElements", { values: [] });
      object.extensionElements.values.push(moddle.createAny(MARK, OURS, { id: step }));
    }
  }

  /** A shape that was copied is a step of its own. */
  #part(): void {
    const taken = new Set<string>();
    const objects = new Set(this.#services().shapes.getAll().map((shape) => shape.businessObject));
    for (const object of objects) {
      const mark = markOf(object);
      if (!mark?.id) continue;
      while (taken.has(mark.id)) mark.id += "x";
      taken.add(mark.id);
    }
  }

  /** What is found, at the shapes where it is found. */
  badge(badges: readonly Badge[]): void {
    const { overlays, shapes } = this.#services();
    overlays.remove({ type: BADGE });
    for (const { shape, severity, text } of badges) {
      if (!shapes.get(shape)) continue;
      const html = document.createElement("span");
      html.className = `flow-badge flow-badge-${severity}`;
      html.textContent = SIGNS[severity] ?? "";
      html.title = text;
      overlays.add(shape, BADGE, { position: { top: -11, right: 12 }, html });
    }
  }

  /** Point to the shape of the row in which the person writes. */
  point(shape: string): void {
    const { canvas, shapes } = this.#services();
    if (this.#current && shapes.get(this.#current)) canvas.removeMarker(this.#current, CURRENT);
    this.#current = shape;
    if (shape && shapes.get(shape)) canvas.addMarker(shape, CURRENT);
  }

  zoom(larger: boolean): void {
    const { canvas } = this.#services();
    this.#touched = true;
    canvas.zoom(canvas.viewbox().scale * (larger ? STEP : 1 / STEP), "auto");
  }

  fit(): void {
    this.#touched = false;
    this.#services().canvas.zoom("fit-viewport", "auto");
  }

  resized(): void {
    this.#services().canvas.resized();
    if (!this.#touched) this.fit();
  }

  destroy(): void {
    this.#modeler.destroy();
  }

  #services() {
    return {
      canvas: this.#modeler.get("canvas"),
      overlays: this.#modeler.get("overlays"),
      selection: this.#modeler.get("selection"),
      shapes: this.#modeler.get("elementRegistry"),
    };
  }
}
