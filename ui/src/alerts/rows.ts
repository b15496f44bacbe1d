// Alerts in words: states, lengths, places; and which of them a list shows.
import { SEVERITIES } from "../charts/data";
import { duration, full, moment, span, times } from "../format";
import { t } from "../i18n";
import type { EpisodeKind, EpisodeRow, Severity, Snapshot } from "../ipc";
import { type Shown, showsJudged } from "../protocol";
import { visible } from "../text";
import { place } from "./place";

export { SEVERITIES };

export const KINDS = [
  "syn_flood",
  "udp_flood",
  "udp_amplification",
  "icmp_flood",
  "tcp_flag_flood",
  "tcp_reflection",
  "other_flood",
  "storm",
  "port_scan",
  "host_sweep",
  "connection_flood",
  "slowloris",
  "volume",
] as const satisfies readonly EpisodeKind[];

export type AlertState = "open" | "ended" | "muted" | "falseAlarm";

export function stateOf(row: EpisodeRow): AlertState {
  if (row.falseAlarm !== null) return "falseAlarm";
  if (row.muted) return "muted";
  return row.endMs === null ? "open" : "ended";
}

/** Whether anybody should be told of it. */
export const isOpen = (row: EpisodeRow): boolean => stateOf(row) === "open";

/** A length of time that may be less than a second: 0.4 s, 9 s, 00:02:11. */
export function lasted(ms: number): string {
  const s = Math.max(0, ms) / 1000;
  if (s >= 60) return duration(ms);
  return s >= 9.95 || s === Math.round(s) ? span(Math.round(s)) : t("units.seconds", { n: times(Math.max(0.1, s)) });
}

/** The one line below an alert's name: who is hit, or who does it. */
export function whom(row: EpisodeRow): string {
  const search = row.kind === "port_scan" || row.kind === "host_sweep";
  const from = row.source === null ? "" : t("alerts.from", { name: visible(row.source) });
  const to = row.victim === null ? "" : t("alerts.to", { name: place(row.victim, row.port) });
  return (search ? [from, to] : [to, from]).filter(Boolean).join(" ");
}

/** How long something goes on: after the first minute only minutes are told, so that nothing ticks beside what counts. */
function lasting(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return lasted(ms);
  const hours = Math.floor(minutes / 60);
  const rest = t("units.minutes", { n: full(minutes % 60) });
  return hours === 0 ? rest : `${t("units.hours", { n: full(hours) })} ${rest}`;
}

/** "open for 12 s", "ended after 9 s", and what a mute or a false alarm adds. */
export function course(row: EpisodeRow, nowMs: number): string {
  const state = stateOf(row);
  const time =
    row.endMs === null
      ? t("alerts.openFor", { span: lasting(Math.max(nowMs, row.startMs) - row.startMs) })
      : t("alerts.endedAfter", { span: lasted(row.endMs - row.startMs) });
  return state === "open" || state === "ended" ? time : `${time} · ${t(`alerts.state.${state}`)}`;
}

export const began = (row: EpisodeRow, nowMs: number): string => moment(row.startMs, nowMs);

export interface Filter {
  kind: EpisodeKind | null;
  /** This one and above. */
  severity: Severity | null;
  state: "all" | "open" | "ended" | "muted";
  address: string;
}

export const NO_FILTER: Filter = { kind: null, severity: null, state: "all", address: "" };

/** Those that match: what goes on, then what ended, the newest first; of the same second, as it is shown, the worst. */
export function matching(rows: readonly EpisodeRow[], filter: Filter, shown: Shown): EpisodeRow[] {
  const wanted = filter.address.trim().toLowerCase();
  const least = filter.severity === null ? SEVERITIES.length : SEVERITIES.indexOf(filter.severity);
  const found = rows.filter((row) => {
    const state = stateOf(row);
    return (
      showsJudged(shown, row.protocol) &&
      (filter.kind === null || row.kind === filter.kind) &&
      SEVERITIES.indexOf(row.severity) <= least &&
      (filter.state === "all" || filter.state === (state === "falseAlarm" ? "muted" : state)) &&
      (wanted === "" || [row.victim, row.source].some((ip) => ip?.toLowerCase().includes(wanted) === true))
    );
  });
  const age = (row: EpisodeRow) => -Math.floor(row.startMs / 1000);
  const over = (row: EpisodeRow) => Number(row.endMs !== null);
  const rank = (row: EpisodeRow) => SEVERITIES.indexOf(row.severity);
  return found.sort((a, b) => over(a) - over(b) || age(a) - age(b) || rank(a) - rank(b));
}

export interface Tally {
  open: number;
  ended: number;
  muted: number;
}

/** How many there are of each; open ones that are not listed count too. */
export function tally(snapshot: Snapshot, shown: Shown): Tally {
  const count = { open: 0, ended: 0, muted: 0 };
  for (const row of snapshot.episodes) {
    if (!showsJudged(shown, row.protocol)) continue;
    const state = stateOf(row);
    count[state === "falseAlarm" ? "muted" : state] += 1;
  }
  count.open += snapshot.detection.more.reduce((sum, more) => sum + more.count, 0);
  return count;
}

/** The one to show to somebody who has chosen none: of the open ones the worst, else the newest that counts. */
export function foremost(rows: readonly EpisodeRow[]): EpisodeRow | null {
  const open = rows.filter(isOpen);
  const ended = rows.filter((row) => stateOf(row) === "ended");
  const among = [open, ended, rows].find((some) => some.length > 0) ?? [];
  const rank = (row: EpisodeRow) => (among === open ? SEVERITIES.indexOf(row.severity) : 0);
  return [...among].sort((a, b) => rank(a) - rank(b) || b.startMs - a.startMs)[0] ?? null;
}

/** The worst open alert, for whatever has room for one only. */
export const worst = (rows: readonly EpisodeRow[]): Severity | null =>
  SEVERITIES.find((severity) => rows.some((row) => isOpen(row) && row.severity === severity)) ?? null;
