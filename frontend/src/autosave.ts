// form[data-autosave-url]: what is typed is saved as a draft, and the person is told.
// The server answers JSON {values?: {name: value}, texts?: {name: text}, message?, url?}: `values` go
// into the form's hidden fields (the version the next draft starts from), `texts` into what is marked
// data-live-text; 409 means that somebody else wrote too. While a form is written in together with others
// (live.ts), there is nothing to draft.

type State = "idle" | "saving" | "saved" | "failed" | "conflict";

interface Answer {
  values?: Record<string, string>;
  texts?: Record<string, string>;
  message?: string;
  url?: string;
}

interface Draft {
  timer: number;
  dirty: boolean;
  running: Promise<void> | null;
  stopped: boolean;
}

const FORM = "form[data-autosave-url]";
const PAUSE = 800;
const RETRY = 5000;
const drafts = new WeakMap<HTMLFormElement, Draft>();

function draftOf(form: HTMLFormElement): Draft {
  let draft = drafts.get(form);
  if (!draft) {
    draft = { timer: 0, dirty: false, running: null, stopped: false };
    drafts.set(form, draft);
  }
  return draft;
}

function formOf(target: EventTarget | null): HTMLFormElement | null {
  return target instanceof Element ? target.closest<HTMLFormElement>(FORM) : null;
}

function isLive(form: HTMLFormElement): boolean {
  return form.dataset["live"] === "joining" || form.dataset["live"] === "joined";
}

function tell(form: HTMLFormElement, state: State, answer: Answer = {}): void {
  form.dataset["autosaveState"] = state;
  const place = form.querySelector<HTMLElement>("[data-autosave-status]");
  if (!place) return;
  place.dataset["state"] = state;
  place.textContent = answer.message ?? place.dataset[`text${state[0]?.toUpperCase()}${state.slice(1)}`] ?? "";
  if (!answer.url) return;
  const link = document.createElement("a");
  link.href = answer.url;
  link.textContent = place.dataset["textCompare"] ?? answer.url;
  place.append(" ", link);
}

function contentOf(form: HTMLFormElement): FormData {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return data;
}

async function answerOf(response: Response): Promise<Answer | null> {
  const type = response.headers.get("Content-Type") ?? "";
  if (response.redirected) return null;
  return type.includes("json") ? ((await response.json()) as Answer) : response.ok ? {} : null;
}

function takeOver(form: HTMLFormElement, values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement && field.type === "hidden") field.value = value;
  }
}

function write(form: HTMLFormElement, texts: Record<string, string>): void {
  for (const [name, text] of Object.entries(texts)) {
    const place = form.querySelector(`[data-live-text="${name}"]`);
    if (place && place.textContent !== text) place.textContent = text;
  }
}

function fail(form: HTMLFormElement, draft: Draft, answer: Answer): void {
  draft.dirty = true;
  tell(form, "failed", answer);
  if (form.isConnected) plan(form, RETRY);
}

async function send(form: HTMLFormElement, draft: Draft, keepalive: boolean): Promise<void> {
  draft.dirty = false;
  tell(form, "saving");
  try {
    const response = await fetch(form.dataset["autosaveUrl"] ?? "", {
      method: "POST",
      body: contentOf(form),
      headers: { "X-Autosave": "1", Accept: "application/json" },
      credentials: "same-origin",
      keepalive,
    });
    const answer = await answerOf(response);
    if (response.status === 409) {
      draft.stopped = true;
      draft.dirty = true;
      tell(form, "conflict", answer ?? {});
    } else if (!response.ok || !answer) {
      fail(form, draft, answer ?? {});
    } else {
      takeOver(form, answer.values ?? {});
      write(form, answer.texts ?? {});
      tell(form, draft.dirty ? "saving" : "saved", draft.dirty ? {} : answer);
      form.dispatchEvent(new CustomEvent("tomoni:saved", { bubbles: true, detail: answer }));
    }
  } catch {
    fail(form, draft, {});
  }
}

async function save(form: HTMLFormElement, keepalive = false): Promise<void> {
  const draft = draftOf(form);
  clearTimeout(draft.timer);
  if (draft.running) await draft.running;
  if (!draft.dirty || draft.stopped || isLive(form) || !form.isConnected) return; // redrawn: the new form saves
  draft.running = send(form, draft, keepalive).finally(() => (draft.running = null));
  await draft.running;
}

function plan(form: HTMLFormElement, pause: number): void {
  const draft = draftOf(form);
  clearTimeout(draft.timer);
  if (!draft.stopped) draft.timer = window.setTimeout(() => void save(form), pause);
}

function change(event: Event): void {
  const form = formOf(event.target);
  if (!form || isLive(form)) return;
  if (event.target instanceof HTMLInputElement && event.target.type === "file") return;
  draftOf(form).dirty = true;
  if (form.dataset["autosaveState"] === "saved") tell(form, "idle");
  plan(form, PAUSE);
}

/** A draft on its way must land first: it moves the version that the form starts from. */
function submit(event: SubmitEvent): void {
  const form = formOf(event.target);
  const draft = form && drafts.get(form);
  if (!form || !draft) return;
  clearTimeout(draft.timer);
  if (draft.running) {
    event.preventDefault();
    event.stopImmediatePropagation();
    void draft.running.then(() => form.requestSubmit(event.submitter));
  } else {
    draft.dirty = false;
  }
}

/** Save what is typed so far; who asks waits for it. */
function settle(event: CustomEvent<Promise<void>[]>): void {
  const form = formOf(event.target);
  if (form) event.detail.push(save(form));
}

function forms(): HTMLFormElement[] {
  return [...document.querySelectorAll<HTMLFormElement>(FORM)];
}

function leave(event: BeforeUnloadEvent): void {
  const open = forms().filter((form) => !isLive(form));
  if (open.some((form) => drafts.get(form)?.dirty || drafts.get(form)?.running)) event.preventDefault();
}

/** Start listening; call once a page. */
export function listenForAutosave(): void {
  document.addEventListener("input", change);
  document.addEventListener("change", change);
  document.addEventListener("tomoni:settle", settle as EventListener);
  document.addEventListener("submit", submit, { capture: true });
  window.addEventListener("beforeunload", leave);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") for (const form of forms()) void save(form, true);
  });
}
