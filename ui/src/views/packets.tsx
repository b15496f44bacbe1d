import { Button, TextInput } from "@mantine/core";
import { IconArrowUp, IconPlayerPause, IconPlayerPlay, IconSearch } from "@tabler/icons-react";
import { useCallback, useMemo, useRef, useState } from "react";
import { useApp, useBackend, useController, useNameBook } from "../app-context";
import { NoneLeft } from "../filter/none-left";
import { stepsOf } from "../filter/steps";
import { useShown } from "../filter/use-narrowed";
import { full } from "../format";
import type { PacketOrder, PacketPage, PacketQuery, PacketRow, Snapshot } from "../ipc";
import { usePanelNews, useSeq } from "../panels/panel-state";
import { PROTOCOLS, shows } from "../protocol";
import { usePages } from "../tables/use-pages";
import { t } from "../i18n";
import { columnsFor } from "./packet-columns";
import { PacketDetail } from "./packet-detail";
import { type Order, VirtualTable } from "./virtual-table";

/** The newest packet headers. */
export function Packets() {
  const snapshot = useApp((s) => s.snapshot);
  return (
    <div className="page-table">
      <h2 className="unseen">{t("packets.title")}</h2>
      {snapshot && snapshot.recent.length > 0 ? <Table snapshot={snapshot} /> : <Nothing />}
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

type Wanted = Omit<PacketQuery, "list" | "offset" | "count">;

/** What the scope, the filter, the marked stretch, the search and the order ask for. */
function useWanted(search: string, order: Order): Wanted {
  const expression = useApp((s) => s.filter.expression);
  const stretch = useApp((s) => s.stretch);
  const shown = useShown();
  return useMemo(
    () => ({
      filter: stepsOf(expression),
      shown: PROTOCOLS.map((p) => shows(shown, p)) as Wanted["shown"],
      stretchMs: stretch === null ? null : [Math.round(stretch[0]), Math.round(stretch[1])],
      search: search.trim().slice(0, 255),
      order: order.id as PacketOrder,
      descending: order.descending,
    }),
    [expression, stretch, shown, search, order],
  );
}

function Table({ snapshot }: { snapshot: Snapshot }) {
  const [search, setSearch] = useState("");
  const [order, setOrder] = useState<Order>({ id: "time", descending: true });
  const [open, setOpen] = useState<number | null>(null);
  // Somebody who scrolled down or looks at one packet is reading: the list stands still meanwhile.
  const [scrolled, setScrolled] = useState(false);
  const [frozen, setFrozen] = useState(false);
  const paused = useApp((s) => s.paused !== null);
  const held = frozen || scrolled || open !== null;
  const scroller = useRef<HTMLDivElement>(null);
  const news = usePanelNews(false);
  const seen = useSeq<HTMLDivElement>();
  const { service } = useNameBook();
  const backend = useBackend();
  const wanted = useWanted(search, order);
  const pages = usePages<PacketRow, PacketPage>(
    (part) => backend.getPackets({ ...wanted, ...part }),
    JSON.stringify(wanted),
    snapshot.seq,
    paused || held,
  );
  const columns = useMemo(() => columnsFor(service), [service]);
  const onRange = useCallback((from: number, to: number) => pages.want(from, to), [pages]);
  const { latest } = pages;
  const follow = () => {
    setFrozen(false);
    setOpen(null);
    scroller.current?.scrollTo({ top: 0 });
    setScrolled(false);
  };
  return (
    <div className="page-table-box" ref={seen} data-testid="packets" data-state={news.state}>
      <div className="page-tools">
        <TextInput
          size="xs"
          className="search search-wide"
          leftSection={<IconSearch size={14} />}
          placeholder={t("packets.search")}
          aria-label={t("packets.search")}
          data-testid="packets-search"
          value={search}
          maxLength={255}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        {latest && (
          <span data-testid="packets-found">
            {latest.found === latest.held
              ? t("packets.found", { held: full(latest.held), of: full(snapshot.totals.packets) })
              : t("packets.foundOf", { shown: full(latest.found), held: full(latest.held) })}
          </span>
        )}
        {snapshot.quality.headersSkipped > 0 && (
          <span className="dim" title={t("packets.skippedHint")}>
            {t("packets.skipped", { n: full(snapshot.quality.headersSkipped) })}
          </span>
        )}
        <span className="push" />
        <Follow
          held={held}
          newer={newerThan(latest, snapshot, pages.at(0))}
          onFollow={follow}
          onFreeze={() => setFrozen(true)}
        />
      </div>
      {latest?.found === 0 ? (
        wanted.search === "" ? (
          <NoneLeft sentence={t("packets.noneLeft")} />
        ) : (
          <p className="page-empty">{t("packets.none")}</p>
        )
      ) : (
        <VirtualTable
          id="packets-table"
          caption={t("packets.title")}
          columns={columns}
          count={latest?.found ?? 0}
          rowAt={pages.at}
          rowKey={(p) => String(p.id)}
          onRange={onRange}
          order={order}
          onOrder={setOrder}
          open={open === null ? null : String(open)}
          onOpen={(row) => setOpen(row?.id ?? null)}
          onScroll={(top) => setScrolled(top > 0)}
          scroller={scroller}
        />
      )}
      {open !== null && (
        <PacketDetail
          key={open}
          id={open}
          onClose={() => {
            setOpen(null);
            document.querySelector<HTMLElement>("[data-testid=packets-table]")?.focus();
          }}
        />
      )}
    </div>
  );
}

/** How many came since the list stands still; those in the newest look are counted without asking. */
function newerThan(latest: PacketPage | null, snapshot: Snapshot, first: PacketRow | undefined): number {
  if (latest === null) return 0;
  const newest = snapshot.recent[0]?.id ?? 0;
  return Math.max(latest.newer, first === undefined ? 0 : newest - first.id);
}

/** Whether the list follows the newest, and the way from one to the other. */
function Follow(props: { held: boolean; newer: number; onFollow: () => void; onFreeze: () => void }) {
  const { held, newer, onFollow, onFreeze } = props;
  return held ? (
    <Button
      size="compact-xs"
      variant="light"
      leftSection={newer > 0 ? <IconArrowUp size={12} /> : <IconPlayerPlay size={12} />}
      title={t("packets.heldHint")}
      onClick={onFollow}
      data-testid="packets-newer"
    >
      {newer > 0 ? t("packets.held", { n: full(newer) }) : t("packets.follow")}
    </Button>
  ) : (
    <Button
      size="compact-xs"
      variant="default"
      leftSection={<IconPlayerPause size={12} />}
      title={t("packets.freezeHint")}
      onClick={onFreeze}
      data-testid="packets-freeze"
    >
      {t("packets.freeze")}
    </Button>
  );
}
