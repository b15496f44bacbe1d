// Chart 3: sources above their limit and sources of what detection found, worst first.
import { full, iso, moment, times } from "../format";
import { groupBy } from "../group";
import { JUDGED, type Judged, protocolName, type Shown, showsJudged } from "../protocol";
import { visible } from "../text";
import { t } from "../i18n";
import { crowd } from "./crowd";
import type { Anomaly, Episode, Limits } from "./data";
import type { Cell, Figure, LegendItem, Mark, Twin } from "./figure";
import type { Palette } from "./palette";
import { rowFrame, rowName, type Series, spread } from "./rows";

interface Input {
  anomalies: readonly Anomaly[];
  episodes: readonly Episode[];
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
  /** Those of which this address sends most. */
  episodes: Episode[];
}

/** Both: a fixed limit and detection; the pattern tells. */
const LAYERS = ["smart", "both", "fixed"] as const;
type Layer = (typeof LAYERS)[number];
const HATCH = { smart: false, both: "cross", fixed: true } as const;

const SEVERITIES = ["critical", "high", "medium", "low", "info"] as const;

export function figure({ anomalies, episodes, limits, shown, palette, atLeast, rows, nowMs }: Input): Figure {
  const sources = ranked(anomalies, episodes, shown);
  const top = sources.slice(0, rows);
  const many = sources.length > 0 ? null : crowd(episodes, shown);
  const series = LAYERS.flatMap((layer) =>
    JUDGED.map((protocol) => ({ layer, protocol, values: top.map((row) => value(row, protocol, layer)) })),
  ).filter(({ values }) => values.some((n) => n > 0));
  const frame = rowFrame(
    top.map((row) => rowName(row.ip)),
    series.map(({ layer, protocol, values }): Series => ({
      name: seriesName(protocol, layer),
      colour: palette.protocol[protocol],
      hatched: HATCH[layer],
      values,
    })),
    atLeast,
    palette,
  );
  return {
    frame,
    marks: top.flatMap((row, i) => limitTicks(row, i)),
    // Colours first, then patterns: as one list of both it would be too long to read.
    legend: [
      ...JUDGED.filter((p) => series.some((one) => one.protocol === p)).map((p): LegendItem => ({
        key: `row-${p}`,
        name: protocolName(p),
        colour: palette.protocol[p],
      })),
      ...LAYERS.filter((layer) => series.some((one) => one.layer === layer)).map((layer): LegendItem => ({
        key: layer,
        name: t(`anomalies.pattern.${layer}`),
        colour: palette.dim,
        hatched: HATCH[layer],
      })),
    ],
    get twin() {
      return twin(sources, (ms) => moment(ms, nowMs), ratio);
    },
    get sheet() {
      return twin(sources, iso, (a) => Math.round(100 * above(a)) / 100);
    },
    summary: top[0]
      ? t("anomalies.summary", { count: sources.length, n: full(sources.length), worst: visible(top[0].ip) })
      : (many?.sentence ?? t("anomalies.empty")),
    empty: sources.length > 0 ? null : [many?.sentence ?? t("anomalies.empty"), rules(limits)].join("\n"),
    ...(many === null ? {} : { emptyLink: { text: many.link, episode: many.episode } }),
    spread: spread(top.map(packetsOf)),
    titles: { x: t("anomalies.axis") },
    reach: "source",
    pick: ({ point }) => (top[point] === undefined ? null : `src ${top[point].ip}`),
    tip: (spot) => tip(top[spot.point], nowMs),
    episode: (spot) => top[spot.point]?.episodes[0]?.id ?? null,
  };
}

/** The most rows that the chart shows, however high it is. */
export const MOST_ROWS = 10;

/** Sources of the worst episodes first, then those above a limit in the order of the core: furthest above first. */
function ranked(anomalies: readonly Anomaly[], episodes: readonly Episode[], shown: Shown): Row[] {
  const worst = episodes
    .filter((e) => e.source !== null && showsJudged(shown, e.protocol) && !e.muted && e.falseAlarm === null)
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || b.startMs - a.startMs);
  const byIp = new Map<string, Row>();
  for (const episode of worst) {
    const ip = episode.source ?? "";
    const row = byIp.get(ip) ?? { ip, found: [], episodes: [] };
    row.episodes.push(episode);
    byIp.set(ip, row);
  }
  for (const [ip, found] of groupBy(
    anomalies.filter((a) => showsJudged(shown, a.protocol)),
    (a) => a.ip,
  )) {
    const row = byIp.get(ip);
    if (row) row.found = found;
    else byIp.set(ip, { ip, found, episodes: [] });
  }
  return [...byIp.values()];
}

const judgedAs = (protocol: Episode["protocol"]): Judged => (protocol === "arp" ? "other" : protocol);

/** Packets of its episodes, and its own above the limit: the same packets, so the greater of the two. */
function parts(row: Row, protocol: Judged): { packets: number; layer: Layer } | null {
  const above = row.found.find((a) => a.protocol === protocol)?.count ?? 0;
  const own = row.episodes.filter((e) => judgedAs(e.protocol) === protocol);
  if (own.length === 0) return above === 0 ? null : { packets: above, layer: "fixed" };
  const packets = own.reduce((sum, e) => sum + e.packets, 0);
  return { packets: Math.max(packets, above), layer: above > 0 ? "both" : "smart" };
}

function value(row: Row, protocol: Judged, layer: Layer): number {
  const part = parts(row, protocol);
  return part?.layer === layer ? part.packets : 0;
}

export function peak(anomalies: readonly Anomaly[], episodes: readonly Episode[], shown: Shown): number {
  return Math.max(0, ...ranked(anomalies, episodes, shown).map(packetsOf));
}

const packetsOf = (row: Row): number => JUDGED.reduce((all, p) => all + (parts(row, p)?.packets ?? 0), 0);

const seriesName = (protocol: Judged, layer: Layer): string =>
  t(`anomalies.layer.${layer}`, { name: protocolName(protocol) });

function rules(limits: Limits): string {
  const list = JUDGED.filter((p) => limits[p].on)
    .map((p) => `${protocolName(p)} ${full(limits[p].perSource)}`)
    .join(", ");
  return list === "" ? t("attacks.noRules") : t("anomalies.rules", { list });
}

/** Where each part of the bar crosses its limit, in the order in which the parts are stacked. */
function limitTicks(row: Row, at: number): Mark[] {
  let from = 0;
  return LAYERS.flatMap((layer) =>
    JUDGED.flatMap((protocol): Mark[] => {
      const packets = value(row, protocol, layer);
      if (packets === 0) return [];
      const limit = row.found.find((a) => a.protocol === protocol)?.threshold;
      const start = from;
      from += packets;
      return limit === undefined ? [] : [{ kind: "row-limit", row: at, at: start + limit }];
    }),
  );
}

const above = (a: Anomaly): number => a.count / Math.max(1, a.threshold);

const ratio = (a: Anomaly): string => t("anomalies.times", { n: times(above(a)) });

function twin(rows: readonly Row[], timeOf: (ms: number) => string, ratioOf: (a: Anomaly) => Cell): Twin {
  return {
    caption: t("anomalies.caption"),
    columns: [
      t("table.source"),
      t("table.protocol"),
      t("table.layer"),
      t("table.packets"),
      t("table.limit"),
      t("table.ratio"),
      t("table.first"),
    ],
    rows: rows.flatMap((row) => [
      ...row.episodes.map((e) => [
        visible(row.ip),
        protocolName(e.protocol),
        t(`kind.${e.kind}`),
        e.packets,
        null,
        null,
        timeOf(e.startMs),
      ]),
      ...row.found.map((a) => [
        visible(a.ip),
        protocolName(a.protocol),
        t("attacks.fixed"),
        a.count,
        a.threshold,
        ratioOf(a),
        timeOf(a.firstMs),
      ]),
    ]),
  };
}

function tip(row: Row | undefined, nowMs: number): string[] {
  if (row === undefined) return [];
  return [
    visible(row.ip),
    ...row.episodes.map((e) => t("anomalies.episode", { kind: t(`kind.${e.kind}`), n: full(e.packets) })),
    ...row.found.map((a) =>
      t("anomalies.tip", {
        name: protocolName(a.protocol),
        n: full(a.count),
        limit: full(a.threshold),
        ratio: ratio(a),
      }),
    ),
    t("anomalies.since", {
      time: moment(Math.min(...row.found.map((a) => a.firstMs), ...row.episodes.map((e) => e.startMs)), nowMs),
    }),
  ];
}
