// The cheapest way from what is drawn to what should be.
import type { Frame, Trace } from "./figure";

export interface Size {
  width: number;
  height: number;
}

/** Nothing: it is drawn already. Move: only values or the time window changed. Draw: everything anew, three times as dear. */
export type Step = "nothing" | "move" | "draw";

export interface Drawn {
  frame: Frame;
  size: Size;
}

export function step(last: Drawn | null, next: Drawn): Step {
  if (last === null || shape(last) !== shape(next)) return "draw";
  const samePlace = last.frame.x?.range.join() === next.frame.x?.range.join();
  if (samePlace && last.frame.traces.every((trace, i) => sameValues(trace, next.frame.traces[i]))) return "nothing";
  // Compared with a full drawing: lines with and without gaps, and bars. A ring cannot move.
  return movable(last.frame) && movable(next.frame) ? "move" : "draw";
}

/** All that a move cannot change: names, colours, counts, rows, ends of axes, theme, size. */
export function shape({ frame, size }: Drawn): string {
  const { traces, x, moves, ...rest } = frame;
  return JSON.stringify([
    size,
    rest,
    moves === true ? { ...x, range: null } : x,
    traces.map((trace) =>
      trace.kind === "ring" ? { ...trace, values: null } : { ...trace, x: trace.x.length, y: trace.y.length },
    ),
  ]);
}

const movable = (frame: Frame): boolean => frame.traces.every((trace) => trace.kind !== "ring");

function sameValues(a: Trace, b: Trace | undefined): boolean {
  if (a.kind === "ring") return b?.kind === "ring" && same(a.values, b.values);
  return b !== undefined && b.kind !== "ring" && same(a.x, b.x) && same(a.y, b.y);
}

const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);
