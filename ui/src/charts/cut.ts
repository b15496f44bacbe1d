// Everybody else together may be so many that every single source would be pressed flat: that bar is cut.
import { count } from "../format";
import { changed, type Figure, type Trace } from "./figure";

/** Part of the plot that a cut bar takes; its number stands behind it. */
export const CUT_AT = 0.7;

/** The parts of the bar keep their shares; the table and what the pointer tells keep the numbers. */
export function asCut(figure: Figure): Figure {
  const { rest: row, frame } = figure;
  if (row === undefined || frame.x === undefined) return figure;
  const sum = frame.traces.reduce((all, trace) => all + valueOf(trace, row), 0);
  const end = frame.x.range[1];
  if (sum <= end) return figure;
  const shrunk = (trace: Trace): Trace =>
    trace.kind === "bars"
      ? { ...trace, x: trace.x.map((v, i) => (i === row ? (v * end * CUT_AT) / sum : v)) }
      : trace;
  return changed(figure, {
    frame: { ...frame, traces: frame.traces.map(shrunk) },
    marks: [...figure.marks, { kind: "break", row, text: count(sum) }],
  });
}

const valueOf = (trace: Trace, row: number): number => (trace.kind === "bars" ? (trace.x[row] ?? 0) : 0);
