// What a chart is before anybody draws it: numbers, words and marks. No Plotly here.
import type { Judged } from "../protocol";

/** From, to. */
export type Range = readonly [number, number];
export type Values = readonly (number | null)[];
export type Dash = "solid" | "dot" | "dash" | "dashdot" | "longdash";
/** What fills a bar beside its colour: nothing, strokes, a cross, dots, or lines across. */
export type Hatch = boolean | "cross" | "dot" | "line";

export interface Line {
  kind: "line";
  name: string;
  colour: string;
  dash: Dash;
  x: readonly number[];
  /** `null` is a gap: the line breaks there. */
  y: Values;
}

export interface Bars {
  kind: "bars";
  name: string;
  colour: string;
  /** The second colour of hatched bars. */
  ground: string;
  hatched: Hatch;
  /** Horizontal: x holds the values. */
  across: boolean;
  width: number;
  x: readonly number[];
  y: Values;
}

export interface Ring {
  kind: "ring";
  name: string;
  colours: readonly string[];
  hatches: readonly Hatch[];
  /** What lies under the ring, for the thin lines between its parts. */
  ground: string;
  labels: readonly string[];
  values: readonly number[];
}

export type Trace = Line | Bars | Ring;

export interface Axis {
  range: Range;
  /** Times, shifted so that their UTC reading is the local one. */
  time?: boolean;
  /** Distance of the ticks. */
  step?: number;
  /** Ticks that are at no regular distance. */
  ticks?: readonly { at: number; text: string }[];
  /** Part of the greatest value that is left free above it. */
  headroom?: number;
  /** Without lines across the plot. */
  bare?: boolean;
  /** Fixed rows instead of numbers: their names, as they are to be read. */
  rows?: readonly string[];
}

/** All that is drawn by Plotly, and its axes; sizes come from the place where it is drawn. */
export interface Frame {
  traces: readonly Trace[];
  x?: Axis;
  y?: Axis;
  margin: { l: number; r: number; t: number; b: number };
  ink: { text: string; grid: string };
  /** How the pointer finds its place: by column, by row, or by part. */
  hover: "x" | "y" | "closest";
}

/** What lies on the plot as HTML, in the units of the axes: it costs no pass of Plotly. */
export type Mark =
  | { kind: "gap"; from: number; to: number; text: string }
  // Red is for alerts only: a limit that nothing crossed is grey.
  | { kind: "limit"; at: number; text: string; crossed: boolean }
  | { kind: "loss"; from: number; to: number; text: string }
  | { kind: "row-limit"; row: number; at: number }
  /** A bar that is longer than its axis: it is cut, and its number stands behind the cut. */
  | { kind: "break"; row: number; text: string }
  | Bracket;

/** An episode above the bars: where it began, was noticed and ended. */
export interface Bracket {
  kind: "bracket";
  from: number;
  to: number;
  /** It goes on: the bracket has no end. */
  open: boolean;
  detected: number;
  /** Counted from the top. */
  lane: number;
  text: string;
  /** Where the words stand: in it, behind it where it is too short, or before it at the end of the axis. */
  words: "in" | "behind" | "before";
  severe: boolean;
  quiet: boolean;
  /** Of the episode; none where several share one. */
  id: number | null;
}

export interface LegendItem {
  key: string;
  name: string;
  colour: string;
  /** Where it stands in several. */
  others?: readonly string[];
  dash?: Dash;
  hatched?: Hatch;
  /** The interval in progress, or whatever is the newest value. */
  value?: string;
  /** More than the name says. */
  hint?: string;
}

/** A number is written in full; `null` is missing. */
export type Cell = string | number | null;

/** The same numbers as a table. The first column names the row. */
export interface Twin {
  caption: string;
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
}

/** Where the pointer is: which trace, which point of it, and its place on both axes. */
export interface Spot {
  trace: number;
  point: number;
  x: number;
  y: number;
}

export interface Figure {
  frame: Frame;
  marks: readonly Mark[];
  legend: readonly LegendItem[];
  /** Made when it is asked for: most of the time nobody looks at it. */
  readonly twin: Twin;
  /** The same for a file: times in ISO 8601, whole numbers, and what is missing in words. Without it, the table. */
  readonly sheet?: Twin;
  /** One sentence for people who do not see the chart; made when it is asked for. */
  readonly summary: string;
  /** What stands in the place of an empty chart. */
  empty: string | null;
  /** Below it: where more is said, in the evidence of an episode or, without one, in the list of alerts. */
  emptyLink?: { text: string; episode: number | null };
  /** How many times as long the longest bar is as the middle one of the others. */
  spread?: number;
  /** Words on the axes. */
  titles: { x?: string; y?: string };
  /** What the pointer is on, line by line; the first is the headline. */
  tip: (spot: Spot) => readonly string[];
  /** The episode whose evidence a click there opens. */
  episode?: (spot: Spot) => number | null;
  /** What a click there narrows every view to, in the words of the filter. */
  pick?: (spot: Spot) => string | null;
  /** How finely its data is kept: a filter that needs more does not narrow it fully. */
  reach: "protocol" | "source";
  /** What to add to a time to find its place on the x axis. */
  shiftMs?: number;
  /** The row of everybody else, which may be far longer than all others. */
  rest?: number;
  /** Limits that can be moved: of which protocols, and what one packet of a limit is on the axis. */
  limits?: { protocols: readonly Judged[]; perAxis: number };
}

/** The same figure with some parts replaced. Not spread: its table and its sentence are made when they are asked for. */
export function changed(figure: Figure, parts: Partial<Figure>): Figure {
  return Object.create(figure, Object.getOwnPropertyDescriptors(parts)) as Figure;
}
