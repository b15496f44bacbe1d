// The axes of a plot. As HTML they cost a fraction of what they cost as a part of the drawing, which is moved beside them.
import { memo } from "react";
import type { Axis, Frame } from "../charts/figure";
import { lineAt, ticksOf } from "../charts/ticks";
import { part } from "./place";

/** Between the plot and the words, in CSS pixels. */
const APART = 4;
/** Height of a word, as in axes.css. */
const WORD_PX = 14;

/** By so much, in CSS pixels. */
const TIME_BEYOND = 17;

interface Axes {
  x: Axis;
  y: Axis;
}

/** Lines across the plot. */
export const Grid = memo(function Grid({ x, y }: Axes) {
  return (
    <>
      {ticksOf(x).map(({ at }) => {
        const line = lineAt(x, at);
        return line !== "none" && <i key={`x${at}`} className={`grid-x grid-${line}`} style={{ left: `${part(at, x.range)}%` }} />;
      })}
      {ticksOf(y).map(({ at }) => {
        const line = lineAt(y, at);
        return line !== "none" && <i key={`y${at}`} className={`grid-y grid-${line}`} style={{ top: `${100 - part(at, y.range)}%` }} />;
      })}
    </>
  );
});

/** Every second one goes where there is little room: the same ones while a time axis moves. */
const isOdd = ({ step }: Axis, at: number, i: number): boolean => (step === undefined ? i : Math.round(at / step)) % 2 !== 0;

/** Half of a time is longer than the margin beside the plot: at its end it stands a little before its line. */
const wordAt = (axis: Axis, at: number): string =>
  axis.time === true ? `min(${part(at, axis.range)}%, 100% - ${TIME_BEYOND}px)` : `${part(at, axis.range)}%`;

/** Percent: held back at the end, a time beyond this comes too near to the one before it where there is little room. */
const EDGE = 97;

const wordClass = (axis: Axis, at: number, i: number): string =>
  `${isOdd(axis, at, i) ? "tick-odd" : ""} ${axis.time === true && part(at, axis.range) > EDGE ? "tick-edge" : ""}`;

/** The words at its edges. */
export const TickLabels = memo(function TickLabels({ frame, x, y }: Axes & { frame: Frame }) {
  const { margin } = frame;
  return (
    <>
      <div
        className={`ticks ticks-x ${x.time === true ? "ticks-times" : ""}`}
        style={{ left: margin.l, right: margin.r, bottom: margin.b - APART - WORD_PX }}
        aria-hidden="true"
      >
        {ticksOf(x).map(({ at, text }, i) => (
          <span key={at} className={wordClass(x, at, i)} style={{ left: wordAt(x, at) }}>
            {text}
          </span>
        ))}
      </div>
      <div
        className={`ticks ticks-y ${y.rows ? "ticks-rows" : ""}`}
        style={{ left: 0, width: margin.l - APART, top: margin.t, bottom: margin.b }}
        aria-hidden="true"
      >
        {ticksOf(y).map(({ at, text }) => (
          <span key={at} style={{ top: `${100 - part(at, y.range)}%` }}>
            {text}
          </span>
        ))}
      </div>
    </>
  );
});
