// The numbers of the evidence card, and the card as plain text.
import { bits, bytes, clock, clockMicros, full, MISSING, perSecond, share } from "../format";
import { t } from "../i18n";
import type { Distinct, EpisodeSeries, EpisodeView, PacketRow, Reason } from "../ipc";
import { protocolName } from "../protocol";
import { visible } from "../text";
import { place } from "./place";
import { began, course, lasted, whom } from "./rows";
import { sentence } from "./sentence";

/** Why the threshold is what it is: "60: the rule's own lower limit". */
export const threshold = (reason: Reason): string =>
  t("evidence.originOf", { n: full(reason.threshold), origin: t(`origin.${reason.origin}`) });

/** How many sent it, as far as that is known. */
export function whoText({ row: { attribution }, distinctSources: n }: EpisodeView): string {
  return attribution === "few" && n.count > 1 ? t("attribution.fewOf", { n: distinct(n) }) : t(`attribution.${attribution}`);
}

export const distinct = ({ count, estimated }: Distinct): string =>
  estimated ? t("evidence.estimate", { n: full(count) }) : full(count);

export const usual = (reason: Reason): string =>
  reason.baseline === null ? t("evidence.unknown") : full(reason.baseline);

/** From the first packet of it to the alert. */
export const detectedAfter = ({ row }: EpisodeView): string =>
  t("evidence.detected", { span: lasted(row.detectedMs - row.startMs) });

export interface Count {
  startMs: number;
  packets: number;
}

/** The seconds around the alert in intervals of 5 s that begin at whole ones; both ends may hold fewer seconds. */
export function per5s(series: EpisodeSeries): Count[] {
  const counts: Count[] = [];
  for (const [i, packets] of series.packets.entries()) {
    const startMs = Math.floor((series.fromMs + i * 1000) / 5000) * 5000;
    const last = counts.at(-1);
    if (last?.startMs === startMs) last.packets += packets;
    else counts.push({ startMs, packets });
  }
  return counts;
}

/** Sources that are counted and have no row of their own. */
export const moreSources = ({ distinctSources, sources }: EpisodeView): number =>
  Math.max(0, distinctSources.count - sources.length);

export function answered(view: EpisodeView): string | null {
  if (view.answered === null) return null;
  const part = Math.min(1, Math.max(0, view.answered));
  return t("evidence.notAnswered", { share: share(part, 1), rest: share(1 - part, 1) });
}

/** Name and value of what there is to say in one line each. */
export function facts(view: EpisodeView, nowMs: number): [string, string][] {
  const { row } = view;
  const reply = answered(view);
  const target = place(row.victim, row.port);
  return [
    ...(target === "" ? [] : [pair(t("evidence.target"), target)]),
    pair(t("evidence.protocol"), protocolName(row.protocol)),
    ...(view.service === null ? [] : [pair(t("evidence.service"), visible(view.service))]),
    pair(t("evidence.packets"), full(row.packets)),
    pair(t("evidence.volume"), bytes(row.bytes)),
    pair(t("evidence.peak"), t("evidence.peakAt", { rate: perSecond(row.peakPerS), time: clock(view.peakMs) })),
    pair(t("evidence.bitRate"), bits(view.bitsPerS).join("\u202f")),
    pair(t("evidence.mean"), view.meanBytes > 0 ? bytes(view.meanBytes) : MISSING),
    ...(reply === null ? [] : [pair(t("evidence.answered"), reply)]),
    ...counted(t("evidence.sources"), view.distinctSources),
    ...counted(t("evidence.ports"), view.distinctPorts),
    ...counted(t("evidence.hosts"), view.distinctHosts),
    pair(t("alerts.filterState"), course(row, nowMs)),
  ];
}

const pair = (name: string, value: string): [string, string] => [name, value];
const counted = (name: string, n: Distinct): [string, string][] => (n.count > 0 ? [[name, distinct(n)]] : []);

export const header = (p: PacketRow): string =>
  [
    clockMicros(p.timeUs),
    `${place(p.source, p.sourcePort)} → ${place(p.destination, p.destinationPort)}`,
    visible(p.name),
    bytes(p.length),
    visible(p.info),
  ]
    .filter(Boolean)
    .join("  ");

/** All of it, for a bug report or a mail to the provider. */
export function asText(view: EpisodeView, nowMs: number): string {
  const { row } = view;
  const list = (title: string, lines: string[]) => (lines.length === 0 ? [] : ["", `${title}:`, ...lines]);
  return [
    `${t(`severity.${row.severity}`)}: ${t(`kind.${row.kind}`)} ${whom(row)}`.trim(),
    sentence(row),
    `${began(row, nowMs)}, ${course(row, nowMs)}, ${detectedAfter(view)} (${t("evidence.smart")})`,
    new Date(row.startMs).toISOString(),
    ...list(
      t("evidence.why"),
      view.reasons.map(
        (r) =>
          `- ${t(`statistic.${r.statistic}`)}: ${full(r.value)} (${full(r.peak)}); ${threshold(r)}; ` +
          `${t("evidence.columns.usual")}: ${usual(r)}`,
      ),
    ),
    ...list(
      t("evidence.facts"),
      facts(view, nowMs).map(([name, value]) => `- ${name}: ${value}`),
    ),
    ...list(
      t("evidence.who"),
      [whoText(view)].concat(
        view.sources.map((s) => `- ${visible(s.ip)}  ${full(s.packets)}  ${share(s.share ?? 0, 1)}`),
      ),
    ),
    ...list(
      t("evidence.topPorts"),
      view.ports.map((p) => `- ${p.port}  ${full(p.packets)}`),
    ),
    ...list(
      t("evidence.per5s"),
      per5s(view.series).map((c) => `- ${clock(c.startMs)}  ${full(c.packets)}`),
    ),
    ...list(t("evidence.quality"), quality(view)),
    ...list(t("packets.title"), view.headers.map(header)),
    "",
  ].join("\n");
}

/** What is missing in the numbers, in sentences; that nothing is, in one. */
export function quality(view: EpisodeView): string[] {
  const { dropped, oneWay } = view.row;
  return [
    dropped > 0 ? t("evidence.lossy", { n: full(dropped) }) : t("evidence.complete"),
    ...(oneWay ? [t("evidence.oneWay")] : []),
  ];
}
