// The one place that knows Plotly. Measured: a move costs a third of a full drawing, so that is what happens when it can.
import type { Config, Layout, LayoutAxis, PlotData, PlotlyHTMLElement, PlotMouseEvent } from "plotly.js";
import { useEffect, useRef } from "react";
import { axisNumber } from "../format";
import { ask, forget, markDirty } from "./batch";
import type { Axis, Frame, Spot, Trace } from "./figure";
import { type Drawn, step } from "./step";

/** Read while the rest of the window already stands. */
const library = import("plotly.js-basic-dist-min");
type Plotly = Awaited<typeof library>["default"];

const CONFIG: Partial<Config> = { displayModeBar: false, responsive: false, doubleClick: false, showTips: false };
const FONT = 'system-ui, "Segoe UI", "DejaVu Sans", sans-serif';
const FONT_PX = 11;

/** Where the pointer is, and where on the page that is. */
export interface Hover {
  spot: Spot;
  clientX: number;
  clientY: number;
}

interface Props {
  frame: Frame;
  onHover: (hover: Hover | null) => void;
}

/** A chart. It is mounted once; its size is that of its box. */
export function Plot({ frame, onHover }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing>(null);
  const hover = useRef(onHover);

  useEffect(() => {
    hover.current = onHover;
  }, [onHover]);

  useEffect(() => {
    if (host.current === null) return;
    const made = new Drawing(host.current, (at) => hover.current(at));
    drawing.current = made;
    return () => {
      drawing.current = null;
      made.end();
    };
  }, []);

  useEffect(() => drawing.current?.show(frame), [frame]);

  return <div ref={host} className="plot" aria-hidden="true" />;
}

/** One element with its Plotly, from mount to unmount. */
class Drawing {
  inView = false;
  private plotly: Plotly | null = null;
  private next: Frame | null = null;
  private last: Drawn | null = null;
  private draws = 0;
  private listening = false;
  private ended = false;
  private readonly seen: IntersectionObserver;
  private readonly sized: ResizeObserver;

  constructor(
    private readonly host: HTMLDivElement,
    private readonly onHover: (hover: Hover | null) => void,
  ) {
    this.seen = new IntersectionObserver((entries) => {
      this.inView = entries.at(-1)?.isIntersecting ?? false;
      ask();
    });
    this.sized = new ResizeObserver(() => this.next && markDirty(this));
    this.seen.observe(host);
    this.sized.observe(host);
    void library.then((module) => {
      this.plotly = module.default;
      if (this.next && !this.ended) markDirty(this);
    });
  }

  show(frame: Frame): void {
    this.next = frame;
    markDirty(this);
  }

  draw = (): void => {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (this.plotly === null || this.next === null || this.ended || width < 40 || height < 40) return;
    const next = { frame: this.next, size: { width, height } };
    const way = step(this.last, next);
    if (way === "nothing") return;
    this.last = next;
    // For tests: a hidden window draws nothing, and this number shows it.
    this.draws += 1;
    this.host.dataset.draws = String(this.draws);
    if (way === "move") this.move(this.plotly, next.frame);
    else
      void this.plotly.react(this.host, next.frame.traces.map(dress), layout(next), CONFIG).then(() => this.listen());
  };

  end(): void {
    this.ended = true;
    forget(this);
    this.seen.disconnect();
    this.sized.disconnect();
    this.plotly?.purge(this.host);
  }

  private move(plotly: Plotly, frame: Frame): void {
    const data = frame.traces.map((trace) => (trace.kind === "ring" ? {} : { x: [...trace.x], y: [...trace.y] }));
    const moved = frame.moves === true && frame.x ? { layout: { xaxis: { range: [...frame.x.range] } } } : {};
    void plotly.animate(
      this.host,
      { data, traces: frame.traces.map((_, i) => i), ...moved },
      { mode: "immediate", frame: { duration: 0, redraw: false }, transition: { duration: 0 } },
    );
  }

  private listen(): void {
    if (this.listening || this.ended) return;
    this.listening = true;
    const element = this.host as unknown as PlotlyHTMLElement;
    element.on("plotly_hover", (event) => this.onHover(hovered(event)));
    element.on("plotly_unhover", () => this.onHover(null));
  }
}

/** Plotly is told to show no box of its own: ours is text, and is made only for the point that is looked at. */
function hovered(event: PlotMouseEvent): Hover | null {
  const point = event.points[0];
  if (point === undefined) return null;
  const { clientX, clientY } = event.event;
  // A ring has no axes and calls its parts by number.
  const part = point as unknown as { pointNumber?: number; pointIndex?: number };
  const index = part.pointIndex ?? part.pointNumber ?? 0;
  const spot = { trace: point.curveNumber, point: index, x: number(point.x), y: number(point.y) };
  return { spot, clientX, clientY };
}

/** A date axis gives its values back as text in UTC. */
function number(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return 0;
  return Date.parse(`${value.replace(" ", "T")}${value.includes(" ") ? "" : "T00:00"}Z`);
}

function dress(trace: Trace): Partial<PlotData> {
  switch (trace.kind) {
    case "line":
      return {
        type: "scatter",
        mode: "lines",
        name: trace.name,
        x: [...trace.x],
        y: [...trace.y],
        connectgaps: false,
        hoverinfo: "none",
        line: { color: trace.colour, width: 1.5, dash: trace.dash, shape: "linear" },
      };
    case "bars":
      return {
        type: "bar",
        name: trace.name,
        orientation: trace.across ? "h" : "v",
        x: [...trace.x],
        y: [...trace.y],
        width: trace.width,
        hoverinfo: "none",
        marker: {
          color: trace.colour,
          line: { width: 0 },
          // Without both colours the hatch is drawn in the colour of the text.
          ...(trace.hatched
            ? {
                pattern: {
                  shape: "/",
                  size: 7,
                  solidity: 0.18,
                  bgcolor: trace.colour,
                  fgcolor: trace.ground,
                  fillmode: "replace",
                },
              }
            : {}),
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
        marker: { colors: [...trace.colours], line: { color: trace.ground, width: 1.5 } },
      } as unknown as Partial<PlotData>;
  }
}

function layout({ frame, size }: Drawn): Partial<Layout> {
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
  if (own.time === true) return { ...base, type: "date", tickformat: "%H:%M:%S", dtick: own.step, nticks: 5 };
  if (own.rows) {
    return {
      ...base,
      type: "linear",
      showgrid: false,
      tickmode: "array",
      tickvals: own.rows.map((_, i) => i),
      ticktext: [...own.rows],
      tickfont: { family: '"DejaVu Sans Mono", ui-monospace, monospace', size: FONT_PX, color: frame.ink.text },
    };
  }
  const ticks = numberTicks(own);
  return {
    ...base,
    type: "linear",
    tickmode: "array",
    tickvals: ticks,
    ticktext: ticks.map(axisNumber),
    zeroline: own.range[0] < 0,
    zerolinecolor: frame.ink.text,
  };
}

function numberTicks({ range: [from, to], step = 1 }: Axis): number[] {
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to + step / 1000; at += step) ticks.push(at);
  return ticks;
}
