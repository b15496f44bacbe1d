// More points than columns of the screen cost time and show nothing.
import type { Values } from "./figure";

/** Most points of a line: two for each of 150 columns. */
export const MOST_POINTS = 300;

export interface Thinned {
  x: readonly number[];
  y: Values;
}

/**
 * Least and greatest of each column in their order of time, so that no peak vanishes; a gap stays a gap.
 *
 * Columns begin at multiples of their length, so that the line does not change as it moves, and their number is always
 * the same: a drawing with as many points as the last one costs a third.
 */
export function thin(x: readonly number[], y: Values, most = MOST_POINTS): Thinned {
  const first = x[0];
  if (first === undefined || x.length <= most) return { x, y };
  const size = Math.ceil(x.length / (most / 2 - 1));
  const step = (x[1] ?? first + 1) - first;
  const columns = Math.ceil(x.length / size) + 1;
  const begin = -(((Math.round(first / step) % size) + size) % size);
  const kept = Array.from({ length: columns }, (_, i) => ends(y, begin + i * size, size)).flat();
  const last = x.length - 1;
  return { x: kept.map((i) => x[Math.min(i, last)] ?? first), y: kept.map((i) => y[i] ?? null) };
}

/** Where a column has its least and its greatest value; in place of the least its gap, if it has one. */
function ends(y: Values, begin: number, size: number): [number, number] {
  const [from, to] = [Math.max(0, begin), Math.min(begin + size, y.length)];
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
  if (greatest < 0) return [from, from];
  const other = gap >= 0 ? gap : least;
  return other < greatest ? [other, greatest] : [greatest, other];
}
