import { Button, TextInput } from "@mantine/core";
import { IconArrowUp, IconSearch } from "@tabler/icons-react";
import { useCallback, useMemo, useRef, useState } from "react";
import { useApp, useController, useNameBook } from "../app-context";
import { useNarrowed, useShown } from "../filter/use-narrowed";
import { clockMicros, full } from "../format";
import type { PacketRow, Snapshot } from "../ipc";
import type { Names } from "../names/names";
import { usePanelNews } from "../panels/panel-state";
import { visible } from "../text";
import { t } from "../i18n";
import { ProtocolCell } from "./protocol-cell";
import { endpoint, packetsInScope } from "./recent-packets";
import { type Column, VirtualTable } from "./virtual-table";

/** The newest packet headers. */
export function Packets() {
  const all = useApp((s) => s.snapshot);
  const snapshot = useNarrowed(all);
  return (
    <div className="page-table">
      <h2 className="unseen">{t("packets.title")}</h2>
      {snapshot && all && all.recent.length > 0 ? <Table snapshot={snapshot} /> : <Nothing />}
    </div>
  );
}

function Nothing() {
  const running = useApp((s) => s.session.state === "running" || s.session.state === "starting");
  const counts = useApp((s) => s.settings.disclosure === "counts");
  const { start, change } = useController();
  return (
    <div className="page-empty" data-testid="packets-empty">
      <p>{counts ? t("packets.counts") : t("packets.empty")}</p>
      {counts && <Button onClick={() => change({ disclosure: "headers" })}>{t("packets.showHeaders")}</Button>}
      {!running && !counts && <Button onClick={() => void start()}>{t("welcome.start")}</Button>}
    </div>
  );
}

const columns = (service: Names["service"]): readonly Column<PacketRow>[] => [
  {
    id: "time",
    name: t("table.time"),
    mono: true,
    width: "132px",
    by: (p) => p.timeUs,
    cell: (p) => clockMicros(p.timeUs),
  },
  {
    id: "source",
    name: t("table.source"),
    mono: true,
    width: "minmax(150px, 1.4fr)",
    by: (p) => p.source ?? "",
    cell: (p) => endpoint(p.source, p.sourcePort),
    title: (p) => endpoint(p.source, p.sourcePort),
  },
  {
    id: "destination",
    name: t("table.destination"),
    mono: true,
    width: "minmax(150px, 1.4fr)",
    by: (p) => p.destination ?? "",
    cell: (p) => endpoint(p.destination, p.destinationPort),
    title: (p) => endpoint(p.destination, p.destinationPort),
  },
  {
    id: "protocol",
    name: t("table.protocol"),
    width: "92px",
    by: (p) => p.name,
    cell: (p) => <ProtocolCell protocol={p.protocol} name={p.name} />,
  },
  {
    id: "service",
    name: t("names.service"),
    width: "96px",
    by: (p) => serviceOf(p, service),
    cell: (p) => serviceOf(p, service),
  },
  { id: "length", name: t("table.length"), end: true, width: "64px", by: (p) => p.length, cell: (p) => full(p.length) },
  {
    id: "info",
    name: t("table.info"),
    width: "minmax(120px, 1.6fr)",
    cell: (p) => visible(p.info),
    title: (p) => visible(p.info),
  },
];

const serviceOf = (p: PacketRow, service: Names["service"]): string =>
  p.protocol === "tcp" || p.protocol === "udp" ? service(p.protocol, [p.sourcePort, p.destinationPort]) : "";

const matches = (packet: PacketRow, wanted: string): boolean =>
  [
    endpoint(packet.source, packet.sourcePort),
    endpoint(packet.destination, packet.destinationPort),
    packet.name,
    packet.info,
  ].some((text) => text.toLowerCase().includes(wanted));

function Table({ snapshot }: { snapshot: Snapshot }) {
  const [search, setSearch] = useState("");
  // Somebody who scrolled down is reading: the list stands still until it is at the top again.
  const [held, setHeld] = useState<Snapshot | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useShown();
  const news = usePanelNews(false);
  const { service } = useNameBook();
  const shownColumns = useMemo(() => columns(service), [service]);
  const { recent } = held ?? snapshot;
  const wanted = search.trim().toLowerCase();
  const rows = useMemo(() => packetsInScope(recent, shown).filter((p) => matches(p, wanted)), [recent, shown, wanted]);
  const newer = held ? snapshot.recent.filter((p) => p.id > (held.recent[0]?.id ?? 0)).length : 0;
  const onScroll = useCallback(
    (top: number) => setHeld((before) => (top > 0 ? (before ?? snapshot) : null)),
    [snapshot],
  );
  return (
    <div className="page-table-box" data-testid="packets" data-state={news.state} data-seq={news.seq}>
      <div className="page-tools">
        <TextInput
          size="xs"
          className="search search-wide"
          leftSection={<IconSearch size={14} />}
          placeholder={t("packets.search")}
          aria-label={t("packets.search")}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <span>{t("packets.found", { shown: full(rows.length), of: full(snapshot.totals.packets) })}</span>
        {snapshot.quality.headersSkipped > 0 && (
          <span className="dim">{t("packets.skipped", { n: full(snapshot.quality.headersSkipped) })}</span>
        )}
        {held !== null && (
          <Button
            size="compact-xs"
            variant="light"
            leftSection={<IconArrowUp size={12} />}
            title={t("packets.heldHint")}
            onClick={() => scroller.current?.scrollTo({ top: 0 })}
            data-testid="packets-newer"
          >
            {t("packets.held", { n: full(newer) })}
          </Button>
        )}
      </div>
      {rows.length === 0 ? (
        <p className="page-empty">{t("packets.none")}</p>
      ) : (
        <VirtualTable
          id="packets-table"
          caption={t("packets.title")}
          columns={shownColumns}
          rows={rows}
          rowKey={(p) => String(p.id)}
          onScroll={onScroll}
          scroller={scroller}
        />
      )}
    </div>
  );
}
