import { Button, TextInput } from "@mantine/core";
import { useDebouncedValue, useElementSize, useMergedRef } from "@mantine/hooks";
import { IconAlertTriangle, IconSearch } from "@tabler/icons-react";
import { useCallback, useMemo, useState } from "react";
import { useApp, useBackend, useController } from "../app-context";
import { Beyond } from "../filter/beyond";
import { NoneLeft } from "../filter/none-left";
import { stepsOf } from "../filter/steps";
import { useShown } from "../filter/use-narrowed";
import { bytes, full } from "../format";
import type { ListedSource, Snapshot, SourceOrder, SourcePage, SourceQuery } from "../ipc";
import { useNames } from "../names/use-names";
import { usePanelNews, useSeq } from "../panels/panel-state";
import { JUDGED, shows } from "../protocol";
import { usePages } from "../tables/use-pages";
import { t } from "../i18n";
import { useRecent } from "./figures";
import { ColumnChooser } from "./column-chooser";
import { ExportSources } from "./export-sources";
import { fitted, useChoice } from "./fitting";
import { columnsFor } from "./source-columns";
import { SourceDetail } from "./source-detail";
import { type Order, VirtualTable } from "./virtual-table";

/** Every source that has a row, with search and order. */
export function Sources() {
  const snapshot = useApp((s) => s.snapshot);
  return (
    <div className="page-table">
      <h2 className="unseen">{t("sources.title")}</h2>
      {snapshot && snapshot.sources.rows.length > 0 ? <Table snapshot={snapshot} /> : <Nothing />}
    </div>
  );
}

function Nothing() {
  const running = useApp((s) => s.session.state === "running" || s.session.state === "starting");
  const packets = useApp((s) => s.snapshot?.totals.packets ?? 0);
  const { start } = useController();
  return (
    <div className="page-empty" data-testid="sources-empty">
      <p>{packets > 0 ? t("sources.noAddresses") : t("sources.empty")}</p>
      {!running && <Button onClick={() => void start()}>{t("welcome.start")}</Button>}
    </div>
  );
}

/** Longer than from one frame of a scroll to the next. */
const NAMES_AFTER_MS = 120;

const NO_TRENDS = { fromMs: 0, stepS: 5 };

type Wanted = Omit<SourceQuery, "list" | "offset" | "count">;

/** What the scope, the filter, the search and the order ask for. */
function useWanted(search: string, order: Order): Wanted {
  const expression = useApp((s) => s.filter.expression);
  const shown = useShown();
  return useMemo(
    () => ({
      filter: stepsOf(expression),
      shown: JUDGED.map((p) => shows(shown, p)) as Wanted["shown"],
      search: search.trim().slice(0, 255),
      order: order.id as SourceOrder,
      descending: order.descending,
    }),
    [expression, shown, search, order],
  );
}

function Table({ snapshot }: { snapshot: Snapshot }) {
  const [search, setSearch] = useState("");
  const [order, setOrder] = useState<Order>({ id: "packets", descending: true });
  const [open, setOpen] = useState<string | null>(null);
  const paused = useApp((s) => s.paused !== null);
  const news = usePanelNews(false);
  const seen = useSeq<HTMLDivElement>();
  const backend = useBackend();
  const wanted = useWanted(search, order);
  const fresh = useRecent(snapshot.seq, snapshot);
  const pages = usePages<ListedSource, SourcePage>(
    (part) => backend.getSources({ ...wanted, ...part }),
    JSON.stringify(wanted),
    fresh,
    paused,
  );
  const [range, setRange] = useState<readonly [number, number]>([0, 0]);
  // Names are asked for where the scrolling stops.
  const [[from, to]] = useDebouncedValue(range, NAMES_AFTER_MS);
  const { want } = useBound(pages);
  const onRange = useCallback(
    (from: number, to: number) => {
      want(from, to);
      setRange([from, to]);
    },
    [want],
  );
  const { latest } = pages;
  const version = pages.getVersion();
  const inView = useMemo(
    () => Array.from({ length: to - from + 1 }, (_, i) => pages.at(from + i)?.ip).filter((ip) => ip !== undefined),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- other rows came
    [from, to, pages, version],
  );
  const names = useNames(inView);
  const every = useMemo(
    () => columnsFor({ shown: wanted.shown, page: latest, trends: latest?.trends ?? NO_TRENDS, nowMs: snapshot.takenMs, names }),
    [wanted.shown, latest, snapshot.takenMs, names],
  );
  const { ref, width } = useElementSize<HTMLDivElement>();
  const box = useMergedRef(ref, seen);
  const [choice, setChoice] = useChoice("weir.columns.sources");
  const { shown, crowded } = useMemo(() => fitted(every, choice, width || Infinity), [every, choice, width]);
  const columns = useMemo(() => every.filter(({ id }) => shown.has(id)), [every, shown]);
  return (
    <div className="page-table-box" ref={box} data-testid="sources" data-state={news.state}>
      <div className="page-tools">
        <TextInput
          size="xs"
          className="search"
          leftSection={<IconSearch size={14} />}
          placeholder={t("sources.search")}
          aria-label={t("sources.search")}
          data-testid="sources-search"
          value={search}
          maxLength={255}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        {latest && <Totals page={latest} />}
        <Beyond reach="source" />
        <span className="push" />
        <ColumnChooser columns={every} shown={shown} crowded={crowded} choice={choice} onChoice={setChoice} />
        <ExportSources wanted={wanted} />
      </div>
      {latest?.found === 0 ? (
        wanted.search === "" ? (
          <NoneLeft sentence={t("sources.noneLeft")} />
        ) : (
          <p className="page-empty">{t("sources.none")}</p>
        )
      ) : (
        <VirtualTable
          id="sources-table"
          caption={t("sources.title")}
          columns={columns}
          count={latest?.found ?? 0}
          rowAt={pages.at}
          rowKey={(row) => row.ip}
          onRange={onRange}
          order={order}
          onOrder={setOrder}
          open={open}
          onOpen={(row) => setOpen(row?.ip ?? null)}
          {...(latest && latest.others.packets > 0 && wanted.search === ""
            ? { footTitle: t("sources.othersHint") }
            : {})}
        />
      )}
      {open !== null && (
        <SourceDetail
          key={open}
          ip={open}
          names={names(open)}
          nowMs={snapshot.takenMs}
          fresh={fresh}
          onClose={() => {
            setOpen(null);
            document.querySelector<HTMLElement>("[data-testid=sources-table]")?.focus();
          }}
        />
      )}
    </div>
  );
}

/** A function of its own for each table, so that effects that use it run once. */
const useBound = (pages: { want: (from: number, to: number) => void }) =>
  useMemo(() => ({ want: (from: number, to: number) => pages.want(from, to) }), [pages]);

/** "423 sources, 5 shown: 18,204 packets, 16.2 MB". */
function Totals({ page: { found, distinct, exact, packets, bytes: volume } }: { page: SourcePage }) {
  const all = `${exact ? "" : "~"}${full(distinct)}`;
  const sum = { packets: full(packets), bytes: bytes(volume) };
  return (
    <>
      <span data-testid="sources-totals" role="status">
        {found === distinct
          ? t("sources.found", { count: distinct, n: all, ...sum })
          : t("sources.foundOf", { shown: full(found), all, ...sum })}
      </span>
      {!exact && (
        <span className="note-warn" title={t("sources.estimate")}>
          <IconAlertTriangle size={14} aria-hidden="true" /> <span className="wide-only">{t("sources.estimateBrief")}</span>
        </span>
      )}
    </>
  );
}
