// Chart 3: sources above their limit, worst first.
import { full, moment } from "../format";
import { groupBy } from "../group";
import { JUDGED, PROTOCOL_NAMES, type Shown, showsJudged } from "../protocol";
import { visible } from "../text";
import { words } from "../words";
import type { Anomaly, Limits } from "./data";
import type { Figure, Mark, Twin } from "./figure";
import type { Palette } from "./palette";
import { rowFrame, rowName } from "./rows";

interface Input {
  anomalies: readonly Anomaly[];
  limits: Limits;
  shown: Shown;
  palette: Palette;
  atLeast: number;
  /** As many rows as fit. */
  rows: number;
  nowMs: number;
}

interface Row {
  ip: string;
  found: Anomaly[];
}

export function figure({ anomalies, limits, shown, palette, atLeast, rows, nowMs }: Input): Figure {
  const seen = anomalies.filter((a) => showsJudged(shown, a.protocol));
  // The order of the core is kept: worst first.
  const sources: Row[] = [...groupBy(seen, (a) => a.ip)].map(([ip, found]) => ({ ip, found }));
  const top = sources.slice(0, rows);
  const kinds = JUDGED.filter((p) => seen.some((a) => a.protocol === p));
  const series = kinds.map((p) => ({
    name: PROTOCOL_NAMES[p],
    colour: palette.protocol[p],
    hatched: true,
    values: top.map((row) => row.found.find((a) => a.protocol === p)?.count ?? 0),
  }));
  const frame = rowFrame(
    top.map((row) => rowName(row.ip)),
    series,
    atLeast,
    palette,
  );
  return {
    frame,
    marks: top.flatMap((row, i) => limitTicks(row, i)),
    legend: kinds.map((p) => ({ key: p, name: PROTOCOL_NAMES[p], colour: palette.protocol[p], hatched: true })),
    twin: twin(seen, nowMs),
    summary: words.charts.anomalies.summary(sources.length, top[0] ? visible(top[0].ip) : ""),
    empty: sources.length > 0 ? null : words.charts.anomalies.empty(rules(limits)),
    titles: { x: words.charts.anomalies.axis },
    tip: (spot) => tip(top[spot.point], nowMs),
  };
}

/** The most rows that the chart shows, however high it is. */
export const MOST_ROWS = 10;

export function peak(anomalies: readonly Anomaly[], shown: Shown): number {
  const sums = new Map<string, number>();
  for (const a of anomalies) if (showsJudged(shown, a.protocol)) sums.set(a.ip, (sums.get(a.ip) ?? 0) + a.count);
  return Math.max(0, ...sums.values());
}

const rules = (limits: Limits): string =>
  JUDGED.filter((p) => limits[p].on)
    .map((p) => `${PROTOCOL_NAMES[p]} ${full(limits[p].perSource)}`)
    .join(", ");

/** Where each part of the bar crosses its limit, in the order in which the parts are stacked. */
function limitTicks(row: Row, at: number): Mark[] {
  let from = 0;
  return JUDGED.flatMap((p): Mark[] => {
    const found = row.found.find((a) => a.protocol === p);
    if (found === undefined) return [];
    const tick: Mark = { kind: "row-limit", row: at, at: from + found.threshold };
    from += found.count;
    return [tick];
  });
}

const ratio = (a: Anomaly): string => words.charts.anomalies.times(a.count / Math.max(1, a.threshold));

function twin(seen: readonly Anomaly[], nowMs: number): Twin {
  const t = words.table;
  return {
    caption: words.charts.anomalies.caption,
    columns: [t.source, t.protocol, t.packets, t.limit, t.ratio, t.first],
    rows: seen.map((a) => [
      visible(a.ip),
      PROTOCOL_NAMES[a.protocol],
      a.count,
      a.threshold,
      ratio(a),
      moment(a.firstMs, nowMs),
    ]),
  };
}

function tip(row: Row | undefined, nowMs: number): string[] {
  if (row === undefined) return [];
  return [
    visible(row.ip),
    ...row.found.map((a) =>
      words.charts.anomalies.tip(PROTOCOL_NAMES[a.protocol], full(a.count), full(a.threshold), ratio(a)),
    ),
    words.charts.anomalies.since(moment(Math.min(...row.found.map((a) => a.firstMs)), nowMs)),
  ];
}
