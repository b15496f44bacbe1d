// More points than columns of the screen cost time and show nothing.
import type { Values } from "./figure";

/** Most points of a line: two for each of 150 columns. */
export const MOST_POINTS = 300;

export interface Thinned {
  x: readonly number[];
  y: Values;
}

/** Least and greatest of each column in their order of time, so that no peak vanishes; a gap stays a gap. */
export function thin(x: readonly number[], y: Values, most = MOST_POINTS): Thinned {
  if (x.length <= most) return { x, y };
  const size = Math.ceil(x.length / (most / 2));
  const kept: number[] = [];
  for (let from = 0; from < x.length; from += size) kept.push(...ends(y, from, Math.min(from + size, x.length)));
  return { x: kept.map((i) => x[i] ?? 0), y: kept.map((i) => y[i] ?? null) };
}

/** Where the column has its least and its greatest value, and its gap if it has one. */
function ends(y: Values, from: number, to: number): number[] {
  let least = -1;
  let greatest = -1;
  let gap = -1;
  for (let i = from; i < to; i += 1) {
    const value = y[i] ?? null;
    if (value === null) gap = i;
    else {
      if (least < 0 || value < (y[least] ?? 0)) least = i;
      if (greatest < 0 || value > (y[greatest] ?? 0)) greatest = i;
    }
  }
  const kept = new Set([least, greatest, gap].filter((i) => i >= 0));
  return [...kept].sort((a, b) => a - b);
}
