// Scripted pages of the long tables: what the core does with all rows, done with those of the scene.
import type { Backend, EpisodeRow, FilterStep, ListedSource, PacketRow, Snapshot, SourceRow } from "../ipc";
import { JUDGED, PROTOCOLS } from "../protocol";
import { noise } from "./moment";

interface Facts {
  source: string | null;
  destination?: string | null;
  protocols: readonly string[];
}

/** Addresses are compared as text: the scenes ask for whole ones. */
function passes(steps: readonly FilterStep[], facts: Facts): boolean {
  const stack: boolean[] = [];
  const own = (network: string) => network.split("/")[0];
  for (const step of steps) {
    if (step.kind === "not") stack.push(stack.pop() !== true);
    else if (step.kind === "and" || step.kind === "or") {
      const [b, a] = [stack.pop() === true, stack.pop() === true];
      stack.push(step.kind === "and" ? a && b : a || b);
    } else if (step.kind === "proto") stack.push(facts.protocols.includes(step.name));
    else if (step.kind === "src") stack.push(facts.source === own(step.network));
    else if (step.kind === "dst") stack.push(facts.destination === own(step.network));
    else if (step.kind === "host") stack.push([facts.source, facts.destination].includes(own(step.network)));
    else stack.push(true);
  }
  return stack.pop() ?? true;
}

/** Sources of the scene, and so many more that are small: made once. */
function crowd(wanted: number): SourceRow[] {
  return Array.from({ length: wanted }, (_, i): SourceRow => {
    const packets = 1 + Math.floor(40 * noise(i, 21));
    const ip = `10.${64 + (i >> 16)}.${(i >> 8) & 255}.${i & 255}`;
    const counts = { packets, bytes: packets * 90, tcp: packets, udp: 0, icmp: 0, other: 0 };
    return { ip, ...counts, firstMs: Date.now() - 60_000 - i, lastMs: Date.now() - i };
  });
}

const STEP_MS = 5000;
/** Who sends what the scripted alerts are about. */
const SENDERS = ["203.0.113.7", "10.8.0.3"];

/** With the alert that is open with it and a course of three minutes, as the busy ones have. */
function listed(row: SourceRow, episodes: readonly EpisodeRow[], takenMs: number): ListedSource {
  const of = ({ source, victim, endMs, muted, attribution }: EpisodeRow) =>
    endMs === null && !muted && ([source, victim].includes(row.ip) || (attribution === "few" && SENDERS.includes(row.ip)));
  const { id, kind, severity, victim } = episodes.find(of) ?? {};
  const turn = Math.floor(takenMs / STEP_MS);
  return {
    ...row,
    trend: Array.from({ length: 36 }, (_, i) => (i < 4 ? null : Math.round((row.packets / 60) * noise(turn + i, row.packets % 97)))),
    alert: id === undefined || kind === undefined || severity === undefined ? null : { id, kind, severity, victim: victim === row.ip },
  };
}

const value = (row: SourceRow, order: string): string | number =>
  order === "first"
    ? row.firstMs
    : order === "last"
      ? row.lastMs
      : order === "ip" || order === "who"
        ? row.ip
        : row[order as "packets"];

const compare = (a: string | number, b: string | number) =>
  typeof a === "number" && typeof b === "number" ? a - b : a < b ? -1 : a > b ? 1 : 0;

type Asked = "getSources" | "getSource" | "getPackets" | "getPacket";

export function fakeTables(look: () => Snapshot, more: number): Pick<Backend, Asked> {
  const rest = crowd(more);
  // Ordering so many takes as long as a frame, and is the core's work: it is done ahead.
  const ordered = new Map<string, SourceRow[]>();
  for (const order of more > 0 ? ["packets", "bytes", "ip", "tcp", "first", "last"] : [])
    ordered.set(order, [...rest].sort((a, b) => compare(value(a, order), value(b, order))));
  const sum = (rows: readonly SourceRow[]) => ({
    packets: rows.reduce((all, row) => all + row.packets, 0),
    bytes: rows.reduce((all, row) => all + row.bytes, 0),
  });
  const whole = sum(rest);
  // The same for the scene itself.
  const once = more > 0 ? look().sources : null;
  let kept: PacketRow[] = [];
  let list = 0;
  return {
    getSources: (query) => {
      const { rows: own, others, exact } = once ?? look().sources;
      const { episodes, takenMs } = look();
      const ahead = query.filter.length === 0 && query.search === "" ? ordered.get(query.order) : undefined;
      const found =
        ahead ??
        [...own, ...rest].filter(
          (row) =>
            row.ip.includes(query.search) &&
            JUDGED.some((p, i) => query.shown[i] && row[p] > 0) &&
            passes(query.filter, { source: row.ip, protocols: JUDGED.filter((p) => row[p] > 0) }),
        );
      if (ahead === undefined) found.sort((a, b) => compare(value(a, query.order), value(b, query.order)));
      const from = query.descending ? Math.max(0, found.length - query.offset - query.count) : query.offset;
      const rows = found.slice(from, query.descending ? found.length - query.offset : query.offset + query.count);
      if (query.descending) rows.reverse();
      const totals = ahead === undefined ? sum(found) : whole;
      return Promise.resolve({
        list: query.list ?? (list += 1),
        rows: rows.map((row) => listed(row, episodes, takenMs)),
        trends: { fromMs: (Math.floor(takenMs / STEP_MS) - 36) * STEP_MS, stepS: STEP_MS / 1000 },
        found: found.length,
        ...totals,
        all: totals.packets + others.packets,
        others: { ...others, count: Math.max(0, others.count) },
        distinct: own.length + rest.length + others.count,
        exact,
      });
    },
    getSource: (ip) => {
      const { sources, episodes, takenMs } = look();
      const row = [...sources.rows, ...rest].find((one) => one.ip === ip);
      if (row === undefined) return Promise.resolve(null);
      const packets = Array.from({ length: 60 }, (_, i) => (i > 20 && i < 24 ? null : Math.round(90 * noise(i, row.packets))));
      const fromMs = Math.floor((takenMs - 300_000) / 5000) * 5000;
      const peers = ["192.168.1.5", "192.168.1.1", "2001:db8:85a3:0:1c2a:8a2e:370:7334"].map((peer, i) => ({
        ...{ ip: peer, packets: 900 >> i, exact: i < 2 },
      }));
      const port = (port: number, i: number) => ({ port, protocol: "tcp" as const, packets: 700 >> i, exact: true });
      return Promise.resolve({
        row,
        profile: {
          ...{ sinceMs: row.firstMs + 20_000, stepS: 5, fromMs, packets, headers: Math.min(row.packets, 1234), peers },
          ...{ toPorts: [443, 80, 53].map(port), fromPorts: [51_234, 40_112].map(port) },
        },
        alerts: episodes.filter((episode) => episode.source === ip || episode.victim === ip),
      });
    },
    getPackets: (query) => {
      const { recent } = look();
      if (query.list === null) {
        kept = recent;
        list += 1;
      }
      const found = kept.filter(
        (row) =>
          query.shown[PROTOCOLS.indexOf(row.protocol)] &&
          (query.search === "" || `${row.source} ${row.destination} ${row.name} ${row.info}`.toLowerCase().includes(query.search)) &&
          passes(query.filter, { ...row, protocols: [row.protocol, row.name.toLowerCase()] }),
      );
      const key = query.order === "time" ? "id" : query.order === "protocol" ? "name" : query.order;
      found.sort((a, b) => compare(a[key] ?? "", b[key] ?? "") * (query.descending ? -1 : 1));
      return Promise.resolve({
        list,
        rows: found.slice(query.offset, query.offset + query.count),
        found: found.length,
        held: kept.length,
        newer: Math.max(0, (recent[0]?.id ?? 0) - (kept[0]?.id ?? 0)),
      });
    },
    getPacket: (id) => {
      const row = kept.find((one) => one.id === id);
      if (row === undefined) return Promise.resolve(null);
      return Promise.resolve({
        row,
        ...{ way: "in", vlan: id % 3 === 0 ? 7 : null, fragment: row.info.includes("fragment") },
        flags: row.protocol === "tcp" ? 0x12 : null,
        kindCode: row.protocol === "icmp" ? [8, 0] : null,
      });
    },
  };
}
