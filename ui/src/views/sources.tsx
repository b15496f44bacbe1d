import { Button, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useApp, useController } from "../app-context";
import { useNarrowed, useShown } from "../filter/use-narrowed";
import { bytes, full, moment, share } from "../format";
import type { AddressNames, Snapshot, SourceRow } from "../ipc";
import { useNames } from "../names/use-names";
import { namesTitle, whoText } from "../names/words";
import { usePanelNews } from "../panels/panel-state";
import { JUDGED, protocolName, type Shown, shows } from "../protocol";
import { visible } from "../text";
import { t } from "../i18n";
import { Beyond } from "../filter/beyond";
import { Address } from "./address";
import { packetsShown } from "./top-sources";
import { type Column, VirtualTable } from "./virtual-table";

/** Every source that has a row, with search and order. */
export function Sources() {
  const all = useApp((s) => s.snapshot);
  const snapshot = useNarrowed(all);
  return (
    <div className="page-table">
      <h2 className="unseen">{t("sources.title")}</h2>
      {snapshot && all && all.sources.rows.length > 0 ? <Table snapshot={snapshot} /> : <Nothing />}
    </div>
  );
}

function Nothing() {
  const running = useApp((s) => s.session.state === "running" || s.session.state === "starting");
  const { start } = useController();
  return (
    <div className="page-empty" data-testid="sources-empty">
      <p>{t("sources.empty")}</p>
      {!running && <Button onClick={() => void start()}>{t("welcome.start")}</Button>}
    </div>
  );
}

const BY_PACKETS = [{ id: "packets", desc: true }];

function Table({ snapshot }: { snapshot: Snapshot }) {
  const [search, setSearch] = useState("");
  const shown = useShown();
  const news = usePanelNews(false);
  const { rows, others, distinct, exact } = snapshot.sources;
  const wanted = search.trim().toLowerCase();
  const all = rows.reduce((sum, row) => sum + packetsShown(row, shown), packetsShown(others, shown));
  const inScope = useMemo(() => rows.filter((row) => packetsShown(row, shown) > 0), [rows, shown]);
  const names = useNames(useMemo(() => inScope.map((row) => row.ip), [inScope]));
  const found = useMemo(
    () => inScope.filter((row) => matches(row.ip, names(row.ip), wanted)),
    [inScope, names, wanted],
  );
  const columns = useMemo(
    () => columnsFor(shown, all, snapshot.takenMs, names),
    [shown, all, snapshot.takenMs, names],
  );
  const packets = found.reduce((sum, row) => sum + packetsShown(row, shown), 0);
  const volume = found.reduce((sum, row) => sum + row.bytes, 0);
  return (
    <div className="page-table-box" data-testid="sources" data-state={news.state} data-seq={news.seq}>
      <div className="page-tools">
        <TextInput
          size="xs"
          className="search"
          leftSection={<IconSearch size={14} />}
          placeholder={t("sources.search")}
          aria-label={t("sources.search")}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <span>{foundText(found.length, distinct, exact)}</span>
        <Beyond reach="source" />
        <span className="dim">{t("sources.totals", { packets: full(packets), bytes: bytes(volume) })}</span>
        {!exact && <span className="note-warn">{t("sources.estimate")}</span>}
      </div>
      {found.length === 0 ? (
        <p className="page-empty">{t("sources.none")}</p>
      ) : (
        <VirtualTable
          id="sources-table"
          caption={t("sources.title")}
          columns={columns}
          rows={found}
          rowKey={(row) => row.ip}
          sortedBy={BY_PACKETS}
          {...(others.count > 0 && wanted === ""
            ? { foot: footFor(snapshot, shown, all), footTitle: t("sources.othersHint") }
            : {})}
        />
      )}
    </div>
  );
}

function foundText(shown: number, distinct: number, exact: boolean): string {
  const all = `${exact ? "" : "~"}${full(distinct)}`;
  if (shown === distinct) return t("sources.found", { count: distinct, n: all });
  return t("sources.foundOf", { shown: full(shown), all });
}

const matches = (ip: string, names: AddressNames | undefined, wanted: string): boolean =>
  wanted === "" || [ip, whoText(names)].some((text) => text.toLowerCase().includes(wanted));

type NameOf = (ip: string) => AddressNames | undefined;

function columnsFor(shown: Shown, all: number, nowMs: number, names: NameOf): Column<SourceRow>[] {
  return [
    {
      id: "ip",
      name: t("table.source"),
      mono: true,
      width: "minmax(150px, 2fr)",
      by: (r) => r.ip,
      cell: (r) => <Address ip={r.ip} />,
      title: (r) => visible(r.ip),
    },
    {
      id: "who",
      name: t("names.column"),
      width: "minmax(150px, 2.6fr)",
      by: (r) => whoText(names(r.ip)),
      cell: (r) => whoText(names(r.ip)),
      title: (r) => namesTitle(names(r.ip)),
    },
    {
      id: "packets",
      name: t("table.packets"),
      end: true,
      width: "minmax(80px, 1fr)",
      by: (r) => packetsShown(r, shown),
      cell: (r) => full(packetsShown(r, shown)),
    },
    {
      id: "share",
      name: t("table.share"),
      end: true,
      width: "minmax(110px, 1fr)",
      cell: (r) => <Share part={packetsShown(r, shown)} all={all} />,
    },
    {
      id: "bytes",
      name: t("table.bytes"),
      end: true,
      width: "minmax(72px, 1fr)",
      by: (r) => r.bytes,
      cell: (r) => bytes(r.bytes),
      title: (r) => full(r.bytes),
    },
    ...JUDGED.filter((p) => shows(shown, p)).map((p): Column<SourceRow> => ({
      id: p,
      name: protocolName(p),
      end: true,
      width: "minmax(60px, 1fr)",
      by: (r) => r[p],
      cell: (r) => full(r[p]),
    })),
    {
      id: "first",
      name: t("table.firstSeen"),
      end: true,
      width: "minmax(84px, 1fr)",
      by: (r) => r.firstMs,
      cell: (r) => moment(r.firstMs, nowMs),
    },
    {
      id: "last",
      name: t("table.lastSeen"),
      end: true,
      width: "minmax(84px, 1fr)",
      by: (r) => r.lastMs,
      cell: (r) => moment(r.lastMs, nowMs),
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

function footFor(snapshot: Snapshot, shown: Shown, all: number) {
  const { others } = snapshot.sources;
  const own = packetsShown(others, shown);
  return [
    t("requests.others", { n: full(others.count) }),
    "",
    full(own),
    share(own, all),
    bytes(others.bytes),
    ...JUDGED.filter((p) => shows(shown, p)).map((p) => full(others[p])),
    "",
    "",
  ];
}
