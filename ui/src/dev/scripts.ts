// Which alerts the scripted scenes have.
import type { EpisodeKind, EpisodeRow, Severity, Statistic } from "../ipc";
import type { Protocol } from "../protocol";
import type { Moment } from "./moment";

export interface Script {
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
    "1,842 SYNs/s to 192.168.1.5:443 from about 1,790 addresses, 99 % never completed.",
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

export const scripts = ({ scene }: Moment): Script[] =>
  scene === "many" ? TEN : scene === "forged" ? THREE.slice(0, 1) : scene === "attack" || scene === "hostile" ? THREE : [];

/** What the sentence is made of. */
export function happening({ kind, source, port, protocol }: Script): EpisodeRow["happening"] {
  const search = { source: source ?? "", unanswered: 97 };
  switch (kind) {
    case "syn_flood":
      return { what: "synFlood", unanswered: 99 };
    case "udp_amplification":
      return { what: "udpAmplification", service: "NTP", meanBytes: 468 };
    case "udp_flood":
      return { what: "udpFlood", refused: false };
    case "icmp_flood":
      return { what: "icmpFlood", errors: false };
    case "port_scan":
      return { what: "portScan", ...search, ports: { count: 214, estimated: true }, probe: "syn" };
    case "host_sweep":
      return { what: "hostSweep", ...search, hosts: { count: 180, estimated: false }, port, probe: "syn" };
    case "connection_flood":
      return { what: "connectionFlood", count: 610, guess: false };
    case "volume":
      return { what: "volume", protocol, usual: 280 };
    case "tcp_reflection":
      return { what: "tcpReflection" };
    default:
      return { what: "storm" };
  }
}
