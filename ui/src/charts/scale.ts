// Ends of axes.
import type { Range } from "./figure";

/** The next of 1, 2, 5, 10, 20 ... that is not below. */
export function niceStep(wanted: number): number {
  if (wanted <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(wanted));
  // Rounding of floating point must not turn 2000.0000000000002 into 5000.
  return [1, 2, 5, 10].map((n) => n * power).find((step) => step >= wanted * (1 - 1e-9)) ?? 10 * power;
}

/** Distance of ticks, about four of them, and a round end above the greatest value. */
export function niceEnd(max: number): { end: number; step: number } {
  const step = niceStep(max / 4);
  const half = Math.max(step / 2, 1);
  return { end: Math.max(Math.ceil(max / half) * half, step * 2), step };
}

/** A higher end is taken at once; a lower one only after the values stayed low for this long, so that the axis is calm. */
export const SHRINK_AFTER_MS = 30_000;

export interface Held {
  max: number;
  /** Since when lower values would do. */
  lowSinceMs: number | null;
}

/** The greatest value that the axis should reach, given what it reached before. */
export function hold(held: Held | null, max: number, nowMs: number): Held {
  if (held === null || niceEnd(max).end >= niceEnd(held.max).end) return { max, lowSinceMs: null };
  const since = held.lowSinceMs ?? nowMs;
  return nowMs - since >= SHRINK_AFTER_MS ? { max, lowSinceMs: null } : { max: held.max, lowSinceMs: since };
}

/**
 * What to add to a time so that Plotly, which writes UTC, writes local time.
 *
 * One shift for the whole axis: with one for each point the line would run backwards when clocks are set back.
 */
export const wallShift = (endMs: number): number => -new Date(endMs).getTimezoneOffset() * 60_000;

export const shift = ([from, to]: Range, by: number): Range => [from + by, to + by];

const TIME_STEPS_S = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

/** Distance of time ticks in ms: about four of them. */
export function timeStep([from, to]: Range): number {
  const wanted = (to - from) / 5 / 1000;
  return 1000 * (TIME_STEPS_S.find((s) => s >= wanted) ?? 86_400 * Math.ceil(wanted / 86_400));
}
