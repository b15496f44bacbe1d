import { describe, expect, it } from "vitest";
import type { PacketView } from "../ipc";
import { flagsText, layersOf, layersText } from "./layers";

const packet = (over: Partial<PacketView>, row: Partial<PacketView["row"]> = {}): PacketView => ({
  row: {
    ...{ id: 1, timeUs: 0, source: "192.0.2.1", destination: "192.0.2.2", sourcePort: 40_000, destinationPort: 443 },
    ...{ protocol: "tcp", name: "TCP", length: 60, info: "SYN" },
    ...row,
  },
  ...{ way: "in", vlan: null, fragment: false, flags: null, kindCode: null },
  ...over,
});
const names = (view: PacketView) => layersOf(view).map((layer) => layer.name);

describe("the layers of a packet", () => {
  it("are those that its header tells, from the outermost", () => {
    expect(names(packet({ vlan: 7, flags: 2 }))).toEqual(["Frame", "802.1Q", "IPv4", "TCP"]);
    const v6 = { source: "fe80::1", destination: "ff02::1", sourcePort: null, destinationPort: null };
    expect(names(packet({ kindCode: [135, 0] }, { ...v6, protocol: "icmp", name: "ICMPv6" }))).toEqual([
      "Frame",
      "IPv6",
      "ICMPv6",
    ]);
    const nobody = { source: null, destination: null, sourcePort: null, destinationPort: null };
    expect(names(packet({}, { ...nobody, protocol: "other", name: "LLDP" }))).toEqual(["Frame", "LLDP"]);
    expect(names(packet({ kindCode: [1, 0] }, { protocol: "arp", name: "ARP", sourcePort: null }))).toEqual(["Frame", "ARP"]);
  });

  it("have the flags by name and by number", () => {
    expect([0x12, 0, 0xff].map(flagsText)).toEqual([
      "0x12 (ACK SYN)",
      "0x00 (none)",
      "0xff (CWR ECE URG ACK PSH RST SYN FIN)",
    ]);
  });

  it("as text show what could reorder it", () => {
    const text = layersText(packet({ flags: 2 }, { name: "\u202eGRE", info: "" }));
    expect(text).toContain("\\u202EGRE\n  Source port: 40000\n  Destination port: 443\n  Flags: 0x02 (SYN)");
    expect(text).not.toContain("\u202e");
  });
});
