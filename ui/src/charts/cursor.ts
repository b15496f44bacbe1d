// A cursor that keys move through a chart: from interval to interval, or from row to row, and from series to series.
import { full } from "../format";
import type { Figure, Frame, Spot, Trace } from "./figure";

export interface Cursor {
  /** Where it is on the axis of times or rows, or which part of a ring. */
  at: number;
  /** The trace it is on; `null`: all together. */
  series: number | null;
}

const STEPS: Record<string, (i: number, last: number) => number> = {
  ArrowLeft: (i) => i - 1,
  ArrowRight: (i) => i + 1,
  Home: () => 0,
  End: (_, last) => last,
};

/** Places where it can be, in order. */
export function stops({ traces, x, y }: Frame): number[] {
  if (y?.rows !== undefined) return y.rows.map((_, row) => row);
  const places = traces.flatMap((trace) => (trace.kind === "ring" ? trace.labels.map((_, i) => i) : [...trace.x]));
  const [from, to] = x?.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return [...new Set(places)].filter((at) => at >= from && at <= to).sort((a, b) => a - b);
}

/** The cursor after a key; `null` where the key is none of its own, or there is nothing to go to. */
export function moved(frame: Frame, cursor: Cursor | null, key: string): Cursor | null {
  const places = stops(frame);
  const last = places.length - 1;
  if (last < 0) return null;
  if (key === "ArrowUp" || key === "ArrowDown") {
    const at = cursor === null ? (places[beginAt(frame, last)] ?? 0) : nearest(places, cursor.at);
    return { at, series: nextSeries(frame, cursor, at, key === "ArrowDown" ? 1 : -1) };
  }
  const step = STEPS[key];
  if (step === undefined) return null;
  const first = cursor === null && key.startsWith("Arrow");
  const i = first ? beginAt(frame, last) : step(places.indexOf(nearest(places, cursor?.at ?? 0)), last);
  return { at: places[Math.min(last, Math.max(0, i))] ?? 0, series: cursor?.series ?? null };
}

/** The newest time, or the first row. */
const beginAt = (frame: Frame, last: number): number => (frame.x?.time === true ? last : 0);

const nearest = (places: readonly number[], at: number): number =>
  places.reduce((best, place) => (Math.abs(place - at) < Math.abs(best - at) ? place : best), places[0] ?? 0);

/** All together, then one after the other those that have something there. */
function nextSeries(frame: Frame, cursor: Cursor | null, at: number, by: 1 | -1): number | null {
  const known = frame.traces.flatMap((trace, i) => (valueAt(trace, at) === null ? [] : [i]));
  const turn: (number | null)[] = [null, ...known];
  const now = Math.max(0, turn.indexOf(cursor?.series ?? null));
  return turn[(now + by + turn.length) % turn.length] ?? null;
}

const indexAt = (trace: Trace, at: number): number => {
  if (trace.kind === "ring") return at;
  return (trace.kind === "bars" && trace.across ? trace.y : trace.x).indexOf(at);
};

/** What a trace has there; bars of nothing are nothing. */
export function valueAt(trace: Trace, at: number): number | null {
  const i = indexAt(trace, at);
  if (i < 0) return null;
  if (trace.kind === "ring") return trace.values[i] ?? null;
  if (trace.kind === "line") return trace.y[i] ?? null;
  const value = (trace.across ? trace.x : trace.y)[i] ?? 0;
  return value > 0 ? value : null;
}

/** The cursor as the place of a pointer; `null` when nothing is left to point at. */
export function spotOf({ frame }: Figure, cursor: Cursor): Spot | null {
  const places = stops(frame);
  if (places.length === 0) return null;
  const at = nearest(places, cursor.at);
  const { series } = cursor;
  const chosen = series !== null && frame.traces[series] ? series : highest(frame.traces, at);
  const trace = frame.traces[chosen];
  if (trace === undefined) return null;
  const value = valueAt(trace, at) ?? 0;
  const across = frame.y?.rows !== undefined;
  return { trace: chosen, point: Math.max(0, indexAt(trace, at)), x: across ? value : at, y: across ? at : value };
}

function highest(traces: readonly Trace[], at: number): number {
  const values = traces.map((trace) => valueAt(trace, at) ?? -1);
  return Math.max(0, values.indexOf(Math.max(...values)));
}

/** What is said of the place: all that the pointer would tell, or one series alone. */
export function linesAt(figure: Figure, cursor: Cursor): readonly string[] {
  const spot = spotOf(figure, cursor);
  if (spot === null) return [];
  const lines = figure.tip(spot);
  const trace = figure.frame.traces[spot.trace];
  if (cursor.series === null || trace === undefined || figure.frame.hover === "closest") return lines;
  return [lines[0] ?? "", `${trace.name} ${full(Math.abs(valueAt(trace, spotPlace(figure, spot)) ?? 0))}`];
}

const spotPlace = ({ frame }: Figure, spot: Spot): number => (frame.y?.rows === undefined ? spot.x : spot.y);
