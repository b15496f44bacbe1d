// The rules for limits, as the core has them, in words for the person at the field.
import { full } from "../format";
import type { Thresholds } from "../ipc";
import { type Judged, JUDGED } from "../protocol";
import { INTERVALS_S } from "../scope";
import { t } from "../i18n";

export const MAX_LIMIT = 1_000_000_000;
export const MAX_CONSECUTIVE = 100;

const limit = (perInterval: number, perSource: number) => ({ on: true, perInterval, perSource });

/** Quiet on ordinary desktop traffic; the core says where these numbers come from. */
export const DEFAULT_LIMITS: Thresholds = {
  preset: "default",
  intervalS: 5,
  consecutive: 1,
  sourceWindow: "interval",
  tcp: limit(10_000, 5000),
  udp: limit(5000, 2500),
  icmp: limit(500, 250),
  other: limit(1000, 500),
};

/** Very sensitive: the values of the dashboards that came before. */
export const CLASSIC_LIMITS: Thresholds = {
  preset: "classic",
  intervalS: 5,
  consecutive: 5,
  sourceWindow: "capture",
  tcp: limit(10, 50),
  udp: limit(10, 30),
  icmp: limit(10, 20),
  other: limit(10, 10),
};

/** Only what hardly any desktop does. */
export const QUIET_LIMITS: Thresholds = {
  preset: "quiet",
  intervalS: 5,
  consecutive: 2,
  sourceWindow: "interval",
  tcp: limit(30_000, 15_000),
  udp: limit(15_000, 7500),
  icmp: limit(1500, 750),
  other: limit(3000, 1500),
};

/** What is wrong with a number that somebody wrote, or null. */
export function badNumber(
  value: number | string,
  most: number,
  sentence: (n: string, most: string) => string,
): string | null {
  if (typeof value !== "number" || !Number.isInteger(value)) return t("bad.number");
  return value >= 1 && value <= most ? null : sentence(full(value), full(most));
}

export const badLimit = (value: number | string): string | null =>
  badNumber(value, MAX_LIMIT, (n, most) => t("bad.limit", { n, most }));

export const badConsecutive = (value: number | string): string | null =>
  badNumber(value, MAX_CONSECUTIVE, (n, most) => t("bad.consecutive", { n, most }));

/** Everything that is wrong with a set of limits. */
export function badThresholds(limits: Thresholds): string[] {
  const each = JUDGED.flatMap((p: Judged) => [badLimit(limits[p].perInterval), badLimit(limits[p].perSource)]);
  const interval = INTERVALS_S.some((s) => s === limits.intervalS)
    ? null
    : t("bad.interval", { n: full(limits.intervalS) });
  return [...each, badConsecutive(limits.consecutive), interval].filter((sentence) => sentence !== null);
}

/** The same limits with a change made by hand: no preset any more. */
export const byHand = (t: Thresholds, change: Partial<Thresholds>): Thresholds => ({
  ...t,
  ...change,
  preset: "custom",
});
