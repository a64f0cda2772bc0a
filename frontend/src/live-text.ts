// Plain texts that several people change: what was changed, and where a place is afterwards.

/** At a place so many letters are gone, and a text has come. */
export interface Splice {
  at: number;
  gone: number;
  text: string;
}

export interface Part {
  retain?: number;
  insert?: unknown;
  delete?: number;
}

/** How a text was changed, from its beginning on; as Yjs tells it. */
export type Delta = readonly Part[];

function isLow(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}

function cut(before: string, after: string, caret: number): Splice {
  const least = Math.min(before.length, after.length);
  let tail = 0;
  const most = Math.min(least, after.length - caret);
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  let head = 0;
  while (head < least - tail && before[head] === after[head]) head += 1;
  if (isLow(after, head) || isLow(before, head)) head = Math.max(0, head - 1); // a letter of two halves stays whole
  if (isLow(after, after.length - tail) || isLow(before, before.length - tail)) tail = Math.max(0, tail - 1);
  return { at: head, gone: before.length - tail - head, text: after.slice(head, after.length - tail) };
}

/** The smallest change between two texts; among equal ones the one that ends at the caret. */
export function spliceOf(before: string, after: string, caret: number | null): Splice {
  const found = [caret ?? 0, 0].map((each) => cut(before, after, each));
  const size = (each: Splice) => each.gone + each.text.length;
  return found.sort((a, b) => size(a) - size(b))[0] as Splice;
}

export function deltaOf(before: string, after: string): Delta {
  const { at, gone, text } = spliceOf(before, after, null);
  return [{ retain: at }, { delete: gone }, { insert: text }];
}

/** Where a place of the text before is in the text after; what comes in right there comes behind it. */
export function moved(place: number, delta: Delta): number {
  let [read, result] = [0, place];
  for (const part of delta) {
    if (part.retain) read += part.retain;
    else if (typeof part.insert === "string" && read < place) result += part.insert.length;
    else if (part.delete) {
      result -= Math.min(part.delete, Math.max(0, place - read));
      read += part.delete;
    }
  }
  return result;
}

export function movedBy(place: number, deltas: readonly Delta[]): number {
  return deltas.reduce(moved, place);
}

/** Where the letter behind a place is afterwards; nowhere when it is gone. */
export function letterBy(place: number, deltas: readonly Delta[]): number | null {
  let result = place;
  for (const delta of deltas) {
    let [read, now] = [0, result];
    for (const part of delta) {
      if (part.retain) read += part.retain;
      else if (typeof part.insert === "string" && read <= result) now += part.insert.length;
      else if (part.delete) {
        if (read <= result && result < read + part.delete) return null;
        if (read < result) now -= part.delete;
        read += part.delete;
      }
    }
    result = now;
  }
  return result;
}
