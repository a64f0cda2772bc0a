// What has become of an agenda, in seconds: how long each item took, what was added to it, which one is on.

export interface Item {
  title: string;
  seconds: number;
}

/** `since`: from when the present item runs, in milliseconds; null while it is stopped. */
export interface State {
  index: number;
  since: number | null;
  spent: number[];
  added: number[];
  planned: number[];
}

export function begin(items: Item[]): State {
  const nothing = items.map(() => 0);
  return { index: 0, since: null, spent: nothing, added: [...nothing], planned: items.map((item) => item.seconds) };
}

/** What was kept, where it is of this very agenda; otherwise a new beginning. */
export function restored(text: string | null, items: Item[]): State {
  const fresh = begin(items);
  if (!text) return fresh;
  try {
    const kept = JSON.parse(text) as State;
    return String(kept.planned) === String(fresh.planned) ? { ...fresh, ...kept } : fresh;
  } catch {
    return fresh;
  }
}

export function current(list: number[], index: number): number {
  return list[index] ?? 0;
}

function spentNow(state: State, now: number): number {
  const running = state.since === null ? 0 : (now - state.since) / 1000;
  return current(state.spent, state.index) + running;
}

/** Whole seconds left of the present item; below 0 it is over. */
export function left(state: State, items: Item[], now: number): number {
  const whole = (items[state.index]?.seconds ?? 0) + current(state.added, state.index);
  return Math.ceil(whole - spentNow(state, now));
}

/** How far behind the plan all is: what the items before took too long, and the present one so far. */
export function drift(state: State, items: Item[], now: number): number {
  const before = items.slice(0, state.index).map((item, index) => current(state.spent, index) - item.seconds);
  const present = spentNow(state, now) - (items[state.index]?.seconds ?? 0);
  return before.reduce((sum, each) => sum + each, 0) + Math.max(0, present);
}

/** Seconds until all is done, if what is left keeps to its minutes. */
export function remaining(state: State, items: Item[], now: number): number {
  const whole = items.map((item, index) => item.seconds + current(state.added, index));
  const after = whole.slice(state.index + 1).reduce((sum, seconds) => sum + seconds, 0);
  return Math.max(0, left(state, items, now)) + after;
}
