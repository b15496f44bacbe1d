// A packet header as a tree of layers, in words.
import { clockMicros, full } from "../format";
import { t } from "../i18n";
import type { PacketView } from "../ipc";
import { visible } from "../text";

export interface Layer {
  name: string;
  fields: (readonly [name: string, value: string])[];
}

/** RFC 9293, from the highest bit. */
const FLAGS = ["CWR", "ECE", "URG", "ACK", "PSH", "RST", "SYN", "FIN"] as const;

/** `0x12 (ACK SYN)`. */
export function flagsText(bits: number): string {
  const set = FLAGS.filter((_, i) => (bits & (0x80 >> i)) !== 0);
  return `0x${bits.toString(16).padStart(2, "0")} (${set.length === 0 ? t("layers.noFlags") : set.join(" ")})`;
}

/** The layers that are known, from the outermost. What a header does not tell is not there. */
export function layersOf(view: PacketView): Layer[] {
  const { row, way, vlan, fragment, flags, kindCode } = view;
  const frame: Layer = {
    name: t("layers.frame"),
    fields: [
      [t("table.time"), clockMicros(row.timeUs)],
      [t("table.length"), t("units.bytesN", { n: full(row.length) })],
      [t("layers.way"), t(`layers.ways.${way}`)],
    ],
  };
  const tag: Layer[] = vlan === null ? [] : [{ name: "802.1Q", fields: [["VLAN", String(vlan)]] }];
  const arp = row.protocol === "arp";
  const network: Layer[] =
    row.source === null || row.destination === null
      ? []
      : [
          {
            name: arp ? "ARP" : row.source.includes(":") ? "IPv6" : "IPv4",
            fields: [
              [t("table.source"), visible(row.source)],
              [t("table.destination"), visible(row.destination)],
              ...(fragment ? ([[t("layers.fragment"), t("layers.fragmentHint")]] as const) : []),
              ...(arp && kindCode !== null ? ([[t("layers.operation"), `${kindCode[0]} (${visible(row.info)})`]] as const) : []),
            ],
          },
        ];
  const fields: Layer["fields"] = [];
  if (row.sourcePort !== null) fields.push([t("layers.sourcePort"), String(row.sourcePort)]);
  if (row.destinationPort !== null) fields.push([t("layers.destinationPort"), String(row.destinationPort)]);
  if (flags !== null) fields.push([t("layers.flags"), flagsText(flags)]);
  if (kindCode !== null && !arp) {
    fields.push([t("layers.type"), `${kindCode[0]} (${visible(row.info)})`], [t("layers.code"), String(kindCode[1])]);
  }
  // ARP is told already; of anything else at least the name is known.
  const inner: Layer[] = arp && network.length > 0 ? [] : [{ name: visible(row.name), fields }];
  return [frame, ...tag, ...network, ...inner];
}

/** The same as plain text. */
export const layersText = (view: PacketView): string =>
  layersOf(view)
    .map(({ name, fields }) => [name, ...fields.map(([field, value]) => `  ${field}: ${value}`)].join("\n"))
    .join("\n");
