// The interfaces of the scripted machine.
import type { InterfaceRow } from "../ipc";

export const INTERFACES: InterfaceRow[] = [
  {
    name: "enp3s0",
    kind: "ethernet",
    up: true,
    addresses: ["192.168.1.5", "2001:db8:85a3::7334", "fe80::1c2a:44ff:fe12:9e01"],
    mac: "52:54:00:12:9e:01",
    packets: 1_602_118,
    isDefault: true,
  },
  {
    name: "wlan0",
    kind: "wireless",
    up: true,
    addresses: ["192.168.1.77"],
    mac: "52:54:00:aa:bb:cc",
    packets: 88_120,
    isDefault: false,
  },
  {
    name: "lo",
    kind: "loopback",
    up: true,
    addresses: ["127.0.0.1", "::1"],
    mac: null,
    packets: 40_112,
    isDefault: false,
  },
  {
    name: "enp4s0",
    kind: "ethernet",
    up: false,
    addresses: [],
    mac: "52:54:00:12:9e:02",
    packets: 0,
    isDefault: false,
  },
  { name: "wg0", kind: "tunnel", up: false, addresses: ["10.8.0.3"], mac: null, packets: 0, isDefault: false },
  {
    name: "docker0",
    kind: "bridge",
    up: true,
    addresses: ["172.17.0.1"],
    mac: "02:42:00:00:00:01",
    packets: 912,
    isDefault: false,
  },
  { name: "any", kind: "all", up: true, addresses: [], mac: null, packets: 1_731_262, isDefault: false },
];
