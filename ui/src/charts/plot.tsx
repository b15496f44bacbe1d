// The one place that knows Plotly. Measured: a move costs a third of a full drawing, so that is what happens when it can.
import type { Config, LayoutAxis, PlotlyHTMLElement, PlotMouseEvent } from "plotly.js";
import { useEffect, useRef } from "react";
import { ask, forget, markDirty } from "./batch";
import type { Axis, Frame, Spot } from "./figure";
import { dress, layout, ticks } from "./plot-dress";
import { plain } from "./plot-plain";
import { type Drawn, points, sameAxis, step } from "./step";

/** Read while the rest of the window already stands. */
const library = import("plotly.js-basic-dist-min");
type Plotly = Awaited<typeof library>["default"];

const CONFIG: Partial<Config> = { displayModeBar: false, responsive: false, doubleClick: false, showTips: false };

/** In a scene, another way of drawing: `plain`, or `none`. */
const HOW = import.meta.env.MODE === "scenes" ? new URLSearchParams(location.search).get("draw") : null;

/** Where the pointer is, and where on the page that is. */
export interface Hover {
  spot: Spot;
  clientX: number;
  clientY: number;
}

interface Props {
  frame: Frame;
  onHover: (hover: Hover | null) => void;
  /** A click on something; `other` when a key was held that means the opposite. */
  onPick: (spot: Spot, other: boolean) => void;
}

/** A chart. It is mounted once; its size is that of its box. */
export function Plot({ frame, onHover, onPick }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing>(null);
  const hover = useRef(onHover);
  const pick = useRef(onPick);

  useEffect(() => {
    hover.current = onHover;
    pick.current = onPick;
  }, [onHover, onPick]);

  useEffect(() => {
    if (host.current === null) return;
    const made = new Drawing(
      host.current,
      (at) => hover.current(at),
      (spot, other) => pick.current(spot, other),
    );
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
  private hair = { x: 0, y: 0 };
  private listening = false;
  private ended = false;
  private readonly seen: IntersectionObserver;
  private readonly sized: ResizeObserver;

  constructor(
    private readonly host: HTMLDivElement,
    private readonly onHover: (hover: Hover | null) => void,
    private readonly onPick: (spot: Spot, other: boolean) => void,
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
      if (import.meta.env.MODE === "scenes") Object.assign(window, { plotly: this.plotly });
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
    // Only for measuring, and not in a released window.
    if (import.meta.env.MODE === "scenes" && HOW !== null) {
      if (HOW === "plain") void this.plotly.react(this.host, ...plain(next));
      return;
    }
    const way = step(this.last, next);
    if (way === "nothing") return;
    const { last } = this;
    this.last = next;
    // For tests: a hidden window draws nothing, and this number shows it.
    this.draws += 1;
    this.host.dataset.draws = String(this.draws);
    if (way === "move" && last !== null) this.move(this.plotly, last.frame, next.frame);
    else {
      this.hair = { x: 0, y: 0 };
      void this.plotly.react(this.host, next.frame.traces.map(dress), layout(next), CONFIG).then(() => this.listen());
    }
    if (this.draws === 1) performance.mark("weir-first-chart");
  };

  end(): void {
    this.ended = true;
    forget(this);
    this.seen.disconnect();
    this.sized.disconnect();
    this.plotly?.purge(this.host);
  }

  private move(plotly: Plotly, last: Frame, frame: Frame): void {
    const data = frame.traces.map((trace) => (trace.kind === "ring" ? {} : points(trace)));
    const layout = {
      ...(sameAxis(last.x, frame.x) ? {} : { xaxis: this.axis("x", last.x, frame.x) }),
      ...(sameAxis(last.y, frame.y) ? {} : { yaxis: this.axis("y", last.y, frame.y) }),
    };
    void plotly.animate(
      this.host,
      { data, traces: frame.traces.map((_, i) => i), layout },
      { mode: "immediate", frame: { duration: 0, redraw: false }, transition: { duration: 0 } },
    );
  }

  /** A move draws an axis anew only when its range is another; for other words on it that is so by a hair. */
  private axis(id: "x" | "y", last: Axis | undefined, next: Axis | undefined): Partial<LayoutAxis> {
    if (next === undefined) return {};
    const [from, to] = next.range;
    const same = last?.range[0] === from && last.range[1] === to;
    this.hair[id] = same && this.hair[id] === 0 ? (to - from) * 1e-7 : 0;
    return { ...ticks(next), range: [from, to + this.hair[id]] };
  }

  private listen(): void {
    if (this.listening || this.ended) return;
    this.listening = true;
    const element = this.host as unknown as PlotlyHTMLElement;
    element.on("plotly_hover", (event) => this.onHover(hovered(event)));
    element.on("plotly_click", (event) => {
      const at = hovered(event);
      if (at !== null) this.onPick(at.spot, event.event.altKey);
    });
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
