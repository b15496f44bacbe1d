// A frame in Plotly's words: lean, since titles, axes, legend and marks are HTML; and whole, for a picture.
import type { Layout, LayoutAxis, Pattern, PlotData } from "plotly.js";
import { label } from "../text";
import type { Axis, Bars, Frame, Hatch, Line, Trace } from "./figure";
import type { Drawn } from "./step";
import { lineAt, ticksOf } from "./ticks";

type Shape = NonNullable<Pattern["shape"]>;

const FONT = 'system-ui, "Segoe UI", "DejaVu Sans", sans-serif';
const MONO = '"DejaVu Sans Mono", ui-monospace, monospace';
const FONT_PX = 11;

/** The points of a trace, for Plotly to keep. */
export const points = ({ x, y }: Line | Bars): { x: number[]; y: (number | null)[] } => ({ x: [...x], y: [...y] });

export function dress(trace: Trace): Partial<PlotData> {
  switch (trace.kind) {
    case "line":
      return {
        type: "scatter",
        mode: "lines",
        name: trace.name,
        ...points(trace),
        connectgaps: false,
        hoverinfo: "none",
        line: { color: trace.colour, width: 1.5, dash: trace.dash, shape: "linear" },
      };
    case "bars":
      return {
        type: "bar",
        name: trace.name,
        orientation: trace.across ? "h" : "v",
        ...points(trace),
        width: trace.width,
        hoverinfo: "none",
        marker: {
          color: trace.colour,
          line: { width: 0 },
          ...(trace.hatched === false ? {} : { pattern: pattern(trace.hatched, trace.colour, trace.ground) }),
        },
      };
    case "ring":
      return {
        type: "pie",
        name: trace.name,
        labels: [...trace.labels],
        values: [...trace.values],
        hole: 0.62,
        sort: false,
        direction: "clockwise",
        textinfo: "none",
        hoverinfo: "none",
        marker: {
          colors: [...trace.colours],
          line: { color: trace.ground, width: 1.5 },
          ...(trace.hatches.some(Boolean)
            ? {
                pattern: {
                  ...PATTERN,
                  shape: trace.hatches.map(shapeOf),
                  bgcolor: [...trace.colours],
                  fgcolor: trace.colours.map(() => trace.ground),
                },
              }
            : {}),
        },
      } as unknown as Partial<PlotData>;
  }
}

const SHAPES = { cross: "x", dot: ".", line: "-" } as const;
const shapeOf = (hatch: Hatch): string => (typeof hatch === "string" ? SHAPES[hatch] : hatch ? "/" : "");
const PATTERN = { size: 7, solidity: 0.18, fillmode: "replace" } as const;

/** Without both colours the hatch is drawn in the colour of the text. */
const pattern = (hatch: Hatch, colour: string, ground: string): Partial<Pattern> => ({
  ...PATTERN,
  shape: shapeOf(hatch) as Shape,
  bgcolor: colour,
  fgcolor: ground,
});

/** In the window: axes are HTML there, and Plotly knows their ends only. Times are plain numbers to it. */
export function lean({ frame, size }: Drawn): Partial<Layout> {
  const ends = (axis: Axis | undefined): Partial<LayoutAxis> => ({
    visible: false,
    fixedrange: true,
    type: "linear",
    ...(axis === undefined ? {} : { range: [...axis.range] }),
  });
  return { ...base(frame), ...size, xaxis: ends(frame.x), yaxis: ends(frame.y) };
}

/** In a picture, which has to have everything in it. */
export const whole = ({ frame, size }: Drawn): Partial<Layout> => ({
  ...base(frame),
  ...size,
  font: { family: FONT, size: FONT_PX, color: frame.ink.text },
  xaxis: axis(frame, frame.x),
  yaxis: axis(frame, frame.y),
});

const base = (frame: Frame): Partial<Layout> => ({
  autosize: false,
  showlegend: false,
  uirevision: "keep",
  barmode: "stack",
  bargap: 0,
  dragmode: false,
  hovermode: frame.hover,
  hoverdistance: 40,
  margin: frame.margin,
  paper_bgcolor: "rgba(0,0,0,0)",
  plot_bgcolor: "rgba(0,0,0,0)",
});

function axis(frame: Frame, own: Axis | undefined): Partial<LayoutAxis> {
  if (own === undefined) return { visible: false };
  const marked = ticksOf(own);
  const lines = marked.map(({ at }) => lineAt(own, at));
  return {
    type: own.time === true ? "date" : "linear",
    automargin: false,
    range: [...own.range],
    showgrid: lines.includes("grid"),
    gridcolor: frame.ink.grid,
    zeroline: lines.includes("zero"),
    zerolinecolor: frame.ink.text,
    showline: false,
    ticklen: 3,
    tickcolor: "rgba(0,0,0,0)",
    tickmode: "array",
    tickvals: marked.map(({ at }) => at),
    ticktext: marked.map(({ text }) => label(text)),
    ...(own.rows ? { tickfont: { family: MONO, size: FONT_PX, color: frame.ink.text } } : {}),
  };
}
