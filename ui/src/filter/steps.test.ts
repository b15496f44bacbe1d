import { expect, it } from "vitest";
import type { PacketRow } from "../ipc";
import { packetPasses } from "./narrow";
import { parseFilter } from "./parse";
import { stepsOf } from "./steps";

/** Read by the core's own test too: both sides must let the same packets pass. */
const KEPT = "./verdicts.json";

const packet = (over: Partial<PacketRow>): PacketRow => ({
  ...{ id: 0, timeUs: 0, source: null, destination: null, sourcePort: null, destinationPort: null },
  ...{ protocol: "other", name: "other", length: 60, info: "" },
  ...over,
});
const PACKETS = [
  packet({ protocol: "tcp", name: "TCP", source: "10.0.0.5", destination: "10.0.0.9", sourcePort: 40_000, destinationPort: 443 }),
  packet({ protocol: "udp", name: "UDP", source: "10.0.0.9", destination: "10.0.0.5", sourcePort: 53, destinationPort: 40_000 }),
  packet({ protocol: "icmp", name: "ICMPv6", source: "fe80::1", destination: "ff02::1" }),
  packet({ protocol: "icmp", name: "ICMP", source: "10.0.1.44", destination: "10.0.0.5" }),
  packet({ protocol: "arp", name: "ARP", source: "10.0.0.1", destination: "10.0.0.2" }),
  packet({ protocol: "other", name: "LLDP" }),
];
const FILTERS = [
  "",
  "proto tcp",
  "not proto tcp",
  "proto icmp",
  "proto icmpv6",
  "proto LLDP or proto arp",
  "proto other",
  "src 10.0.0.0/24",
  "host 10.0.0.5",
  "not host 10.0.0.5",
  "dst ff02::/16",
  "src fe80::1",
  "port 443",
  "port 40000",
  "sport 50-60 or dport 443",
  "not port 443",
  "proto tcp and src 10.0.0.0/8 and not port 443",
  "proto tcp or proto udp and not (src 10.0.0.9 or dport 1-1024)",
  "not (not (proto tcp) and not not proto udp)",
  "src 10.0.0.77/24 and (dst 10.0.0.9 or dst 10.0.0.5)",
  "src 192.168.0.0/16",
];

it("the core and the window let the same packets pass", async () => {
  const verdicts = FILTERS.map((text) => {
    const { expression, mistake } = parseFilter(text);
    expect(mistake, text).toBeNull();
    const passes = PACKETS.flatMap((row, i) => (packetPasses(row, expression, null) ? [i] : []));
    return { text, steps: stepsOf(expression), passes };
  });
  await expect(`${JSON.stringify(verdicts, null, 1)}\n`).toMatchFileSnapshot(KEPT);
});
