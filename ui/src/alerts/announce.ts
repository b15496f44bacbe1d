// What is said aloud when alerts come: politely, rarely, and the worst one by name.
import { t } from "../i18n";
import type { EpisodeRow } from "../ipc";
import { isOpen, SEVERITIES } from "./rows";
import { sentence } from "./sentence";

/** Two sentences are at least so far apart. */
export const QUIET_MS = 20_000;

/** From this severity on something is said at all. */
const SPOKEN = SEVERITIES.indexOf("medium");

export interface Voice {
  /** The newest alert that was heard of; null before the first look. */
  heard: number | null;
  /** When something was last said. */
  saidMs: number;
  /** Alerts that came since. */
  waiting: readonly EpisodeRow[];
  text: string;
}

export const SILENT: Voice = { heard: null, saidMs: Number.NEGATIVE_INFINITY, waiting: [], text: "" };

/** What is to be said after this look. Those that were there when the window opened are no news. */
export function announce(voice: Voice, rows: readonly EpisodeRow[], nowMs: number): Voice {
  const newest = rows.reduce((most, row) => Math.max(most, row.id), voice.heard ?? -1);
  if (voice.heard === null) return { ...voice, heard: newest };
  const { heard } = voice;
  const fresh = rows.filter((row) => row.id > heard && isOpen(row) && SEVERITIES.indexOf(row.severity) <= SPOKEN);
  const waiting = [...voice.waiting, ...fresh];
  // A clock that was set back is no reason for silence.
  const mayTalk = nowMs - voice.saidMs >= QUIET_MS || nowMs < voice.saidMs;
  if (waiting.length === 0 || !mayTalk) {
    if (fresh.length === 0 && newest === heard) return voice;
    return { ...voice, heard: newest, waiting };
  }
  return { heard: newest, saidMs: nowMs, waiting: [], text: spoken(waiting) };
}

function spoken(rows: readonly EpisodeRow[]): string {
  const [first] = [...rows].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  if (first === undefined) return "";
  const said = t("alerts.say", { severity: t(`severity.${first.severity}`), sentence: sentence(first) });
  const more = rows.length - 1;
  return more === 0 ? said : `${said} ${t("alerts.sayMore", { count: more, n: String(more) })}`;
}
