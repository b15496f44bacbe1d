// Chart 1: packets per interval, a line for each protocol, broken at gaps.
import { axisNumber, clock, full, iso, share, span } from "../format";
import { JUDGED, protocolName, PROTOCOLS, type Shown, shows, showsJudged, sumShown } from "../protocol";
import { t } from "../i18n";
import type { Limits, Traffic } from "./data";
import type { Figure, LegendItem, Line, Spot, Twin } from "./figure";
import { highest, limitHere, limitLines } from "./limit-lines";
import { lostLines, missing, wordOn } from "./missing";
import { dashOf, type Palette } from "./palette";
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
  const nothing = traffic.startsMs.length === 0 && sumShown(traffic.now, shown) === 0;
  const centres = traffic.startsMs.map((ms) => ms + half + by);
  return {
    frame: {
      traces: PROTOCOLS.flatMap((protocol, i): Line[] => {
        if (!shown[i]) return [];
        const points = thin(centres, traffic.packets[i] ?? []);
        return [
          {
            kind: "line",
            name: protocolName(protocol),
            colour: palette.protocol[protocol],
            dash: dashOf(protocol, palette),
            ...points,
          },
        ];
      }),
      x: { range, time: true, step: timeStep(range), bare: nothing },
      // Numbers beside nothing would be noise.
      y: nothing ? { range: [0, 1], rows: [] } : { range: [0, end], step },
      margin: MARGIN,
      ink: { text: palette.dim, grid: palette.grid },
      hover: "x",
    },
    marks: [...missing(traffic, by), ...limitLines(traffic, limits, shown, end)],
    legend: legend(traffic.now, limits, palette),
    get twin() {
      return twin(traffic, shown);
    },
    get sheet() {
      return sheet(traffic, shown);
    },
    get summary() {
      return summary(traffic, limits, shown);
    },
    empty: nothing ? t("traffic.empty") : null,
    titles: {
      x: t("charts.time"),
      ...(nothing ? {} : { y: t("charts.perInterval", { span: span(traffic.intervalS) }) }),
    },
    reach: "protocol",
    shiftMs: by,
    limits: {
      protocols: nothing ? [] : JUDGED.filter((p) => limits[p].on && showsJudged(shown, p)),
      perAxis: limitHere(traffic, limits, 1),
    },
    tip: (spot) => tip(traffic, limits, shown, spot, by),
  };
}

/** The greatest shown value: what the axis must reach without a limit. */
export function peak(traffic: Traffic, shown: Shown): number {
  let most = 0;
  for (const [i, values] of traffic.packets.entries())
    if (shown[i]) for (const v of values) most = Math.max(most, v ?? 0);
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

/**
 * The packets of the interval in progress. When it has none because it has only just begun, those of the last one: for a
 * second their numbers are the newest, and without them the legend would be empty once in each interval.
 */
export function newestCounts({ now, packets }: Pick<Traffic, "now" | "packets">): readonly (number | null)[] {
  return now.length > 0 ? now : packets.map((values) => values.at(-1) ?? null);
}

/** With the newest packets of each protocol, where there are any. */
export function legend(counts: readonly (number | null)[], limits: Limits, palette: Palette): LegendItem[] {
  return PROTOCOLS.map((protocol, i) => {
    const now = counts[i];
    const limit = limits[protocol === "arp" ? "other" : protocol];
    return {
      hint: limit.on
        ? t("traffic.limitHint", { n: full(limit.perInterval), span: span(limits.intervalS) })
        : t("traffic.noLimit"),
      key: protocol,
      name: protocolName(protocol),
      colour: palette.protocol[protocol],
      dash: dashOf(protocol, palette),
      // Five numbers have to fit above the chart.
      ...(now === undefined || now === null ? {} : { value: now < 10_000 ? full(now) : axisNumber(now) }),
    };
  });
}

function twin(traffic: Traffic, shown: Shown): Twin {
  const chosen = PROTOCOLS.filter((p) => shows(shown, p));
  return {
    caption: t("traffic.caption", { span: span(traffic.intervalS) }),
    columns: [t("table.time"), ...chosen.map((p) => protocolName(p)), t("table.total")],
    rows: traffic.startsMs.map((start, row) => [clock(start), ...counts(traffic, shown, row)]).reverse(),
  };
}

/** The same for a file, oldest first, with a word on each interval. */
function sheet(traffic: Traffic, shown: Shown): Twin {
  const { caption, columns } = twin(traffic, shown);
  return {
    caption,
    columns: [...columns, t("sheet.quality")],
    rows: traffic.startsMs.map((start, row) => {
      const values = counts(traffic, shown, row);
      return [iso(start), ...values, wordOn(values, traffic.drops[row] ?? 0)];
    }),
  };
}

/** Packets of each shown protocol in one interval, and their sum. */
function counts(traffic: Traffic, shown: Shown, row: number): (number | null)[] {
  const values = PROTOCOLS.filter((p) => shows(shown, p)).map(
    (p) => traffic.packets[PROTOCOLS.indexOf(p)]?.[row] ?? null,
  );
  return [...values, values.includes(null) ? null : values.reduce<number>((sum, v) => sum + (v ?? 0), 0)];
}

function summary(traffic: Traffic, limits: Limits, shown: Shown): string {
  const peaks = PROTOCOLS.flatMap((p, i) => {
    const most = Math.max(0, ...(traffic.packets[i] ?? []).map((v) => v ?? 0));
    return shown[i] && most > 0 ? [`${protocolName(p)} ${full(most)}`] : [];
  });
  const above = JUDGED.filter(
    (p) => limits[p].on && highest(traffic, p) > limitHere(traffic, limits, limits[p].perInterval),
  ).map((p) => protocolName(p));
  const { length: count } = traffic.gapsMs;
  const dropped = traffic.drops.reduce((sum, n) => sum + n, 0);
  return [
    peaks.length === 0
      ? t("traffic.nothing")
      : t("traffic.peaks", { span: span(traffic.intervalS), peaks: peaks.join(", ") }),
    ...(count > 0 ? [t("traffic.gaps", { count, n: full(count) })] : []),
    ...(dropped > 0 ? [t("traffic.dropped", { n: full(dropped) })] : []),
    ...(above.length > 0 ? [t("traffic.above", { names: above.join(", ") })] : []),
  ].join(" ");
}

function tip(traffic: Traffic, limits: Limits, shown: Shown, spot: Spot, by: number): string[] {
  const first = traffic.startsMs[0];
  if (first === undefined) return [];
  const row = Math.floor((spot.x - by - first) / (traffic.intervalS * 1000));
  const start = traffic.startsMs[row];
  if (start === undefined) return [];
  const values = PROTOCOLS.map((_, i) => traffic.packets[i]?.[row] ?? null);
  const total = values.reduce<number>((sum, v, i) => sum + (shown[i] ? (v ?? 0) : 0), 0);
  return [
    `${clock(start)}–${clock(start + traffic.intervalS * 1000)}`,
    ...PROTOCOLS.flatMap((p, i) => {
      if (!shown[i]) return [];
      const value = values[i] ?? null;
      if (value === null) return [t("charts.noData", { name: protocolName(p) })];
      return [`${protocolName(p)} ${full(value)}${total > 0 ? ` (${share(value, total)})` : ""}`];
    }),
    ...JUDGED.filter(
      (p) => limits[p].on && (values[PROTOCOLS.indexOf(p)] ?? 0) > limitHere(traffic, limits, limits[p].perInterval),
    ).map((p) =>
      t("charts.aboveLimit", {
        name: protocolName(p),
        limit: full(limits[p].perInterval),
        span: span(limits.intervalS),
      }),
    ),
    ...lostLines(traffic.drops[row] ?? 0),
  ];
}
