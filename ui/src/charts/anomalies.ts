// Chart 3: sources above their limit, worst first.
import { full, moment, times } from "../format";
import { groupBy } from "../group";
import { JUDGED, protocolName, type Shown, showsJudged } from "../protocol";
import { visible } from "../text";
import { t } from "../i18n";
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
    name: protocolName(p),
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
    legend: kinds.map((p) => ({ key: p, name: protocolName(p), colour: palette.protocol[p], hatched: true })),
    get twin() {
      return twin(seen, nowMs);
    },
    summary: top[0]
      ? t("anomalies.summary", { count: sources.length, n: full(sources.length), worst: visible(top[0].ip) })
      : t("anomalies.empty"),
    empty: sources.length > 0 ? null : `${t("anomalies.empty")}\n${rules(limits)}`,
    titles: { x: t("anomalies.axis") },
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

function rules(limits: Limits): string {
  const on = JUDGED.filter((p) => limits[p].on).map((p) => `${protocolName(p)} ${full(limits[p].perSource)}`);
  return on.length === 0 ? t("attacks.noRules") : t("anomalies.rules", { list: on.join(", ") });
}

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

const ratio = (a: Anomaly): string => t("anomalies.times", { n: times(a.count / Math.max(1, a.threshold)) });

function twin(seen: readonly Anomaly[], nowMs: number): Twin {
  return {
    caption: t("anomalies.caption"),
    columns: [
      t("table.source"),
      t("table.protocol"),
      t("table.packets"),
      t("table.limit"),
      t("table.ratio"),
      t("table.first"),
    ],
    rows: seen.map((a) => [
      visible(a.ip),
      protocolName(a.protocol),
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
      t("anomalies.tip", {
        name: protocolName(a.protocol),
        n: full(a.count),
        limit: full(a.threshold),
        ratio: ratio(a),
      }),
    ),
    t("anomalies.since", { time: moment(Math.min(...row.found.map((a) => a.firstMs)), nowMs) }),
  ];
}
