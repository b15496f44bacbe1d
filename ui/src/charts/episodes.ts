// What detection found, as parts of a chart: packets in each interval, and a bracket from begin to end.
import { clock, full, perSecond } from "../format";
import { t } from "../i18n";
import type { Protocol } from "../protocol";
import { visible } from "../text";
import { type Episode, type Kind, SEVERITIES } from "./data";
import type { Bracket, Range } from "./figure";

/** Rows of text in a plot of a window of 800 pixels: a bracket takes one. */
export const USUAL_ROWS = 13;

/** Brackets in more rows than these would press the bars flat; what has no row shares one more. */
const lanesIn = (rows: number): number => (rows < 10 ? 2 : 3);

/** Room above the bars, as a part of theirs: the rows of the brackets and what their diamonds reach over, at most as much. */
export function headroomOf(marks: readonly Bracket[], rows: number): number {
  const lanes = marks.reduce((most, mark) => Math.max(most, mark.lane + 1), 0);
  const part = lanes === 0 ? 0 : Math.min((lanes + 0.5) / rows, 0.5);
  return part / (1 - part);
}

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

/** Episodes as brackets; `by` shifts them to the local time of the axis, and the plot has so many rows of text. */
export function brackets(episodes: readonly Episode[], range: Range, by: number, rows: number): Bracket[] {
  const most = lanesIn(rows);
  const lanes: Range[][] = [];
  const placed: Bracket[] = [];
  const rest: Episode[] = [];
  const inView = episodes.filter((e) => (e.endMs ?? range[1]) >= range[0] && e.startMs <= range[1]);
  for (const episode of inView.sort(byWeight)) {
    const text = t(`kind.${episode.kind}`);
    const [from, to]: Range = [Math.max(range[0], episode.startMs), Math.min(range[1], episode.endMs ?? range[1])];
    const { words, begin, end } = withWords(text, [from, to], range);
    const free = lanes.findIndex((taken) => taken.every(([a, b]) => end <= a || b <= begin));
    const lane = free >= 0 ? free : lanes.length;
    if (lane >= most) {
      rest.push(episode);
      continue;
    }
    (lanes[lane] ??= []).push([begin, end]);
    placed.push({ ...bracket(episode, lane, by, [from, to]), text, words });
  }
  const [first] = rest.sort((a, b) => a.startMs - b.startMs);
  if (first === undefined) return placed;
  const last = Math.max(...rest.map((e) => e.endMs ?? range[1]));
  const span: Range = [Math.max(range[0], first.startMs), Math.min(range[1], last)];
  const text = t("attacks.moreBrackets", { count: rest.length, n: full(rest.length) });
  const alike = { open: rest.some(isOpen), severe: rest.some(isSevere), quiet: rest.every(isQuiet) };
  return [...placed, { ...bracket(first, most, by, span), ...alike, id: null, text, words: withWords(text, span, range).words }];
}

/** Where the words of a bracket from `from` to `to` have room, and where it begins and ends with them. */
function withWords(text: string, [from, to]: Range, range: Range): Pick<Bracket, "words"> & { begin: number; end: number } {
  const letters = ((text.length * LETTER_PX + 12) * (range[1] - range[0])) / PLOT_PX;
  if (to - from >= letters) return { words: "in", begin: from, end: to };
  if (to + letters <= range[1]) return { words: "behind", begin: from, end: to + letters };
  return { words: "before", begin: from - letters, end: to };
}

/** The worst first, of equals those that go on, and then from left to right: they have a row before the others. */
function byWeight(a: Episode, b: Episode): number {
  const rank = (e: Episode) => 2 * SEVERITIES.indexOf(e.severity) + (isOpen(e) ? 0 : 1);
  return rank(a) - rank(b) || a.startMs - b.startMs;
}

const isOpen = (e: Episode): boolean => e.endMs === null;
const isSevere = (e: Episode): boolean => e.severity === "high" || e.severity === "critical";
const isQuiet = (e: Episode): boolean => e.muted || e.falseAlarm !== null;

const bracket = (e: Episode, lane: number, by: number, [from, to]: Range): Bracket => ({
  kind: "bracket",
  from: from + by,
  to: to + by,
  open: isOpen(e),
  detected: e.detectedMs + by,
  lane,
  text: "",
  words: "in",
  severe: isSevere(e),
  quiet: isQuiet(e),
  id: e.id,
});

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
