// What the two charts with a row for each source have in common.
import { shortened, visible } from "../text";
import type { Axis, Bars, Frame, Hatch } from "./figure";
import type { Palette } from "./palette";
import { niceEnd } from "./scale";

const ROW_MARGIN = { l: 152, r: 20, t: 4, b: 36 };

/** Part of a row's height that its bar takes. */
const THICKNESS = 0.72;

/** A single source is no reason for a bar as thick as the chart. */
const LEAST_ROWS = 5;

/** The first row is on top. */
const rowAxis = (names: readonly string[]): Axis => ({
  range: [Math.max(names.length, LEAST_ROWS) - 0.5, -0.5],
  rows: names,
});

/** A name for the axis: shortened in the middle. Two that look alike stay two, since rows go by number. */
export const rowName = (ip: string): string => shortened(visible(ip));

/** `rest`: a row that the axis need not hold whole. */
export function rowFrame(
  names: readonly string[],
  series: readonly Series[],
  atLeast: number,
  palette: Palette,
  rest?: number,
): Frame {
  const sums = names.map((_, row) => (row === rest ? 0 : series.reduce((sum, s) => sum + (s.values[row] ?? 0), 0)));
  const { end, step } = niceEnd(Math.max(atLeast, ...sums));
  return {
    traces: series.map((s): Bars => ({
      kind: "bars",
      name: s.name,
      colour: s.colour,
      ground: palette.panel,
      hatched: s.hatched,
      across: true,
      width: THICKNESS,
      x: s.values,
      y: names.map((_, row) => row),
    })),
    x: { range: [0, end], step },
    y: rowAxis(names),
    margin: ROW_MARGIN,
    ink: { text: palette.dim, grid: palette.grid },
    hover: "y",
  };
}

/** How many times the longest bar is as long as the middle one of the others; 1 where there are no two. */
export function spread(sums: readonly number[]): number {
  const [longest, ...others] = [...sums].sort((a, b) => b - a);
  const middle = others[others.length >> 1];
  return longest === undefined || middle === undefined ? 1 : longest / Math.max(1, middle);
}

export interface Series {
  name: string;
  colour: string;
  hatched: Hatch;
  /** One for each row. */
  values: readonly number[];
}
