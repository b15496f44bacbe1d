// What the quality strip says: each number with its meaning, when it happened, and what can be done about it.
import { bytes, count, full, moment, share, span } from "../format";
import { t } from "../i18n";
import type { Quality } from "../ipc";
import { visible } from "../text";

/** What the button of an item does. */
export type Act = "ring" | "filter" | "slower" | "interface" | "settings";

export interface Item {
  id: string;
  text: string;
  /** Behind a number that is read alone. */
  unit?: string;
  /** Sentences: what it means, and when it was. */
  about: readonly string[];
  /** What to do. */
  cure?: string;
  act?: Act;
  /** The moment that the charts can show, in ms. */
  at?: number;
  /** Something is missing here. */
  bad: boolean;
}

export interface Around {
  /** All that were counted. */
  packets: number;
  /** The engine at work. */
  engine: string | null;
  /** The packet ring is chosen for the next start. */
  ringChosen: boolean;
  autoRefreshS: number;
  runs: boolean;
  /** A capture file is shown. */
  isFile: boolean;
  nowMs: number;
}

/** With this the window asks as seldom as it can. */
export const SLOWEST_S = 5;

/** The engine at work, as it is called in the window. */
export const engineName = (engine: string): string => (engine === "packet ring" ? t("quality.ring") : visible(engine));

/** The items beside the word, in their fixed order. */
export function itemsOf(q: Quality, around: Around): Item[] {
  const all = [dropped(q, around), cut(q, around), merged(q, around), gaps(q, around), ...damaged(q)];
  return [...all, exact(q, around), ...oneWay(q), ...coverage(q)];
}

/** The word of them all. That it is partial says what is. */
export function wordItem({ word }: Pick<Quality, "word">, items: readonly Item[]): Item {
  const list = items.filter((item) => item.bad).map(({ text, unit }) => (unit === undefined ? text : `${text} ${unit}`));
  const hint = word === "partial" ? t("quality.wordHint.partial", { list: list.join(", ") }) : t(`quality.wordHint.${word}`);
  return {
    id: "word",
    text: t(`quality.word.${word}`),
    about: [hint],
    bad: false,
    ...(word === "none" || word === "stale" ? { cure: t(`quality.wordCure.${word}`) } : {}),
    ...(word === "oneWay" ? { cure: t("quality.oneWayCure"), act: "interface" } : {}),
  };
}

function dropped(q: Quality, around: Around): Item {
  const { kernelDrops: n } = q;
  const some = n > 0;
  const part = t("quality.droppedShare", { share: share(n, n + around.packets) });
  return {
    id: "dropped",
    text: q.countsDrops ? full(n) : "–",
    unit: t("quality.dropped"),
    about: [q.countsDrops ? t("quality.droppedHint") : t("quality.droppedUnknown"), ...(some ? [part] : []), ...last(q.droppedMs, around)],
    bad: some,
    ...(some ? { ...moreRoom(around), ...shown(q.droppedMs) } : {}),
  };
}

/** What keeps up with more packets. */
function moreRoom({ engine, ringChosen, runs, isFile }: Around): Pick<Item, "cure" | "act"> {
  if (isFile) return {};
  if (engine === "pnet") return ringChosen ? { cure: t("quality.ringChosen") } : { cure: t("quality.ringCure"), act: "ring" };
  // The field cannot be written in while a capture runs.
  return { cure: t("quality.filterCure"), ...(runs ? {} : { act: "filter" as const }) };
}

const cut = (q: Quality, around: Around): Item => ({
  id: "cut",
  text: t("quality.cut", { n: count(q.truncated) }),
  about: [t("quality.cutHint"), ...last(q.cutMs, around)],
  bad: q.truncated > 0,
  ...(q.truncated > 0 ? { cure: t("quality.cutCure"), ...shown(q.cutMs) } : {}),
});

function merged(q: Quality, around: Around): Item {
  const slow = around.autoRefreshS === 0 || around.autoRefreshS >= SLOWEST_S;
  const cure: Partial<Item> = slow ? { cure: t("quality.slowest") } : { cure: t("quality.slowerCure"), act: "slower" };
  return {
    id: "merged",
    text: t("quality.merged", { n: count(q.mergedTicks) }),
    about: [t("quality.mergedHint"), ...last(q.mergedMs, around)],
    bad: q.mergedTicks > 0,
    ...(q.mergedTicks > 0 ? { ...cure, ...shown(q.mergedMs) } : {}),
  };
}

function gaps({ gaps: n, gapS, gapMs }: Quality, { nowMs }: Around): Item {
  const ended = gapMs === null ? [] : [t("quality.lastGap", { time: moment(gapMs, nowMs) })];
  return {
    id: "gaps",
    text: n === 0 ? t("quality.noGaps") : t("quality.gaps", { count: n, n: full(n), span: span(gapS) }),
    about: [t("quality.gapsHint"), ...ended],
    bad: n > 0,
    ...(n > 0 ? { cure: t("quality.gapsCure"), ...shown(gapMs) } : {}),
  };
}

function damaged({ problems }: Quality): Item[] {
  const n = problems.reduce((sum, p) => sum + p.packets, 0);
  if (n === 0) return [];
  const list = problems.map((p) => t("quality.problem", { name: visible(p.name), n: full(p.packets) }));
  return [
    { id: "damaged", text: t("quality.damaged", { n: count(n) }), about: list, cure: t("quality.damagedCure"), bad: false },
  ];
}

function exact(q: Quality, around: Around): Item {
  const { sourcesExact: is, estimatedMs } = q;
  return {
    id: "exact",
    text: is ? t("quality.exact") : t("quality.estimated"),
    about: is
      ? [t("quality.exactHint")]
      : [
          t("quality.estimatedHint"),
          ...(estimatedMs === null ? [] : [t("quality.since", { time: moment(estimatedMs, around.nowMs) })]),
        ],
    bad: !is,
    ...(is ? {} : { ...moreRoom({ ...around, engine: null }), ...shown(estimatedMs) }),
  };
}

const oneWay = (q: Quality): Item[] =>
  q.oneWay
    ? [{ id: "one-way", text: t("quality.oneWay"), about: [t("quality.oneWayHint")], cure: t("quality.oneWayCure"), act: "interface", bad: true }]
    : [];

function coverage({ coverage: seen }: Quality): Item[] {
  if (seen === null) return [];
  const { captured, counted, spanS } = seen;
  // The two counts are not read in the same instant.
  const part = share(Math.min(captured, counted), counted);
  const filling = { span: span(spanS), counted: bytes(counted), captured: bytes(captured) };
  return [
    {
      id: "coverage",
      text: t("quality.coverage", { share: part }),
      about: [t("quality.coverageHint", filling)],
      cure: t("quality.coverageCure"),
      bad: false,
    },
  ];
}

const last = (ms: number | null, { nowMs }: Around): string[] =>
  ms === null ? [] : [t("quality.last", { time: moment(ms, nowMs) })];

const shown = (ms: number | null): Pick<Item, "at"> => (ms === null ? {} : { at: ms });
