// The one place that knows Plotly. Measured: a move costs a third of a full drawing, so that is what happens when it can.
import type { Config, Layout, PlotlyHTMLElement, PlotMouseEvent } from "plotly.js";
import { useLayoutEffect, useRef } from "react";
import { ask, forget, markDirty } from "./batch";
import type { Frame, Spot } from "./figure";
import { dress, lean, points } from "./plot-dress";
import { plain } from "./plot-plain";
import { type Drawn, sameEnds, type Size, step } from "./step";

/** Read while the rest of the window already stands. */
const library = import("plotly.js-basic-dist-min");
type Plotly = Awaited<typeof library>["default"];

const CONFIG: Partial<Config> = { displayModeBar: false, responsive: false, doubleClick: false, showTips: false };

const AT_ONCE = { mode: "immediate", frame: { duration: 0, redraw: false }, transition: { duration: 0 } } as const;

/** Its types leave these out; the last two are no part of what it promises, so its version is pinned and a test compares. */
type PlotlyElement = PlotlyHTMLElement & {
  once: (event: "plotly_transitioning", act: () => void) => void;
  _fullData: { x: unknown; y: unknown; _length: number }[];
  _fullLayout?: { _skipDefaults?: boolean };
};

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

  useLayoutEffect(() => {
    hover.current = onHover;
    pick.current = onPick;
  }, [onHover, onPick]);

  useLayoutEffect(() => {
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

  // Before the window is painted: lines and what is HTML on them move in one frame.
  useLayoutEffect(() => drawing.current?.show(frame), [frame]);

  return <div ref={host} className="plot" aria-hidden="true" />;
}

/** One element with its Plotly, from mount to unmount. */
class Drawing {
  inView = false;
  /** As it was last laid out: to read it from the element would lay out the page once more. */
  private size: Size = { width: 0, height: 0 };
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
    private readonly onPick: (spot: Spot, other: boolean) => void,
  ) {
    this.seen = new IntersectionObserver((entries) => {
      this.inView = entries.at(-1)?.isIntersecting ?? false;
      ask();
    });
    this.sized = new ResizeObserver((entries) => {
      const { width, height } = entries.at(-1)?.contentRect ?? this.size;
      this.size = { width: Math.round(width), height: Math.round(height) };
      if (this.next) markDirty(this);
    });
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
    const { width, height } = this.size;
    if (this.plotly === null || this.next === null || this.ended || width < 40 || height < 40) return;
    const next = { frame: this.next, size: this.size };
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
    else void this.plotly.react(this.host, next.frame.traces.map(dress), lean(next), CONFIG).then(() => this.listen());
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
    const element = this.host as unknown as PlotlyElement;
    const ranges: Partial<Layout> = {};
    const hasBars = frame.traces.some(({ kind }) => kind === "bars");
    for (const id of ["x", "y"] as const) {
      const axis = frame[id];
      const stays = sameEnds(last[id], axis) && !(hasBars && id === "x");
      if (axis !== undefined && !stays) ranges[`${id}axis.range`] = [...axis.range];
    }
    for (const [i, trace] of frame.traces.entries()) {
      if (trace.kind === "ring") continue;
      const numbers = points(trace);
      Object.assign(element.data[i] ?? {}, numbers);
      Object.assign(element._fullData[i] ?? {}, numbers, { _length: numbers.x.length });
    }
    // Else it would read all attributes of all traces and axes once more, which is half of what a move costs.
    if (element._fullLayout) element._fullLayout._skipDefaults = true;
    const moves = Object.keys(ranges).length > 0;
    // Moved by Plotly itself an axis is drawn twice, the first time with bars of the wrong width, and bars lie between
    // pixels. So it only takes the numbers in, and draws them with the axis, even where that stays as it was.
    if (moves) element.once("plotly_transitioning", () => void plotly.relayout(this.host, ranges));
    const drawn = moves ? [] : frame.traces.map((_, i) => i);
    void plotly.animate(this.host, { data: drawn.map(() => ({})), traces: drawn }, AT_ONCE).finally(() => {
      // It has been taken back where it was heeded; left over it would make the next full drawing one of the old numbers.
      // A chart that has ended meanwhile has no layout any more.
      delete element._fullLayout?._skipDefaults;
    });
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

const number = (value: unknown): number => (typeof value === "number" ? value : 0);
