// The columns of the sources.
import { bytes, full, moment, share } from "../format";
import { t } from "../i18n";
import type { AddressNames, SourcePage, SourceRow } from "../ipc";
import { namesTitle, whoText } from "../names/words";
import { JUDGED, protocolName } from "../protocol";
import { visible } from "../text";
import { Address } from "./address";
import type { Column } from "./virtual-table";

export type NameOf = (ip: string) => AddressNames | undefined;

/** `shown`: of the four protocols; `all`: packets that shares are of. */
export function columnsFor(shown: readonly boolean[], all: number, nowMs: number, names: NameOf): Column<SourceRow>[] {
  const number = (id: "packets" | "tcp" | "udp" | "icmp" | "other", name: string, px: number): Column<SourceRow> => ({
    ...{ id, name, end: true, sorts: true, width: `minmax(${px}px, 1fr)` },
    cell: (r) => full(r[id]),
  });
  const time = (id: "first" | "last", name: string, of: (r: SourceRow) => number): Column<SourceRow> => ({
    ...{ id, name, end: true, sorts: true, width: "minmax(84px, 1fr)" },
    cell: (r) => moment(of(r), nowMs),
    title: (r) => moment(of(r), nowMs),
  });
  return [
    {
      id: "ip",
      name: t("table.source"),
      mono: true,
      sorts: true,
      width: "minmax(150px, 2fr)",
      cell: (r) => <Address ip={r.ip} inGrid />,
      title: (r) => visible(r.ip),
    },
    {
      id: "who",
      name: t("names.column"),
      sorts: true,
      width: "minmax(150px, 2.6fr)",
      cell: (r) => whoText(names(r.ip)),
      title: (r) => namesTitle(names(r.ip)),
    },
    number("packets", t("table.packets"), 80),
    {
      id: "share",
      name: t("table.share"),
      end: true,
      width: "minmax(110px, 1fr)",
      cell: (r) => <Share part={r.packets} all={all} />,
    },
    {
      id: "bytes",
      name: t("table.bytes"),
      end: true,
      sorts: true,
      width: "minmax(72px, 1fr)",
      cell: (r) => bytes(r.bytes),
      title: (r) => full(r.bytes),
    },
    ...JUDGED.filter((_, i) => shown[i]).map((p) => number(p, protocolName(p), 60)),
    time("first", t("table.firstSeen"), (r) => r.firstMs),
    time("last", t("table.lastSeen"), (r) => r.lastMs),
  ];
}

/** The percent with a bar that makes the column readable at a glance. */
function Share({ part, all }: { part: number; all: number }) {
  return (
    <span className="share-cell">
      <span className="share-bar" aria-hidden="true">
        <span style={{ width: `${all > 0 ? (100 * part) / all : 0}%` }} />
      </span>
      <span className="share-text">{share(part, all)}</span>
    </span>
  );
}

/** The cells of all sources without a row. */
export function footFor({ others, all }: SourcePage, shown: readonly boolean[]) {
  return [
    t("requests.others", { n: full(others.count) }),
    "",
    full(others.packets),
    share(others.packets, all),
    bytes(others.bytes),
    ...JUDGED.filter((_, i) => shown[i]).map((p) => full(others[p])),
    "",
    "",
  ];
}
