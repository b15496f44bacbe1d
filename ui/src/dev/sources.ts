// Who talks in the scripted scenes.
import type { Snapshot } from "../ipc";
import type { Judged } from "../protocol";
import { type Moment, noise } from "./moment";

export const SOURCES = [
  "203.0.113.7",
  "192.168.1.24",
  "192.168.1.1",
  "2001:db8:85a3:0:1c2a:8a2e:370:7334",
  "198.51.100.23",
  "192.168.1.31",
  "10.8.0.3",
  "192.168.1.77",
  "172.17.0.2",
  "fe80::1c2a:44ff:fe12:9e01",
];
/** An address whose owner chose the worst name there is. */
export const ILL_NAMED = "198.51.100.66";
/** As long as a host name or a file name may be (RFC 1035: 255): markup, a reversed and a control character, no space. */
export const LONGEST = "<img src=x onerror=alert(1)>\u202e\u0007&amp;".padEnd(255, "name");
export const HOSTILE = [
  ILL_NAMED,
  "<img src=x onerror=alert(1)>",
  '<a href="https://example.org">203.0.113.7</a>',
  "\u202e7.311.0.302",
  "203.0.113.7<br>".repeat(20),
];

export function sources(m: Moment, total: Record<Judged, number>, fromMs: number): Snapshot["sources"] {
  const rowsWanted = m.scene === "many" ? 500 : 64;
  const names = [...(m.scene === "hostile" ? HOSTILE : []), ...SOURCES];
  for (let i = names.length; i < rowsWanted; i += 1)
    names.push(`10.${i % 7}.${Math.floor(i / 7) % 250}.${(i * 37) % 250}`);
  const weights = names.map((_, i) => 1 / (i + 1.2) ** 1.15);
  const sum = weights.reduce((a, b) => a + b, 0) * 1.08;
  const mix = (i: number): Record<Judged, number> => ({
    tcp: 0.4 + noise(i, 1),
    udp: noise(i, 2) * (i === 2 ? 5 : 1),
    icmp: noise(i, 3),
    other: noise(i, 4),
  });
  const rows = names.map((ip, i) => {
    const part = (p: Judged) => Math.round(((total[p] * (weights[i] ?? 0)) / sum) * Math.min(1, mix(i)[p]));
    const [tcp, udp, icmp, other] = [part("tcp"), part("udp"), part("icmp"), part("other")];
    const packets = tcp + udp + icmp + other;
    return {
      ip,
      packets,
      bytes: Math.round(packets * (300 + 700 * noise(i, 5))),
      tcp,
      udp,
      icmp,
      other,
      firstMs: fromMs + Math.round(60_000 * noise(i, 6)),
      lastMs: m.nowMs - Math.round(30_000 * noise(i, 7)),
    };
  });
  rows.sort((a, b) => b.packets - a.packets);
  const rest = (p: Judged) => Math.max(0, total[p] - rows.reduce((s, r) => s + r[p], 0));
  // 50,000 in all.
  const count = m.scene === "many" ? 50_000 - rows.length : 359;
  const others = {
    count,
    packets: 0,
    bytes: 0,
    tcp: Math.round(rest("tcp") * 0.1),
    udp: Math.round(rest("udp") * 0.1),
    icmp: Math.round(rest("icmp") * 0.1),
    other: 0,
  };
  others.packets = others.tcp + others.udp + others.icmp;
  others.bytes = others.packets * 420;
  return { rows, others, distinct: rows.length + count, exact: m.scene !== "many" };
}
