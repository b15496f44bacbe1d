// The same figure on a logarithmic axis of values, on which zero has a place too.
//
// Places are log10(1 + n): zero is at the end of the axis and stays apart from a gap, and above ten nobody can tell it
// from a logarithm. Stacked bars end where their sum belongs, and share that length as they share the sum.
import { axisNumber } from "../format";
import { t } from "../i18n";
import { type Axis, changed, type Figure, type Frame, type Mark, type Trace } from "./figure";
import { type LimitMark, namedApart } from "./limit-lines";

export const toLog = (n: number): number => Math.sign(n) * Math.log10(1 + Math.abs(n));
export const fromLog = (place: number): number => Math.sign(place) * (10 ** Math.abs(place) - 1);

/** Ticks beside zero, at most, in one direction. */
const MOST_TICKS = 5;

export function asLog(figure: Figure): Figure {
  const { frame } = figure;
  const along = valueAxis(frame);
  if (along === null) return figure;
  const axis = frame[along];
  if (axis === undefined) return figure;
  const sums = sumsOf(frame.traces);
  const to = along === "x" ? Math.max(axis.range[1], ...sums.values()) : axis.range[1];
  const logged = logAxis({ ...axis, range: [axis.range[0], to] });
  const titles = { ...figure.titles };
  const title = titles[along];
  if (title !== undefined) titles[along] = t("charts.logAxis", { title });
  return changed(figure, {
    frame: { ...frame, [along]: logged, traces: frame.traces.map((trace) => logTrace(trace, sums)) },
    marks: marksOf(figure.marks, frame.traces, sums, logged),
    titles,
  });
}

/** Which axis has numbers of packets: the other one has times or rows. */
function valueAxis({ x, y }: Frame): "x" | "y" | null {
  if (x?.time === true) return y?.rows === undefined ? "y" : null;
  return x !== undefined && y?.rows !== undefined ? "x" : null;
}

function logAxis({ range: [from, to], headroom = 0, ...rest }: Axis): Axis {
  const most = to / (1 + headroom);
  const powers = Math.floor(Math.log10(Math.max(10, most, -from)) + 1e-9);
  const every = Math.ceil(powers / MOST_TICKS);
  const tens = Array.from({ length: Math.floor(powers / every) }, (_, i) => 10 ** ((i + 1) * every));
  const at = [...tens.map((n) => -n).filter((n) => n >= from), 0, ...tens.filter((n) => n <= most)];
  return {
    ...rest,
    range: [toLog(from), toLog(most) * (1 + headroom)],
    ticks: at.map((n) => ({ at: toLog(n), text: axisNumber(n) })),
  };
}

const placesOf = (trace: Trace & { kind: "bars" }) => (trace.across ? trace.y : trace.x);
const valuesOf = (trace: Trace & { kind: "bars" }) => (trace.across ? trace.x : trace.y);

/** Sums of the stacked bars, by their place. */
function sumsOf(traces: readonly Trace[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const trace of traces) {
    if (trace.kind !== "bars") continue;
    for (const [i, value] of valuesOf(trace).entries()) {
      const place = placesOf(trace)[i] ?? 0;
      sums.set(place, (sums.get(place) ?? 0) + (value ?? 0));
    }
  }
  return sums;
}

function logTrace(trace: Trace, sums: ReadonlyMap<number, number>): Trace {
  if (trace.kind === "ring") return trace;
  if (trace.kind === "line") return { ...trace, y: trace.y.map((v) => (v === null ? null : toLog(v))) };
  const values = valuesOf(trace).map((value, i) => {
    const sum = sums.get(placesOf(trace)[i] ?? 0) ?? 0;
    return sum > 0 ? (toLog(sum) * (value ?? 0)) / sum : 0;
  });
  return trace.across ? { ...trace, x: values } : { ...trace, y: values };
}

function marksOf(
  marks: readonly Mark[],
  traces: readonly Trace[],
  sums: ReadonlyMap<number, number>,
  { range }: Axis,
): Mark[] {
  const limits = marks.flatMap((mark): LimitMark[] =>
    mark.kind === "limit" ? [{ ...mark, at: toLog(mark.at) }] : [],
  );
  const others = marks.flatMap((mark): Mark[] => {
    if (mark.kind === "limit") return [];
    return mark.kind === "row-limit" ? [{ ...mark, at: placeIn(mark.row, mark.at, traces, sums) }] : [mark];
  });
  return [...others, ...namedApart(limits, range[1])];
}

/** A place in a bar: on the axis where the bar has one part, else where it lies among the parts. */
function placeIn(row: number, at: number, traces: readonly Trace[], sums: ReadonlyMap<number, number>): number {
  const parts = traces.filter((trace) => trace.kind === "bars" && (trace.x[row] ?? 0) > 0).length;
  const sum = sums.get(row) ?? 0;
  return parts <= 1 || sum <= 0 ? toLog(at) : (toLog(sum) * at) / sum;
}
