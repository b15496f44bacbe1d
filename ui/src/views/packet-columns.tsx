// The columns of the packets.
import { clockMicros, full } from "../format";
import { t } from "../i18n";
import type { PacketRow } from "../ipc";
import type { Names } from "../names/names";
import { visible } from "../text";
import { ProtocolCell } from "./protocol-cell";
import { endpoint } from "./recent-packets";
import type { Column } from "./virtual-table";

export const columnsFor = (service: Names["service"]): readonly Column<PacketRow>[] => [
  {
    id: "time",
    name: t("table.time"),
    mono: true,
    sorts: true,
    width: "118px",
    cell: (p) => clockMicros(p.timeUs),
  },
  {
    id: "source",
    name: t("table.source"),
    mono: true,
    sorts: true,
    width: "minmax(150px, 1.4fr)",
    cell: (p) => endpoint(p.source, p.sourcePort),
    title: (p) => endpoint(p.source, p.sourcePort),
  },
  {
    id: "destination",
    name: t("table.destination"),
    mono: true,
    sorts: true,
    width: "minmax(150px, 1.4fr)",
    cell: (p) => endpoint(p.destination, p.destinationPort),
    title: (p) => endpoint(p.destination, p.destinationPort),
  },
  {
    id: "protocol",
    name: t("table.protocol"),
    sorts: true,
    width: "76px",
    cell: (p) => <ProtocolCell protocol={p.protocol} name={p.name} />,
  },
  {
    id: "service",
    name: t("names.service"),
    width: "72px",
    cell: (p) => serviceOf(p, service),
  },
  { id: "length", name: t("table.length"), end: true, sorts: true, width: "64px", cell: (p) => full(p.length) },
  {
    id: "info",
    name: t("table.info"),
    width: "minmax(100px, 1.6fr)",
    cell: (p) => visible(p.info),
    title: (p) => visible(p.info),
  },
];

export const serviceOf = (p: PacketRow, service: Names["service"]): string =>
  p.protocol === "tcp" || p.protocol === "udp" ? service(p.protocol, [p.sourcePort, p.destinationPort]) : "";
