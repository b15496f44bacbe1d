// Alerts of the scripted scenes, and what the user did about them.
import type { Detection, EpisodeKind, EpisodeRow, EpisodeView, Severity, Snapshot, Statistic } from "../ipc";
import type { Protocol } from "../protocol";
import { type Moment, noise } from "./moment";
import { recent } from "./recent";
import { HOSTILE } from "./sources";

interface Script {
  kind: EpisodeKind;
  severity: Severity;
  protocol: Protocol;
  statistic: Statistic;
  victim: string | null;
  port: number | null;
  source: string | null;
  attribution: EpisodeRow["attribution"];
  /** Seconds before the window opened. */
  from: number;
  /** How long; null: it goes on. */
  s: number | null;
  rate: number;
  sentence: string;
}

const VICTIM = "192.168.1.5";

const script = (
  kind: EpisodeKind,
  severity: Severity,
  protocol: Protocol,
  statistic: Statistic,
  from: number,
  s: number | null,
  rate: number,
  sentence: string,
  over: Partial<Script> = {},
): Script => ({
  kind,
  severity,
  protocol,
  statistic,
  from,
  s,
  rate,
  sentence,
  victim: VICTIM,
  port: null,
  source: null,
  attribution: "few",
  ...over,
});

const THREE: Script[] = [
  script(
    "syn_flood",
    "high",
    "tcp",
    "synPerSecond",
    75,
    null,
    1842,
    "1,842 SYN/s to 192.168.1.5:443 from about 1,790 addresses, 99 % never completed.",
    { port: 443, attribution: "spoofed" },
  ),
  script(
    "port_scan",
    "medium",
    "tcp",
    "scanPorts10s",
    129,
    9,
    24,
    "203.0.113.7 tried 214 ports on 192.168.1.24 in 9 s; 209 did not answer.",
    { victim: "192.168.1.24", source: "203.0.113.7", attribution: "single" },
  ),
  script(
    "icmp_flood",
    "low",
    "icmp",
    "icmpPerSecond",
    240,
    10,
    520,
    "520 echo requests/s to 192.168.1.5 from fe80::1c2a:44ff:fe12:9e01 for 10 s.",
    { source: "fe80::1c2a:44ff:fe12:9e01", attribution: "single" },
  ),
];

const TEN: Script[] = [
  ...THREE,
  script(
    "udp_amplification",
    "critical",
    "udp",
    "reflectedPerSecond",
    40,
    null,
    12_400,
    "12,400 NTP answers/s that nobody asked for to 192.168.1.5, 47 Mbit/s from 212 servers.",
    { port: 51_320 },
  ),
  script(
    "udp_flood",
    "high",
    "udp",
    "udpPerSecond",
    160,
    31,
    4100,
    "4,100 UDP packets/s to 2001:db8:85a3:0:1c2a:8a2e:370:7334 port 27015; none was answered.",
    {
      victim: "2001:db8:85a3:0:1c2a:8a2e:370:7334",
      port: 27_015,
      source: "2001:db8:1:2:3:4:5:6",
      attribution: "single",
    },
  ),
  script(
    "tcp_reflection",
    "medium",
    "tcp",
    "strayPerSecond",
    186,
    12,
    310,
    "310 SYN-ACK/s to 192.168.1.5 from 96 servers that it never called.",
  ),
  script(
    "host_sweep",
    "high",
    "tcp",
    "sweepTcp10s",
    205,
    60,
    42,
    "This computer tried port 445 on 180 hosts in 60 s; 176 did not answer.",
    { victim: null, port: 445, source: VICTIM, attribution: "single" },
  ),
  script("storm", "low", "udp", "stormPerSecond", 222, 4, 140, "140 packets/s to 255.255.255.255 from 51 devices.", {
    victim: "255.255.255.255",
    port: 67,
  }),
  script(
    "connection_flood",
    "medium",
    "tcp",
    "connections10s",
    260,
    20,
    60,
    "610 complete connections to 192.168.1.5:80 in 10 s from 192.168.1.31.",
    { port: 80, source: "192.168.1.31", attribution: "single" },
  ),
  script(
    "volume",
    "info",
    "udp",
    "udpVolume",
    290,
    44,
    2600,
    "2,600 UDP packets/s, about 9 times the usual rate; they are answered.",
    { victim: null, attribution: "unknown" },
  ),
];

const scripts = ({ scene }: Moment): Script[] =>
  scene === "many" ? TEN : scene === "attack" || scene === "hostile" ? THREE : [];

export function episodes(m: Moment): Snapshot["episodes"] {
  const { detection } = m.settings;
  if (m.startedMs === null || !detection.on) return [];
  return scripts(m)
    .map((one, i): EpisodeRow => {
      const startMs = m.openedMs - one.from * 1000;
      const endMs = one.s === null ? m.endedMs : startMs + one.s * 1000;
      const seconds = ((endMs ?? m.nowMs) - startMs) / 1000;
      const hostile = m.scene === "hostile" ? (HOSTILE[i] ?? null) : null;
      const addresses = [one.victim, one.source];
      return {
        id: i + 1,
        kind: one.kind,
        severity: one.severity,
        protocol: one.protocol,
        victim: hostile ?? one.victim,
        port: one.port,
        source: one.source,
        attribution: one.attribution,
        startMs,
        detectedMs: startMs + 400,
        endMs,
        peakPerS: one.rate,
        packets: Math.round(one.rate * seconds * 0.8),
        bytes: Math.round(one.rate * seconds * 0.8 * 60),
        sentence: hostile === null ? one.sentence : `${hostile} is flooded.`,
        muted: detection.mutes.some(
          (mute) =>
            (mute.kind === null || mute.kind === one.kind) &&
            (mute.network === null || addresses.includes(mute.network)),
        ),
        falseAlarm: detection.falseAlarms.find((alarm) => alarm.sentence === one.sentence)?.id ?? null,
        lossy: m.scene === "many" && i === 3,
        hits: one.kind === "syn_flood" ? 3 : 0,
      };
    })
    .sort((a, b) => b.startMs - a.startMs);
}

export function detection(m: Moment): Snapshot["detection"] {
  const rows = episodes(m);
  return {
    on: m.settings.detection.on,
    oneWay: m.scene === "many",
    warmUpS: m.scene === "running" ? 12 : 0,
    open: rows.filter((row) => row.endMs === null).length,
    more: m.scene === "many" ? [{ kind: "port_scan", count: 3 }] : [],
    forgotten: m.scene === "many" ? 12 : 0,
  };
}

export function evidence(m: Moment, id: number): EpisodeView | null {
  const row = episodes(m).find((one) => one.id === id);
  const told = scripts(m)[id - 1];
  if (row === undefined || told === undefined) return null;
  const fromMs = row.detectedMs - 60_000;
  const upToMs = Math.min(m.nowMs, fromMs + 120_000);
  const inIt = (ms: number) => ms >= row.startMs - 999 && ms < (row.endMs ?? m.nowMs);
  const spoofed = row.attribution === "spoofed";
  const ips = row.source === null ? [] : [row.source];
  for (let n = ips.length; n < (row.attribution === "single" ? 2 : 8); n += 1) ips.push(`198.51.100.${7 + n * 13}`);
  const share = (n: number) => (spoofed ? 0.0012 : row.attribution === "single" ? [0.98, 0.02][n] : 0.3 / (n + 1));
  return {
    row,
    reasons: [
      {
        statistic: told.statistic,
        label: told.statistic,
        value: Math.round(told.rate * 0.4),
        peak: told.rate,
        threshold: 60,
        origin: "floor",
        floor: 60,
        baseline: 4,
      },
    ],
    peakMs: row.startMs + 3000,
    sources: ips.map((ip, n) => ({
      ip,
      packets: Math.round(row.packets * (share(n) ?? 0)),
      share: share(n) ?? null,
    })),
    ports: row.port === null ? [] : [{ port: row.port, packets: row.packets }],
    sourcePorts: row.kind === "udp_amplification" ? [{ port: 123, packets: row.packets }] : [],
    hosts: row.kind === "host_sweep" ? ["192.168.1.7", "192.168.1.8", "192.168.1.9"] : [],
    distinctSources: { count: spoofed ? 1790 : ips.length, estimated: spoofed },
    distinctPorts: { count: row.kind === "port_scan" ? 214 : 1, estimated: row.kind === "port_scan" },
    distinctHosts: { count: row.kind === "host_sweep" ? 180 : 0, estimated: true },
    answered: row.kind === "volume" ? null : 0.01,
    service: row.kind === "udp_amplification" ? "NTP" : null,
    meanBytes: 60,
    bitsPerS: row.peakPerS * 480,
    series: {
      fromMs,
      packets: Array.from({ length: Math.max(0, Math.floor((upToMs - fromMs) / 1000)) }, (_, i) =>
        inIt(fromMs + i * 1000) ? Math.round(told.rate * (0.6 + 0.4 * noise(i, id))) : 0,
      ),
    },
    headers: m.settings.disclosure === "counts" ? [] : recent(m, Math.floor(row.startMs / 250)).slice(0, 20),
    hits: [],
    dropped: row.lossy ? 1204 : 0,
    oneWay: false,
  };
}

/** What a false alarm teaches here. */
export function forgiven(m: Moment, id: number): Detection["falseAlarms"][number] | null {
  const view = evidence(m, id);
  const reason = view?.reasons[0];
  if (!view || !reason) return null;
  return {
    id: Math.max(0, ...m.settings.detection.falseAlarms.map((alarm) => alarm.id)) + 1,
    statistic: reason.statistic,
    floor: Math.round(reason.peak * 1.2),
    atMs: m.nowMs,
    sentence: view.row.sentence,
  };
}
