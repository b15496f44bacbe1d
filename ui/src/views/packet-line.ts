// A packet in one line, to be pasted into a message.
import { clockMicros, full } from "../format";
import type { PacketRow } from "../ipc";
import { visible } from "../text";
import { endpoint } from "./recent-packets";

export const packetLine = (p: PacketRow): string =>
  [
    clockMicros(p.timeUs),
    endpoint(p.source, p.sourcePort),
    "→",
    endpoint(p.destination, p.destinationPort),
    visible(p.name),
    full(p.length),
    visible(p.info),
  ]
    .filter((part) => part !== "")
    .join(" ");
