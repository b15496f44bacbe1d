// A frame in Plotly's words: lean, since titles, legend and marks are HTML.
import type { Layout, LayoutAxis, Pattern, PlotData } from "plotly.js";
import { axisNumber } from "../format";
import type { Axis, Bars, Frame, Hatch, Line, Trace } from "./figure";
import type { Drawn } from "./step";

type Shape = NonNullable<Pattern["shape"]>;

const FONT = 'system-ui, "Segoe UI", "DejaVu Sans", sans-serif';
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

export function layout({ frame, size }: Drawn): Partial<Layout> {
  return {
    ...size,
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
    font: { family: FONT, size: FONT_PX, color: frame.ink.text },
    xaxis: axis(frame, frame.x),
    yaxis: axis(frame, frame.y),
  };
}

function axis(frame: Frame, own: Axis | undefined): Partial<LayoutAxis> {
  if (own === undefined) return { visible: false };
  const base: Partial<LayoutAxis> = {
    automargin: false,
    fixedrange: true,
    range: [...own.range],
    showgrid: own.bare !== true,
    gridcolor: frame.ink.grid,
    zeroline: false,
    showline: false,
    ticklen: 3,
    tickcolor: "rgba(0,0,0,0)",
  };
  if (own.time === true) return { ...base, type: "date", tickformat: "%H:%M:%S", nticks: 5, ...ticks(own) };
  if (own.rows) {
    return {
      ...base,
      type: "linear",
      showgrid: false,
      tickfont: { family: '"DejaVu Sans Mono", ui-monospace, monospace', size: FONT_PX, color: frame.ink.text },
      ...ticks(own),
    };
  }
  return {
    ...base,
    type: "linear",
    zeroline: own.range[0] < 0,
    zerolinecolor: frame.ink.text,
    ...ticks(own),
  };
}

/** The places on an axis that have a word. */
export function ticks(axis: Axis): Partial<LayoutAxis> {
  if (axis.time === true) return { dtick: axis.step };
  const marked = axis.rows?.map((text, at) => ({ at, text })) ?? axis.ticks ?? numberTicks(axis).map((at) => ({ at, text: axisNumber(at) }));
  return { tickmode: "array", tickvals: marked.map(({ at }) => at), ticktext: marked.map(({ text }) => text) };
}

function numberTicks({ range: [from, to], step = 1 }: Axis): number[] {
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to + step / 1000; at += step) ticks.push(at);
  return ticks;
}
