// The columns of the sources.
import { bytes, count, full, moment, share } from "../format";
import { t } from "../i18n";
import type { AddressNames, ListedSource, SourcePage, Trends } from "../ipc";
import { namesTitle, whoText } from "../names/words";
import { JUDGED, protocolName } from "../protocol";
import { visible } from "../text";
import { Address } from "./address";
import type { Fitting } from "./fitting";
import { AlertCell, alertTitle, Trend, trendTitle } from "./source-marks";
import type { Column } from "./virtual-table";

export type NameOf = (ip: string) => AddressNames | undefined;

export type SourceColumn = Column<ListedSource> & Fitting;

interface Facts {
  /** Of the four protocols. */
  shown: readonly boolean[];
  page: Pick<SourcePage, "all" | "others"> | null;
  trends: Trends;
  nowMs: number;
  names: NameOf;
}

/** All columns; which of them are shown depends on the choice and the room. */
export function columnsFor({ shown, page, trends, nowMs, names }: Facts): SourceColumn[] {
  const all = page?.all ?? 0;
  const others = page?.others;
  // Room that is left goes to names and addresses: a number needs no more than it has.
  const column = (id: string, name: string, px: number, rank: number, grow = 0.5) => ({
    ...{ id, name, px, rank, width: `minmax(${px}px, ${grow}fr)` },
  });
  const number = (id: "packets" | "tcp" | "udp" | "icmp" | "other", name: string, px: number, rank: number): SourceColumn => ({
    ...{ ...column(id, name, px, rank), end: true, sorts: true },
    cell: (r) => count(r[id]),
    title: (r) => full(r[id]),
    foot: others && count(others[id]),
  });
  const time = (id: "first" | "last", name: string, rank: number, of: (r: ListedSource) => number): SourceColumn => ({
    ...{ ...column(id, name, 84, rank), end: true, sorts: true },
    cell: (r) => moment(of(r), nowMs),
    title: (r) => moment(of(r), nowMs),
  });
  const RANKS = { tcp: 5, udp: 6, icmp: 8, other: 9 };
  // All but *First seen* and *Last seen* fit a window of 1280.
  const ROOM = { tcp: 56, udp: 56, icmp: 48, other: 48 };
  return [
    {
      ...{ ...column("ip", t("table.source"), 150, 0, 2), mono: true, sorts: true },
      cell: (r) => <Address ip={r.ip} inGrid />,
      title: (r) => visible(r.ip),
      foot: others && t("requests.others", { n: full(others.count) }),
    },
    {
      ...{ ...column("who", t("names.column"), 132, 2, 3.4), sorts: true },
      cell: (r) => whoText(names(r.ip)),
      title: (r) => namesTitle(names(r.ip)),
    },
    number("packets", t("table.packets"), 72, 0),
    {
      ...{ ...column("share", t("table.share"), 86, 7), end: true },
      cell: (r) => <Share part={r.packets} all={all} />,
      foot: others && share(others.packets, all),
    },
    {
      ...{ ...column("bytes", t("table.bytes"), 66, 4), end: true, sorts: true },
      cell: (r) => bytes(r.bytes),
      title: (r) => full(r.bytes),
      foot: others && bytes(others.bytes),
    },
    ...JUDGED.filter((_, i) => shown[i]).map((p) => number(p, protocolName(p), ROOM[p], RANKS[p])),
    time("first", t("table.firstSeen"), 11, (r) => r.firstMs),
    time("last", t("table.lastSeen"), 10, (r) => r.lastMs),
    {
      ...column("trend", t("table.trend"), 60, 3),
      cell: (r) => <Trend values={r.trend} />,
      title: (r) => trendTitle(r.trend, trends),
    },
    {
      ...{ ...column("alert", t("table.alert"), 150, 1, 1.4), sorts: true, greatest: true },
      cell: (r) => <AlertCell alert={r.alert} />,
      title: (r) => alertTitle(r.alert),
    },
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
