// The cheapest way from what is drawn to what should be.
import type { Axis, Bars, Frame, Line, Trace, Values } from "./figure";

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
  const sameAxes = sameEnds(a.x, b.x) && sameEnds(a.y, b.y);
  if (sameAxes && a.traces.every((trace, i) => looksSame(trace, b.traces[i], next))) return "nothing";
  // Compared with a full drawing: lines with and without gaps, and bars. A ring cannot move.
  return movable(a) && movable(b) ? "move" : "draw";
}

/** All that a move cannot change: names, colours, size, and which way an axis goes. */
export function shape({ frame, size }: Drawn): string {
  const { traces, x, y, margin, hover } = frame;
  return JSON.stringify([
    size,
    margin,
    hover,
    wayOf(x),
    wayOf(y),
    traces.map((trace) =>
      trace.kind === "ring" ? { ...trace, values: null } : { ...trace, x: filled(trace), y: null },
    ),
  ]);
}

const wayOf = (axis: Axis | undefined): boolean | null => (axis === undefined ? null : axis.range[0] > axis.range[1]);

/** Whether an axis has the ends that it should have; the words on it are not drawn here. */
export const sameEnds = (a: Axis | undefined, b: Axis | undefined): boolean =>
  a?.range[0] === b?.range[0] && a?.range[1] === b?.range[1];

const movable = (frame: Frame): boolean => frame.traces.every((trace) => trace.kind !== "ring");

/** Bars and parts of a ring that grew by less, in CSS pixels, all that are stacked together, are left as they are drawn. */
const UNSEEN_PX = 0.5;

/** The axes are the same. What is compared is what was drawn last, so that small steps cannot add up. */
function looksSame(a: Trace, b: Trace | undefined, { frame, size }: Drawn): boolean {
  if (b === undefined) return false;
  const { l, r, t, b: below } = frame.margin;
  const [width, height] = [size.width - l - r, size.height - t - below];
  if (a.kind === "ring" || b.kind === "ring") {
    if (a.kind !== "ring" || b.kind !== "ring") return false;
    // The longest way around it that the box allows.
    const around = Math.PI * Math.min(width, height);
    return near(parts(a.values), parts(b.values), UNSEEN_PX / around / b.values.length);
  }
  if (b.kind === "line") return same(a.x, b.x) && same(a.y, b.y);
  const [along, px, places, values] = b.across ? (["x", width, "y", "x"] as const) : (["y", height, "x", "y"] as const);
  const [from, to] = frame[along]?.range ?? [0, 0];
  return same(a[places], b[places]) && near(a[values], b[values], ((UNSEEN_PX / px) * Math.abs(to - from)) / frame.traces.length);
}

const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);

/** Something is never near nothing. */
const near = (a: Values, b: Values, by: number): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i] || (!!value && !!b[i] && Math.abs(value - b[i]) < by));

function parts(values: readonly number[]): number[] {
  const sum = values.reduce((all, value) => all + value, 0);
  return values.map((value) => value / (sum || 1));
}

/** Whether a trace has points: what had nothing to fill has no pattern yet. Compared with a full drawing: more and fewer. */
const filled = (trace: Line | Bars): boolean => trace.x.length > 0;
