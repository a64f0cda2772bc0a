// form[data-live-url]: a worksheet in which several people write at the same time. The form stays an
// ordinary form: without the live process it is saved, and drafted, as it always was.
import * as Y from "yjs";
import { knownOf, type Known } from "./live-controls";
import { Carets, placeNow } from "./live-carets";
import { BoundForm } from "./live-form";
import { BEGUN_ANEW, Link, type Door } from "./live-link";

const CLOSED = new Set([403, 404, 409]);
const MOVE_PAUSE = 100;
const SAY_PAUSE = 800;

class LivePage {
  private readonly doc = new Y.Doc();
  private readonly link: Link;
  private readonly place: HTMLElement | null;
  private known: Known = new Map();
  private bound: BoundForm | null = null;
  private carets: Carets | null = null;
  private moving = 0;
  private saying = 0;
  private said = "";
  private version: unknown = null;

  constructor(private readonly form: HTMLFormElement) {
    this.place = form.querySelector<HTMLElement>("[data-live-people]");
    form.addEventListener("formdata", (event) => this.add(event.formData));
    form.addEventListener("submit", () => this.link.flush());
    document.addEventListener("selectionchange", () => this.move());
    form.addEventListener("focusin", () => this.move());
    form.addEventListener("focusout", () => this.move());
    this.doc.getMap("head").observe(() => this.follow());
    this.link = new Link(this.doc, () => this.ask(), () => this.told());
  }

  /** Ask for a way in, once what was typed so far is a draft: the answer takes it into the document. */
  private async ask(): Promise<Door | "closed" | null> {
    if (!this.bound) {
      const waits: Promise<void>[] = [];
      this.form.dispatchEvent(new CustomEvent("tomoni:settle", { bubbles: true, detail: waits }));
      await Promise.all(waits);
      this.known = knownOf(this.form);
      this.mark("joining");
    }
    const token = this.form.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
    const answer = await fetch(this.form.dataset["liveUrl"] ?? "", {
      method: "POST",
      headers: { "X-CSRFToken": token, Accept: "application/json" },
      credentials: "same-origin",
    });
    if (CLOSED.has(answer.status)) return "closed";
    return answer.ok && !answer.redirected ? ((await answer.json()) as Door) : null;
  }

  private told(): void {
    const { state } = this.link;
    if (state === "joined" && !this.bound) {
      this.bound = new BoundForm(this.form, this.doc, this.known);
      this.carets = new Carets(this.bound, this.link.people);
      for (const each of document.querySelectorAll<HTMLElement>("[data-until-live]")) each.hidden = true;
      this.follow();
    }
    if (state === "joined") this.mark("joined");
    else if (this.form.dataset["live"]) this.fallBack();
    this.carets?.plan();
    this.say();
  }

  private mark(state: string): void {
    const changed = this.form.dataset["live"] !== state;
    this.form.dataset["live"] = state;
    if (changed && state === "joined") this.move();
  }

  /** Drafts are kept again: of the form as it stands, or of the document where there is one. */
  private fallBack(): void {
    const was = this.form.dataset["live"];
    if (this.bound) this.mark("away");
    else delete this.form.dataset["live"];
    const now = knownOf(this.form);
    const differs = [...now].some(([control, held]) => this.known.get(control) !== held);
    if (was !== this.form.dataset["live"] && (this.bound || differs)) {
      this.form.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  /** With the form goes the document it shows, so that nothing in it clashes. */
  private add(data: FormData): void {
    if (!this.bound || !this.link.epoch) return;
    data.set("live_epoch", this.link.epoch);
    let bytes = "";
    for (const byte of Y.encodeStateAsUpdate(this.doc)) bytes += String.fromCharCode(byte);
    data.set("live_state", btoa(bytes));
  }

  /** A version was saved: the page goes on from it. */
  private follow(): void {
    const head = this.doc.getMap("head");
    const [version, by] = [head.get("version"), head.get("by")];
    if (!this.bound || version === this.version) return;
    const base = this.form.elements.namedItem("base");
    if (base instanceof HTMLInputElement) base.value = String(version);
    if (this.version !== null) this.tell(this.text("textSaved").replace("{name}", String(by)));
    this.version = version;
  }

  private move(): void {
    this.moving ||= window.setTimeout(() => {
      this.moving = 0;
      if (this.bound) this.link.move(placeNow(this.bound));
    }, MOVE_PAUSE);
  }

  private text(key: string): string {
    return this.place?.dataset[key] ?? "";
  }

  /** Who writes, said when it changes and not at every coming and going. */
  private say(): void {
    this.saying ||= window.setTimeout(() => {
      this.saying = 0;
      if (!this.place || !this.form.dataset["live"]) return;
      const names = [...new Set([...this.link.people.values()].map((person) => person.name))];
      const people = this.text("textPeople").replace("{names}", [this.text("textYou"), ...names].join("、"));
      const ended = this.link.code === BEGUN_ANEW ? this.text("textAlien") : this.text("textAway");
      const words = this.link.state !== "joined" ? ended : names.length ? people : this.text("textAlone");
      if (words !== this.said) this.place.textContent = words;
      this.said = words;
      this.place.hidden = false;
      if (this.link.state === "joined") this.tell(this.text("textKept"));
    }, SAY_PAUSE);
  }

  /** What becomes of what is typed, where the form says so. */
  private tell(words: string): void {
    const status = this.form.querySelector<HTMLElement>("[data-autosave-status]");
    if (status) status.textContent = words;
  }
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-live-url]")) new LivePage(form);
