// What detection found, as parts of a chart: packets in each interval, and a bracket from begin to end.
import { clock, full, perSecond } from "../format";
import { t } from "../i18n";
import type { Protocol } from "../protocol";
import { visible } from "../text";
import type { Episode, Kind } from "./data";
import type { Bracket, Range } from "./figure";

/** Brackets in more rows than this would press the bars flat; what has no row shares the last one. */
const LANES = 3;

/** Part of the plot's height that one row takes. */
export const LANE_SHARE = 0.12;

/** About the width of a letter, and of the plot in a window of 900 pixels: words must not run into one another, nor out of
 * the plot. */
const [LETTER_PX, PLOT_PX] = [6, 335];

/** One kind in one protocol. */
export interface Group {
  kind: Kind;
  protocol: Protocol;
  episodes: Episode[];
}

export function groups(episodes: readonly Episode[]): Group[] {
  const found = new Map<string, Group>();
  for (const episode of episodes) {
    const key = `${episode.kind} ${episode.protocol}`;
    const group = found.get(key) ?? { kind: episode.kind, protocol: episode.protocol, episodes: [] };
    group.episodes.push(episode);
    found.set(key, group);
  }
  return [...found.values()];
}

/** Starts of the intervals in the range that an episode touches, with its packets spread evenly over its length. */
export function cells(episodes: readonly Episode[], intervalMs: number, [from, to]: Range): Map<number, number> {
  const packets = new Map<number, number>();
  for (const { startMs, endMs, packets: all } of episodes) {
    const end = Math.max(endMs ?? to, startMs + 1);
    const first = Math.floor(Math.max(startMs, from) / intervalMs) * intervalMs;
    for (let at = first; at < Math.min(end, to); at += intervalMs) {
      const part = (Math.min(at + intervalMs, end) - Math.max(at, startMs)) / (end - startMs);
      packets.set(at, (packets.get(at) ?? 0) + part * all);
    }
  }
  for (const [at, n] of packets) packets.set(at, Math.round(n));
  return packets;
}

/** Episodes as brackets in rows; `by` shifts them to the local time of the axis. */
export function brackets(episodes: readonly Episode[], range: Range, by: number): Bracket[] {
  const perPx = (range[1] - range[0]) / PLOT_PX;
  const lanes: number[] = [];
  const placed: Bracket[] = [];
  const rest: Episode[] = [];
  const inView = episodes.filter((e) => (e.endMs ?? range[1]) >= range[0] && e.startMs <= range[1]);
  for (const episode of [...inView].sort((a, b) => a.startMs - b.startMs)) {
    const text = t(`kind.${episode.kind}`);
    const letters = (text.length * LETTER_PX + 12) * perPx;
    const from = Math.max(range[0], episode.startMs);
    const to = Math.min(range[1], episode.endMs ?? range[1]);
    const words = to - from >= letters ? "in" : to + letters <= range[1] ? "behind" : "before";
    const begin = words === "before" ? from - letters : from;
    const free = lanes.findIndex((end) => end <= begin);
    const lane = free >= 0 ? free : lanes.length;
    if (lane >= LANES) {
      rest.push(episode);
      continue;
    }
    lanes[lane] = words === "behind" ? to + letters : to;
    placed.push({ ...bracket(episode, lane, by, [from, to]), text, words });
  }
  const [first, ...others] = rest;
  if (first === undefined) return placed;
  const last = others.reduce((end, e) => Math.max(end, e.endMs ?? range[1]), first.endMs ?? range[1]);
  const all = bracket(first, LANES, by, [Math.max(range[0], first.startMs), Math.min(range[1], last)]);
  const text = t("attacks.moreBrackets", { count: rest.length, n: full(rest.length) });
  return [...placed, { ...all, id: null, text, words: all.to - by < (range[0] + range[1]) / 2 ? "behind" : "before" }];
}

const bracket = (e: Episode, lane: number, by: number, [from, to]: Range): Bracket => ({
  kind: "bracket",
  from: from + by,
  to: to + by,
  open: e.endMs === null,
  detected: e.detectedMs + by,
  lane,
  text: "",
  words: "in",
  severe: e.severity === "high" || e.severity === "critical",
  quiet: e.muted || e.falseAlarm !== null,
  id: e.id,
});

export const lanesOf = (marks: readonly Bracket[]): number =>
  marks.reduce((most, mark) => Math.max(most, mark.lane + 1), 0);

/** What the pointer on an episode tells. */
export const lines = (e: Episode): string[] => [
  t("attacks.tipKind", { severity: t(`severity.${e.severity}`), kind: t(`kind.${e.kind}`) }),
  visible(e.sentence),
  e.endMs === null
    ? t("evidence.goesOn", { from: clock(e.startMs) })
    : t("evidence.when", { from: clock(e.startMs), to: clock(e.endMs) }),
  t("attacks.tipPackets", { n: full(e.packets), rate: perSecond(e.peakPerS) }),
  t("attacks.smart"),
];

/** The episodes of a group in one interval, newest first. */
export const within = ({ episodes }: Group, atMs: number, intervalMs: number): Episode[] =>
  episodes.filter((e) => e.startMs < atMs + intervalMs && (e.endMs ?? Number.POSITIVE_INFINITY) > atMs);
