// A snapshot as a filter and a stretch of time leave it. What cannot be told apart is kept whole, and the panels say so.
import type { EpisodeRow, PacketRow, Snapshot, SourceRow } from "../ipc";
import { JUDGED, type Judged, type Protocol, PROTOCOLS, type Shown } from "../protocol";
import { type Expression, type Facts, judge } from "./expression";

/** From, to: milliseconds since the epoch. */
export type Stretch = readonly [number, number];

/** How finely data must be kept for a filter to be exact on it: by protocol, by source, or packet by packet. */
export type Reach = "protocol" | "source" | "packet";

export function reachOf(expression: Expression): Reach {
  switch (expression.kind) {
    case "and":
    case "or": {
      const both = [reachOf(expression.left), reachOf(expression.right)];
      return both.includes("packet") ? "packet" : both.includes("source") ? "source" : "protocol";
    }
    case "not":
      return reachOf(expression.of);
    case "proto":
      return "protocol";
    case "src":
      return "source";
    default:
      return "packet";
  }
}

/** A finer name such as `lldp` may be in *other*, and an ICMPv6 packet is in ICMP: of a whole class that is not known. */
function ofClass(protocol: Protocol, expression: Expression): Facts {
  const name = protocolName(expression);
  const known = name === null || (PROTOCOLS as readonly string[]).includes(name);
  return known ? { protocols: [protocol] } : {};
}

/** As judged by limits, *other* holds ARP too; sources have only what IP carries. */
const ofJudged = (protocol: Protocol, expression: Expression): Facts =>
  protocol === "other" && names(expression, "arp") ? {} : ofClass(protocol, expression);

function names(expression: Expression, name: string): boolean {
  if (expression.kind === "proto") return expression.name === name;
  if (expression.kind === "not") return names(expression.of, name);
  return "left" in expression && (names(expression.left, name) || names(expression.right, name));
}

function protocolName(expression: Expression): string | null {
  if (expression.kind === "proto") return expression.name;
  if (expression.kind === "not") return protocolName(expression.of);
  if (expression.kind === "and" || expression.kind === "or") {
    const both = [protocolName(expression.left), protocolName(expression.right)];
    return both.find((name) => name !== null && !(PROTOCOLS as readonly string[]).includes(name)) ?? null;
  }
  return null;
}

/** The shown protocols without those of which nothing can pass. */
export const shownBy = (expression: Expression | null, shown: Shown): Shown =>
  expression === null
    ? shown
    : shown.map((on, i) => {
        const protocol = PROTOCOLS[i];
        return on && protocol !== undefined && judge(expression, ofClass(protocol, expression)) !== false;
      });

export const packetPasses = (packet: PacketRow, expression: Expression | null, stretch: Stretch | null): boolean =>
  (stretch === null || (packet.timeUs >= stretch[0] * 1000 && packet.timeUs < stretch[1] * 1000)) &&
  (expression === null ||
    judge(expression, {
      protocols: [packet.protocol, packet.name.toLowerCase()],
      source: packet.source,
      destination: packet.destination,
      sourcePort: packet.sourcePort,
      destinationPort: packet.destinationPort,
    }) === true);

/** An alert is of its time, its protocol, its victim and the source that stands out; without one, no source is asked for. */
export const episodePasses = (
  row: EpisodeRow,
  expression: Expression | null,
  stretch: Stretch | null,
  nowMs: number,
): boolean =>
  (stretch === null || (row.startMs < stretch[1] && Math.max(row.endMs ?? nowMs, row.startMs) >= stretch[0])) &&
  (expression === null ||
    judge(expression, {
      ...ofJudged(row.protocol, expression),
      source: row.source,
      // A sweep has many victims, and a scan many ports.
      ...(row.victim === null ? {} : { destination: row.victim }),
      ...(row.port === null ? {} : { destinationPort: row.port }),
    }) !== false);

/** What may pass of one source; `null` where nothing of it can. */
function sourceBy(row: SourceRow, expression: Expression): SourceRow | null {
  const may = (p: Judged) => judge(expression, { ...ofClass(p, expression), source: row.ip }) !== false;
  const kept = JUDGED.filter(may);
  if (kept.length === JUDGED.length) return row;
  const counts = Object.fromEntries(JUDGED.map((p) => [p, kept.includes(p) ? row[p] : 0])) as Record<Judged, number>;
  const packets = JUDGED.reduce((sum, p) => sum + counts[p], 0);
  return packets === 0 ? null : { ...row, ...counts, packets };
}

/** All parts of a snapshot that a filter can narrow. Sums, rates and time charts go by protocol alone. */
export function narrow(snapshot: Snapshot, expression: Expression | null, stretch: Stretch | null): Snapshot {
  if (expression === null && stretch === null) return snapshot;
  const recent = snapshot.recent.filter((packet) => packetPasses(packet, expression, stretch));
  const within = (fromMs: number, s: number) =>
    stretch === null || (fromMs < stretch[1] && fromMs + s * 1000 > stretch[0]);
  const attacks = snapshot.attacks.filter(
    (a) =>
      within(a.startMs, a.intervalS) &&
      (expression === null || judge(expression, ofJudged(a.protocol, expression)) !== false),
  );
  const episodes = snapshot.episodes.filter((row) => episodePasses(row, expression, stretch, snapshot.takenMs));
  if (expression === null) return { ...snapshot, recent, attacks, episodes };
  const { sources } = snapshot;
  const rows = sources.rows.flatMap((row) => sourceBy(row, expression) ?? []);
  // Nobody knows who is among the others: with a filter on sources they are left out.
  const others = reachOf(expression) === "protocol" ? sources.others : NOBODY;
  return {
    ...snapshot,
    recent,
    attacks,
    episodes,
    sources: { ...sources, rows, others },
    anomalies: snapshot.anomalies.filter(
      (a) => judge(expression, { ...ofClass(a.protocol, expression), source: a.ip }) !== false,
    ),
  };
}

const NOBODY: Snapshot["sources"]["others"] = { count: 0, packets: 0, bytes: 0, tcp: 0, udp: 0, icmp: 0, other: 0 };
