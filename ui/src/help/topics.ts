// What the help has to say: topics in the order in which they are read, and the topic of each view.
import { t } from "../i18n";
import { KINDS } from "../alerts/rows";
import { SEVERITIES } from "../alerts/rows";
import type { View } from "../state";

export const TOPICS = [
  "start",
  "numbers",
  "charts",
  "tables",
  "filter",
  "alerts",
  "kinds",
  "quality",
  "interfaces",
  "settings",
  "keys",
  "bounds",
  "blind",
  "privacy",
] as const;
export type Topic = (typeof TOPICS)[number];

/** What somebody who asks for help in a view wants to know first. */
export const TOPIC_OF: Record<View, Topic> = {
  overview: "numbers",
  sources: "tables",
  packets: "tables",
  alerts: "alerts",
  interfaces: "interfaces",
  settings: "settings",
  help: "start",
};

const ENTRIES = {
  start: ["whatIsIt", "firstSteps", "pause", "files", "tray"],
  numbers: ["pps", "throughput", "sources", "dropped", "openAlerts"],
  charts: ["traffic", "attacks", "anomalies", "requests", "share", "rate", "gaps", "inProgress", "limitLine", "twin"],
  tables: ["sourcesTable", "others", "names", "packetsTable", "notListed"],
  filter: ["language", "fields", "joining", "byClick", "stretch", "kept", "captureFilter"],
  alerts: ["smart", "fixed", "severity", "state", "evidence", "forged", "mute", "falseAlarm", "allow", "lossy"],
  quality: ["complete", "partial", "oneWayWord", "stale", "lost", "cut", "merged", "gapWord", "exact", "damaged", "coverage"],
  interfaces: ["interfaceState", "live", "errors", "anyInterface", "promiscuous"],
  settings: ["presets", "inARow", "sensitivity", "disclosure", "permission"],
  bounds: ["history", "sourceRows", "headers", "episodes", "points", "settingsFile", "full"],
  blind: ["payload", "slow", "few", "oneWay", "encrypted", "elsewhere", "start5"],
  privacy: ["stays", "read", "right", "reverseDns", "kept2"],
} as const;

/** Keys of one character, which the settings can switch off. */
const LETTERS: readonly string[] = ["1 – 7", "P", "R", "/", "I", "[ ]", "− =", "L"];

/** Keys, as they are written on the keyboard, and what they do. */
export const KEYS = [
  ["Ctrl+Enter", "startStop"],
  ["1 – 7", "views"],
  ["Ctrl+,", "settings"],
  ["F1 ?", "help"],
  ["P", "pause"],
  ["R", "refresh"],
  ["/", "filter"],
  ["Esc", "clear"],
  ["I", "interface"],
  ["[ ]", "range"],
  ["− =", "interval"],
  ["L", "live"],
  ["Ctrl + −", "zoom"],
  ["Alt+←", "back"],
  ["Tab", "next"],
  ["F6", "region"],
  ["T", "table"],
  ["G", "scale"],
  ["← →", "cursor"],
  ["Shift+← →", "mark"],
  ["Shift+F10", "menu"],
  ["↑ ↓", "rows"],
  ["Enter", "open"],
  ["P 1 /", "letters"],
] as const;

/** Filters to learn from. */
export const EXAMPLES = [
  ["proto tcp", "tcp"],
  ["src 10.0.0.0/8", "network"],
  ["host fe80::1 and not port 53", "not"],
  ["port 8000-8100", "range"],
  ["(proto udp or proto icmp) src 192.0.2.1", "both"],
] as const;

export interface Entry {
  /** A word, a key, or a filter. */
  term: string;
  text: string;
  /** It is written as it is typed. */
  typed?: boolean;
}

export interface Section {
  topic: Topic;
  title: string;
  entries: Entry[];
}

function entriesOf(topic: Topic, letters: boolean): Entry[] {
  if (topic === "keys")
    return KEYS.map(([term, does]) => {
      const text = t(`help.keys.${does}`);
      return { term, text: letters || !LETTERS.includes(term) ? text : t("help.keyOff", { text }), typed: true };
    });
  if (topic === "kinds") return KINDS.map((kind) => ({ term: t(`kind.${kind}`), text: t(`kindMeaning.${kind}`) }));
  const entries: Entry[] = ENTRIES[topic].map((id) => ({ term: t(`help.terms.${id}`), text: t(`help.texts.${id}`) }));
  if (topic === "filter")
    entries.push(...EXAMPLES.map(([term, id]) => ({ term, text: t(`help.examples.${id}`), typed: true })));
  if (topic === "alerts")
    entries.push(...SEVERITIES.map((one) => ({ term: t(`severity.${one}`), text: t(`help.severities.${one}`) })));
  return entries;
}

/** All of it in the language of the window. `letters`: keys of one character are in force. */
export const sections = (letters = true): Section[] =>
  TOPICS.map((topic) => ({ topic, title: t(`help.topics.${topic}`), entries: entriesOf(topic, letters) }));

/** The entries that have every word; of a section whose title has them, all. */
export function found(all: readonly Section[], wanted: string): Section[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  return all
    .map((one) => (has(one.title) ? one : { ...one, entries: one.entries.filter((e) => has(`${e.term} ${e.text}`)) }))
    .filter((one) => one.entries.length > 0);
}
