// The newest packets of the scripted scenes.
import type { PacketRow } from "../ipc";
import type { Protocol } from "../protocol";
import { type Moment, noise } from "./moment";
import { SOURCES } from "./sources";

export function recent(m: Moment, seq: number): PacketRow[] {
  return Array.from({ length: 200 }, (_, i): PacketRow => {
    const id = seq * 50 - i;
    const kind = noise(id, 1);
    const protocol: Protocol =
      kind < 0.7 ? "tcp" : kind < 0.9 ? "udp" : kind < 0.95 ? "icmp" : kind < 0.98 ? "arp" : "other";
    const names = { tcp: "TCP", udp: "UDP", icmp: "ICMP", arp: "ARP", other: "GRE" };
    const infos = {
      tcp: ["SYN", "ACK", "PSH ACK", "FIN ACK", "SYN ACK"],
      udp: ["", "", "fragment"],
      icmp: ["echo request", "echo reply"],
      arp: ["request", "reply"],
      other: [""],
    };
    const info = infos[protocol];
    const ported = protocol === "tcp" || protocol === "udp";
    return {
      id,
      timeUs: m.nowMs * 1000 - Math.round((i + noise(id, 2)) * 470),
      source: protocol === "arp" ? null : (SOURCES[Math.floor(noise(id, 3) ** 2 * SOURCES.length)] ?? null),
      destination: protocol === "arp" ? null : "192.168.1.5",
      sourcePort: ported ? 1024 + Math.floor(noise(id, 4) * 60_000) : null,
      destinationPort: ported ? ([443, 80, 53, 22][Math.floor(noise(id, 5) * 4)] ?? 443) : null,
      protocol,
      name: m.scene === "hostile" && i % 5 === 0 ? "<b>TCP</b>" : names[protocol],
      length: 60 + Math.floor(noise(id, 6) * 1440),
      info:
        m.scene === "hostile" && i % 7 === 0
          ? "\u202eevil <script>"
          : (info[Math.floor(noise(id, 7) * info.length)] ?? ""),
    };
  });
}
