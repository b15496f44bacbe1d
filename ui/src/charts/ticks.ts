// The places on an axis that have a word, and those that have a line.
import { axisNumber, clockUtc, dateUtc } from "../format";
import type { Axis } from "./figure";

export interface Tick {
  at: number;
  text: string;
}

const DAY_MS = 86_400_000;

/** From the low end of the axis to its high end, both included; rows from the top. */
export function ticksOf(axis: Axis): readonly Tick[] {
  if (axis.rows) return axis.rows.map((text, at) => ({ at, text }));
  if (axis.ticks) return axis.ticks;
  const { range: [from, to], step = 1 } = axis;
  const word = axis.time !== true ? axisNumber : step >= DAY_MS ? dateUtc : clockUtc;
  const ticks: Tick[] = [];
  // Counted, not added up: a step may be a part of one.
  for (let i = Math.ceil(from / step); i * step <= to + step / 1000; i += 1) ticks.push({ at: i * step, text: word(i * step) });
  return ticks;
}

/** Whether a tick has a line across the plot; that at zero of an axis with two directions stands out. */
export function lineAt(axis: Axis, at: number): "none" | "grid" | "zero" {
  if (axis.bare === true || axis.rows) return "none";
  return at === 0 && axis.range[0] < 0 ? "zero" : "grid";
}
