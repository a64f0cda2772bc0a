// [data-timer]: the agenda counted down on a big screen. What has happened is kept in the page's own storage,
// so a reload goes on. Without this script the agenda with its clock times is what is shown.
import { begin, current, drift, left, remaining, restored, type Item, type State } from "./timer-state";

const TICK = 250;
const MINUTE = 60;

const root = document.querySelector<HTMLElement>("[data-timer]");
const lines = [...(root?.querySelectorAll<HTMLElement>("[data-timer-line]") ?? [])];
const items: Item[] = lines.map((line) => ({
  title: line.querySelector("[data-timer-title]")?.textContent ?? "",
  seconds: Number(line.dataset["minutes"]) * MINUTE,
}));
const key = root?.dataset["timer"] ?? "";
let state: State = begin(items);
let said = "";
/** The city's own clock, wherever the machine thinks it stands. */
const hours = new Intl.DateTimeFormat("ja-JP", {
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZone: root?.dataset["zone"] ?? "Asia/Tokyo",
});

function load(): void {
  try {
    state = restored(localStorage.getItem(key), items);
  } catch {
    state = begin(items); // storage is closed to pages here: the timer runs without it
  }
}

function keep(): void {
  try {
    localStorage.setItem(key, JSON.stringify(state));
  } catch {
    return; // the same: a reload then begins anew
  }
}

function word(name: string, values: Record<string, string> = {}): string {
  const text = root?.dataset[`text${name}`] ?? "";
  return text.replace(/\{(\w+)\}/g, (_all, each: string) => values[each] ?? "");
}

function part(name: string): HTMLElement | null {
  return root?.querySelector<HTMLElement>(`[data-timer-${name}]`) ?? null;
}

function write(name: string, text: string): void {
  const place = part(name);
  if (place && place.textContent !== text) place.textContent = text;
}

function clock(seconds: number): string {
  const whole = Math.abs(seconds);
  const minutes = String(Math.floor(whole / MINUTE)).padStart(2, "0");
  return `${minutes}:${String(whole % MINUTE).padStart(2, "0")}`;
}

function hour(at: number): string {
  return hours.format(at);
}

function driftText(seconds: number): string {
  const minutes = String(Math.round(Math.abs(seconds) / MINUTE));
  if (minutes === "0") return word("OnTime");
  return word(seconds > 0 ? "Late" : "Early", { minutes });
}

/** Told once, at a minute before the end and at the end; not every second. */
function tell(seconds: number): void {
  const now = seconds <= 0 ? word("Time") : seconds <= MINUTE ? word("Minute") : "";
  const mark = `${state.index} ${now}`;
  if (mark === said) return;
  said = mark;
  write("status", now);
}

function face(now: number): void {
  const item = items[state.index];
  const seconds = left(state, items, now);
  const running = state.since !== null;
  const over = seconds < 0;
  write("item", item?.title ?? "");
  write("sign", word(over ? "Over" : "Left"));
  write("clock", `${over ? "+" : ""}${clock(seconds)}`);
  write("state", word(running ? "Running" : "Paused"));
  write("drift", driftText(drift(state, items, now)));
  write("until", word("Until", { clock: hour(now + remaining(state, items, now) * 1000) }));
  const next = items[state.index + 1];
  const minutes = String(Math.round((next?.seconds ?? 0) / MINUTE));
  write("next", next ? word("Next", { title: next.title, minutes }) : word("Last"));
  root?.toggleAttribute("data-over", over);
  root?.toggleAttribute("data-running", running);
  const whole = (item?.seconds ?? 0) + current(state.added, state.index);
  part("done")?.style.setProperty("inline-size", `${Math.min(100, 100 - (100 * seconds) / Math.max(1, whole))}%`);
  if (running) tell(seconds);
}

function agenda(): void {
  lines.forEach((line, index) => {
    line.toggleAttribute("data-past", index < state.index);
    if (index === state.index) line.setAttribute("aria-current", "step");
    else line.removeAttribute("aria-current");
  });
}

function draw(): void {
  face(Date.now());
  const begun = state.spent.some((seconds) => seconds > 0);
  const toggle = root?.querySelector<HTMLElement>("[data-timer-action=toggle]");
  const text = word(state.since !== null ? "Pause" : begun ? "Resume" : "Start");
  if (toggle && toggle.textContent !== text) toggle.textContent = text;
}

/** What was spent until now goes to the present item. */
function settle(now: number): void {
  if (state.since === null) return;
  state.spent[state.index] = current(state.spent, state.index) + (now - state.since) / 1000;
  state.since = now;
}

function go(step: number): void {
  state.index = Math.min(items.length - 1, Math.max(0, state.index + step));
}

const ACTIONS: Record<string, (now: number) => void> = {
  toggle: (now) => (state.since = state.since === null ? now : null),
  next: () => go(1),
  previous: () => go(-1),
  more: () => (state.added[state.index] = current(state.added, state.index) + MINUTE),
  reset: () => (state = begin(items)),
};
const KEYS: Record<string, string> = { " ": "toggle", ArrowRight: "next", ArrowLeft: "previous", ArrowUp: "more" };

function act(name: string): void {
  const now = Date.now();
  settle(now);
  ACTIONS[name]?.(now);
  keep();
  agenda();
  draw();
}

function press(event: KeyboardEvent): void {
  const action = KEYS[event.key];
  if (!action || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  // Space on a button or a link presses that.
  if (event.key === " " && event.target instanceof Element && event.target.closest("a, button")) return;
  event.preventDefault();
  act(action);
}

function click(event: MouseEvent): void {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-timer-action]") : null;
  if (!button) return;
  act(button.dataset["timerAction"] ?? "");
  if (event.detail > 0) button.blur(); // after a click by hand, Space starts and stops again
}

if (root && items.length) {
  load();
  part("face")?.removeAttribute("hidden");
  document.addEventListener("keydown", press);
  root.addEventListener("click", click);
  window.setInterval(draw, TICK);
  agenda();
  draw();
}
