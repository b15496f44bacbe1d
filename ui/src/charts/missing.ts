// What is not in the numbers of a chart over time: stretches without data, and intervals that are lower bounds.
import { full, span } from "../format";
import { t } from "../i18n";
import type { Traffic } from "./data";
import type { Figure, Mark, Range } from "./figure";

/** Grey bands and hatched strips, in the time of the axis, which is `by` ahead of the clock. */
export function missing(traffic: Traffic, by: number): Mark[] {
  const gaps = traffic.gapsMs.map(([from, to]): Mark => ({
    kind: "gap",
    from: Math.max(from, traffic.fromMs) + by,
    to: to + by,
    text: t("charts.gap", { span: span(Math.max(1, Math.round((to - from) / 1000))) }),
  }));
  const losses = traffic.startsMs.flatMap((start, i): Mark[] => {
    const dropped = traffic.drops[i] ?? 0;
    const from = start + by;
    return dropped > 0 ? [{ kind: "loss", from, to: from + traffic.intervalS * 1000, text: lost(dropped) }] : [];
  });
  return [...gaps, ...losses];
}

/** Packets that were dropped in the intervals that meet this time. */
export const droppedIn = ({ startsMs, intervalS, drops }: Traffic, time: Range): number =>
  startsMs.reduce((sum, ms, i) => sum + (meet([ms, ms + intervalS * 1000], time) ? (drops[i] ?? 0) : 0), 0);

/** That, in words; nothing where nothing was dropped. */
export const lostLines = (dropped: number): string[] => (dropped > 0 ? [lost(dropped)] : []);

/** The word on one row of a file. */
export function wordOn(values: readonly (number | null)[], dropped: number): string {
  if (values.includes(null)) return t("sheet.gap");
  return dropped > 0 ? t("sheet.lower", { n: String(dropped) }) : t("sheet.complete");
}

const lost = (dropped: number): string => t("charts.dropped", { n: full(dropped) });

/** What is worst about the numbers between the ends of the axis: something is not there, or it is a lower bound. */
export function missingIn({ marks, frame }: Figure): "gap" | "lossy" | null {
  const { x } = frame;
  if (x?.time !== true) return null;
  const here = marks.filter((mark) => (mark.kind === "gap" || mark.kind === "loss") && meet([mark.from, mark.to], x.range));
  if (here.some(({ kind }) => kind === "gap")) return "gap";
  return here.length > 0 ? "lossy" : null;
}

const meet = (one: Range, other: Range): boolean => one[0] < other[1] && one[1] > other[0];
