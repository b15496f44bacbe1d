// What two sets of rules found in the same observations: how often each fired, and where they differ.
import { t } from "../i18n";
import type { AttackRow, EpisodeRow, Preview } from "../ipc";
import { protocolName } from "../protocol";

/** One time that something fired. */
export interface Firing {
  /** The same for what is the same thing. */
  key: string;
  layer: "smart" | "fixed";
  name: string;
  fromMs: number;
  toMs: number;
}

export interface Comparison {
  now: Firing[];
  tried: Firing[];
  /** Only with the tried rules. */
  added: Firing[];
  /** Only with the rules in force. */
  gone: Firing[];
  fromMs: number;
  toMs: number;
}

export function compare(now: Preview, tried: Preview): Comparison {
  const [before, after] = [firings(now), firings(tried)];
  const without = (some: Firing[], others: Firing[]) =>
    some.filter((one) => !others.some((other) => other.key === one.key && touches(one, other)));
  const all = [...before, ...after];
  return {
    now: before,
    tried: after,
    added: without(after, before),
    gone: without(before, after),
    fromMs: Math.min(tried.fromMs, ...all.map((one) => one.fromMs)),
    toMs: Math.max(tried.toMs, ...all.map((one) => one.toMs)),
  };
}

const touches = (a: Firing, b: Firing): boolean => a.fromMs <= b.toMs && b.fromMs <= a.toMs;

/** Everything that fired, oldest first. Intervals in a row above one limit are one time. */
export const firings = (preview: Preview): Firing[] =>
  [...preview.episodes.map((row) => episode(row, preview.toMs)), ...runs(preview.hits)].sort(
    (a, b) => a.fromMs - b.fromMs,
  );

const episode = (row: EpisodeRow, nowMs: number): Firing => ({
  key: `${row.kind} ${row.victim ?? row.source ?? ""}`,
  layer: "smart",
  name: t(`kind.${row.kind}`),
  fromMs: row.startMs,
  toMs: row.endMs ?? Math.max(nowMs, row.startMs),
});

function runs(hits: readonly AttackRow[]): Firing[] {
  const found: Firing[] = [];
  const last = new Map<string, Firing>();
  for (const hit of [...hits].sort((a, b) => a.startMs - b.startMs)) {
    const toMs = hit.startMs + hit.intervalS * 1000;
    const open = last.get(hit.protocol);
    if (open?.toMs === hit.startMs) {
      open.toMs = toMs;
      continue;
    }
    const name = t("attacks.kind", { name: protocolName(hit.protocol) });
    const run: Firing = { key: `limit ${hit.protocol}`, layer: "fixed", name, fromMs: hit.startMs, toMs };
    last.set(hit.protocol, run);
    found.push(run);
  }
  return found;
}
