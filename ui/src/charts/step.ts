// The cheapest way from what is drawn to what should be.
import type { Axis, Bars, Frame, Line, Trace } from "./figure";

export interface Size {
  width: number;
  height: number;
}

/** Nothing: it is drawn already. Move: only values or axes changed. Draw: everything anew, many times as dear. */
export type Step = "nothing" | "move" | "draw";

export interface Drawn {
  frame: Frame;
  size: Size;
}

export function step(last: Drawn | null, next: Drawn): Step {
  if (last === null || shape(last) !== shape(next)) return "draw";
  const { frame: a } = last;
  const { frame: b } = next;
  const sameAxes = sameAxis(a.x, b.x) && sameAxis(a.y, b.y);
  if (sameAxes && a.traces.every((trace, i) => sameValues(trace, b.traces[i]))) return "nothing";
  // Compared with a full drawing: lines with and without gaps, and bars. A ring cannot move.
  return movable(a) && movable(b) ? "move" : "draw";
}

/** All that a move cannot change: names, colours, counts, rows, theme, size. */
export function shape({ frame, size }: Drawn): string {
  const { traces, x, y, ...rest } = frame;
  return JSON.stringify([
    size,
    rest,
    kindOf(x),
    kindOf(y),
    traces.map((trace) =>
      trace.kind === "ring" ? { ...trace, values: null } : { ...trace, x: count(trace), y: null },
    ),
  ]);
}

/** What of an axis a move cannot change; its ends and ticks it can. */
function kindOf(axis: Axis | undefined): unknown {
  if (axis === undefined) return null;
  const { range, time, bare, rows, ticks } = axis;
  return [time, bare, rows?.length, ticks === undefined, range[0] > range[1], range[0] < 0];
}

/** Whether an axis is drawn as it should be. */
export const sameAxis = (a: Axis | undefined, b: Axis | undefined): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);

const movable = (frame: Frame): boolean => frame.traces.every((trace) => trace.kind !== "ring");

function sameValues(a: Trace, b: Trace | undefined): boolean {
  if (a.kind === "ring") return b?.kind === "ring" && same(a.values, b.values);
  return b !== undefined && b.kind !== "ring" && same(a.x, b.x) && same(a.y, b.y);
}

const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);

/**
 * Points of a trace that a move cannot change: rows have names, and what had nothing to fill has no pattern yet. Compared
 * with a full drawing: traces that grew and that shrank.
 */
const count = (trace: Line | Bars): number =>
  trace.kind === "bars" && trace.across ? trace.x.length : Math.min(1, trace.x.length);
