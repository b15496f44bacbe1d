// Chart 1: packets per interval, a line for each protocol, broken at gaps.
import { clock, full, share, span } from "../format";
import { groupBy } from "../group";
import { JUDGED, PROTOCOL_NAMES, PROTOCOLS, type Shown, shows, showsJudged } from "../protocol";
import { words } from "../words";
import type { Limits, Traffic } from "./data";
import type { Figure, LegendItem, Line, Mark, Spot, Twin } from "./figure";
import { DASH, type Palette } from "./palette";
import { niceEnd, shift, timeStep, wallShift } from "./scale";
import { thin } from "./thin";

interface Input {
  traffic: Traffic;
  limits: Limits;
  shown: Shown;
  palette: Palette;
  /** The axis reaches at least this, so that it stays calm. */
  atLeast: number;
}

export const MARGIN = { l: 58, r: 10, t: 8, b: 36 };

export function figure({ traffic, limits, shown, palette, atLeast }: Input): Figure {
  const by = wallShift(traffic.toMs);
  const half = traffic.intervalS * 500;
  const range = shift([traffic.fromMs, traffic.toMs], by);
  const { end, step } = niceEnd(Math.max(atLeast, reach(traffic, limits, shown)));
  const centres = traffic.startsMs.map((ms) => ms + half + by);
  return {
    frame: {
      traces: PROTOCOLS.flatMap((protocol, i): Line[] =>
        shown[i]
          ? [{ kind: "line", name: PROTOCOL_NAMES[protocol], colour: palette.protocol[protocol], dash: DASH[protocol],
              ...thin(centres, traffic.packets[i] ?? []) }]
          : [],
      ),
      x: { range, time: true, step: timeStep(range) },
      y: { range: [0, end], step },
      margin: MARGIN,
      ink: { text: palette.dim, grid: palette.grid },
      moves: true,
      hover: "x",
    },
    marks: [...gaps(traffic, by), ...losses(traffic, by), ...limitLines(traffic, limits, shown, end)],
    legend: legend(traffic, palette),
    twin: twin(traffic, shown),
    summary: summary(traffic, limits, shown),
    empty: traffic.startsMs.length === 0 && traffic.now.length === 0 ? words.charts.traffic.empty : null,
    titles: { x: words.charts.time, y: words.charts.perInterval(span(traffic.intervalS)) },
    tip: (spot) => tip(traffic, limits, shown, spot, by),
  };
}

/** The greatest shown value: what the axis must reach without a limit. */
export function peak(traffic: Traffic, shown: Shown): number {
  let most = 0;
  for (const [i, values] of traffic.packets.entries()) if (shown[i]) for (const v of values) most = Math.max(most, v ?? 0);
  return most;
}

/** A limit comes into view when the values are more than half way to it; from far below it would press them flat. */
function reach(traffic: Traffic, limits: Limits, shown: Shown): number {
  const most = peak(traffic, shown);
  const near = JUDGED.filter((p) => limits[p].on && showsJudged(shown, p))
    .map((p) => limitHere(traffic, limits, limits[p].perInterval))
    .filter((limit) => most > limit / 2 && most < limit);
  return Math.max(most, ...near.map((limit) => limit * 1.05));
}

/** A limit is said for its own interval; the chart may have another. */
const limitHere = (traffic: Traffic, limits: Limits, packets: number): number =>
  (packets * traffic.intervalS) / limits.intervalS;

function limitLines(traffic: Traffic, limits: Limits, shown: Shown, end: number): Mark[] {
  const byValue = groupBy(
    JUDGED.filter((p) => limits[p].on && showsJudged(shown, p)),
    (p) => limits[p].perInterval,
  );
  return [...byValue]
    .map(([packets, protocols]): Mark => ({
      kind: "limit",
      at: limitHere(traffic, limits, packets),
      text: words.charts.traffic.limit(
        protocols.length === JUDGED.length ? "" : protocols.map((p) => PROTOCOL_NAMES[p]).join(", "),
        full(packets),
        limits.intervalS === traffic.intervalS ? "" : span(limits.intervalS),
      ),
    }))
    .filter((mark) => mark.kind === "limit" && mark.at <= end);
}

function gaps(traffic: Traffic, by: number): Mark[] {
  return traffic.gapsMs.map(([from, to]) => ({
    kind: "gap",
    from: Math.max(from, traffic.fromMs) + by,
    to: Math.min(to, traffic.toMs) + by,
    text: words.charts.gap(span(Math.max(1, Math.round((to - from) / 1000)))),
  }));
}

function losses(traffic: Traffic, by: number): Mark[] {
  return traffic.startsMs.flatMap((start, i): Mark[] => {
    const dropped = traffic.drops[i] ?? 0;
    const from = start + by;
    return dropped > 0
      ? [{ kind: "loss", from, to: from + traffic.intervalS * 1000, text: words.charts.dropped(full(dropped)) }]
      : [];
  });
}

function legend(traffic: Traffic, palette: Palette): LegendItem[] {
  return PROTOCOLS.map((protocol, i) => {
    const now = traffic.now[i];
    return {
      key: protocol,
      name: PROTOCOL_NAMES[protocol],
      colour: palette.protocol[protocol],
      dash: DASH[protocol],
      ...(now === undefined ? {} : { value: full(now) }),
    };
  });
}

function twin(traffic: Traffic, shown: Shown): Twin {
  const chosen = PROTOCOLS.filter((p) => shows(shown, p));
  return {
    caption: words.charts.traffic.caption(span(traffic.intervalS)),
    columns: [words.table.time, ...chosen.map((p) => PROTOCOL_NAMES[p]), words.table.total],
    rows: traffic.startsMs
      .map((start, row) => {
        const values = chosen.map((p) => traffic.packets[PROTOCOLS.indexOf(p)]?.[row] ?? null);
        const total = values.some((v) => v === null) ? null : values.reduce<number>((sum, v) => sum + (v ?? 0), 0);
        return [clock(start), ...values, total];
      })
      .reverse(),
  };
}

function summary(traffic: Traffic, limits: Limits, shown: Shown): string {
  const peaks = PROTOCOLS.flatMap((p, i) => {
    const most = Math.max(0, ...(traffic.packets[i] ?? []).map((v) => v ?? 0));
    return shown[i] && most > 0 ? [`${PROTOCOL_NAMES[p]} ${full(most)}`] : [];
  });
  const above = JUDGED.filter((p) => {
    const most = Math.max(0, ...(traffic.packets[PROTOCOLS.indexOf(p)] ?? []).map((v) => v ?? 0));
    return limits[p].on && most > limitHere(traffic, limits, limits[p].perInterval);
  }).map((p) => PROTOCOL_NAMES[p]);
  return words.charts.traffic.summary(peaks.join(", "), span(traffic.intervalS), traffic.gapsMs.length, above.join(", "));
}

function tip(traffic: Traffic, limits: Limits, shown: Shown, spot: Spot, by: number): string[] {
  const first = traffic.startsMs[0];
  if (first === undefined) return [];
  const row = Math.floor((spot.x - by - first) / (traffic.intervalS * 1000));
  const start = traffic.startsMs[row];
  if (start === undefined) return [];
  const values = PROTOCOLS.map((_, i) => traffic.packets[i]?.[row] ?? null);
  const total = values.reduce<number>((sum, v, i) => sum + (shown[i] ? (v ?? 0) : 0), 0);
  const dropped = traffic.drops[row] ?? 0;
  return [
    `${clock(start)}–${clock(start + traffic.intervalS * 1000)}`,
    ...PROTOCOLS.flatMap((p, i) => {
      if (!shown[i]) return [];
      const value = values[i] ?? null;
      if (value === null) return [`${PROTOCOL_NAMES[p]}: ${words.charts.noData}`];
      return [`${PROTOCOL_NAMES[p]} ${full(value)}${total > 0 ? ` (${share(value, total)})` : ""}`];
    }),
    ...JUDGED.filter((p) => limits[p].on && (values[PROTOCOLS.indexOf(p)] ?? 0) > limitHere(traffic, limits, limits[p].perInterval))
      .map((p) => words.charts.aboveLimit(PROTOCOL_NAMES[p], full(limits[p].perInterval), span(limits.intervalS))),
    ...(dropped > 0 ? [words.charts.dropped(full(dropped))] : []),
  ];
}
