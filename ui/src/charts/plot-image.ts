// A chart as a picture for a document: what stands as HTML around and on the plot has to be in it.
import type { Annotations, Config, Data, Layout, Shape } from "plotly.js";
import { CUT_AT } from "./cut";
import type { Figure, Frame, Mark } from "./figure";
import type { Palette } from "./palette";
import { dress, whole } from "./plot-dress";

export interface Words {
  title: string;
  subtitle: string;
  /** Where and when. */
  footer: string;
}

/** Width and height in CSS pixels; a PNG has twice as many. */
const SIZE = { width: 960, height: 540 };
const SCALE = 2;

/** The picture's bytes, or its text. */
export async function picture(figure: Figure, words: Words, palette: Palette, format: "png"): Promise<Uint8Array<ArrayBuffer>>;
export async function picture(figure: Figure, words: Words, palette: Palette, format: "svg"): Promise<string>;
export async function picture(
  figure: Figure,
  words: Words,
  palette: Palette,
  format: "png" | "svg",
): Promise<Uint8Array<ArrayBuffer> | string> {
  const { default: plotly } = await import("plotly.js-basic-dist-min");
  const drawing = { data: data(figure.frame), layout: poster(figure, words, palette), config: CONFIG };
  const url = await plotly.toImage(drawing, { format, ...SIZE, scale: SCALE });
  const body = url.slice(url.indexOf(",") + 1);
  if (format === "svg") return decodeURIComponent(body);
  return Uint8Array.from(atob(body), (c) => c.charCodeAt(0));
}

const CONFIG: Partial<Config> = { displayModeBar: false, staticPlot: true };

const data = ({ traces }: Frame): Data[] => traces.map((trace) => ({ ...dress(trace), showlegend: true }));

export function poster(figure: Figure, { title, subtitle, footer }: Words, palette: Palette): Partial<Layout> {
  const { frame, titles, marks } = figure;
  const base = whole({ frame, size: SIZE });
  const { dim, text, panel } = palette;
  const axisTitle = (words: string | undefined) => (words === undefined ? {} : { title: { text: words } });
  return {
    ...base,
    paper_bgcolor: panel,
    plot_bgcolor: panel,
    margin: { l: Math.max(80, frame.margin.l + 10), r: 24, t: 92, b: 78 },
    showlegend: frame.traces.length > 0,
    legend: { orientation: "h", x: 0, y: 1.02, xanchor: "left", yanchor: "bottom" },
    title: { text: `<b>${title}</b>  ${subtitle}`, x: 0.02, xanchor: "left", font: { size: 16, color: text } },
    xaxis: { ...base.xaxis, ...axisTitle(titles.x) },
    yaxis: { ...base.yaxis, ...axisTitle(titles.y) },
    shapes: marks.flatMap((mark) => shape(mark, palette)),
    annotations: [
      { text: footer, xref: "paper", yref: "paper", x: 1, y: 0, yshift: -62, xanchor: "right", showarrow: false, font: { color: dim } },
      ...marks.flatMap((mark) => label(mark, palette)),
    ],
  };
}

function shape(mark: Mark, { alert, dim }: Palette): Partial<Shape>[] {
  switch (mark.kind) {
    case "gap":
      return [{ type: "rect", xref: "x", yref: "paper", x0: mark.from, x1: mark.to, y0: 0, y1: 1, fillcolor: dim, opacity: 0.15, line: { width: 0 } }];
    case "loss":
      return [{ type: "rect", xref: "x", yref: "paper", x0: mark.from, x1: mark.to, y0: 0, y1: 0.02, fillcolor: dim, line: { width: 0 } }];
    case "limit":
      return [{ type: "line", xref: "paper", yref: "y", x0: 0, x1: 1, y0: mark.at, y1: mark.at, line: { color: mark.crossed ? alert : dim, width: 1, dash: "dash" } }];
    case "row-limit":
      return [{ type: "line", xref: "x", yref: "y", x0: mark.at, x1: mark.at, y0: mark.row - 0.42, y1: mark.row + 0.42, line: { color: alert, width: 2 } }];
    case "bracket": {
      const y = 1 - mark.lane * 0.06;
      return [{ type: "line", xref: "x", yref: "paper", x0: mark.from, x1: mark.to, y0: y, y1: y, line: { color: mark.severe ? alert : dim, width: 2 } }];
    }
    case "break":
      return [];
  }
}

function label(mark: Mark, { dim, text }: Palette): Partial<Annotations>[] {
  const base = { showarrow: false, font: { color: dim } } as const;
  switch (mark.kind) {
    case "gap":
      return [{ ...base, text: mark.text, xref: "x", yref: "paper", x: (mark.from + mark.to) / 2, y: 0.5 }];
    case "limit":
      return mark.text === ""
        ? []
        : [{ ...base, text: mark.text, xref: "paper", yref: "y", x: 0.01, y: mark.at, xanchor: "left", yanchor: "bottom" }];
    case "bracket":
      return [{ ...base, text: mark.text, xref: "x", yref: "paper", x: mark.from, y: 1 - mark.lane * 0.06, xanchor: "left", yanchor: "top", font: { color: text } }];
    case "break":
      return [{ ...base, text: `⫽ ${mark.text}`, xref: "paper", yref: "y", x: CUT_AT, y: mark.row, xanchor: "left" }];
    case "loss":
    case "row-limit":
      return [];
  }
}
