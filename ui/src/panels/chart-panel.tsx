import { ActionIcon } from "@mantine/core";
import { IconChartBar, IconCheck, IconCopy, IconTable } from "@tabler/icons-react";
import {
  type KeyboardEvent,
  memo,
  type ReactNode,
  type RefObject,
  useCallback,
  useMemo,
  useRef,
  useState,
} from "react";
import { useAlerts, useApp, useController, useFilter } from "../app-context";
import type { Figure, Spot } from "../charts/figure";
import { type Hover, Plot } from "../charts/plot";
import { copyText, csv } from "../clipboard";
import { toggled } from "../scope";
import { t } from "../i18n";
import { Beyond } from "../filter/beyond";
import { parseFilter } from "../filter/parse";
import { Brush } from "./brush";
import { Legend } from "./legend";
import { crosshair, MarksAbove, MarksBelow } from "./marks";
import { Panel } from "./panel";
import { usePanelNews } from "./panel-state";
import { Tip } from "./tip";
import { TwinTable } from "./twin-table";
import { useNewest, useStretched, useSummary } from "./use-figure";

interface Props {
  id: string;
  title: string;
  subtitle: string;
  figure: Figure;
  className?: string;
  /** Stands beside the picture. */
  aside?: ReactNode;
  /** The legend is part of what stands beside it. */
  ownLegend?: boolean;
}

/** A chart with its legend, its marks and its table. */
export function ChartPanel({ id, title, subtitle, figure, className, aside, ownLegend }: Props) {
  const [asTable, setAsTable] = useState(false);
  const shownFigure = useStretched(figure);
  const newest = useNewest(figure);
  const summary = useSummary(figure);
  const news = usePanelNews(figure.empty !== null);
  const shown = useApp((s) => s.settings.protocols);
  const { change } = useController();
  const onKeyDown = (event: KeyboardEvent) => {
    const own = event.target === event.currentTarget || (event.target as HTMLElement).closest(".twin") !== null;
    if (own && event.key.toLowerCase() === "t" && !event.ctrlKey && !event.altKey && !event.metaKey)
      setAsTable(!asTable);
  };
  return (
    <Panel
      id={id}
      title={title}
      subtitle={subtitle}
      news={news}
      beyond={<Beyond reach={figure.reach} />}
      summary={summary}
      chart
      onKeyDown={onKeyDown}
      className={`chart ${className ?? ""}`}
      actions={<Actions figure={newest} asTable={asTable} onTable={setAsTable} />}
      legend={
        ownLegend === true ? null : (
          <Legend
            items={figure.legend}
            shown={shown}
            onToggle={(p, only) => change({ protocols: toggled(shown, p, only) })}
          />
        )
      }
    >
      {asTable ? <TwinTable id={id} twin={figure.twin} /> : null}
      {/* The drawing stays mounted: mounting one again and again costs memory. */}
      <div className="chart-body" hidden={asTable}>
        <Picture figure={shownFigure} />
        {aside}
      </div>
    </Panel>
  );
}

function Picture({ figure }: { figure: Figure }) {
  const [hover, setHover] = useState<Hover | null>(null);
  const timed = figure.frame.x?.time === true;
  const { open } = useAlerts();
  const { show } = useController();
  const onEpisode = (id: number | null) => (id === null ? show("alerts") : open(id));
  const { toggle } = useFilter();
  const onPick = useCallback(
    (spot: Spot, other: boolean) => {
      // A click on an alert opens its evidence instead.
      const term = (figure.episode?.(spot) ?? null) === null ? (figure.pick?.(spot) ?? null) : null;
      if (term !== null && parseFilter(term).mistake === null) toggle(other ? `not ${term}` : term);
    },
    [figure, toggle],
  );
  const onHover = useCallback(
    (at: Hover | null) => {
      setHover(at);
      if (timed) crosshair.set({ at: at?.spot.x ?? null });
    },
    [timed],
  );
  const lines = hover === null ? [] : figure.tip(hover.spot);
  const clickable = hover === null ? null : (figure.episode?.(hover.spot) ?? null);
  // Row charts without rows and rings without parts would show bare axes; time charts keep theirs.
  const bare = figure.empty !== null && !timed;
  return (
    <div
      className={`picture ${figure.pick ? "picture-picks" : ""} ${bare ? "picture-bare" : ""} ${clickable === null ? "" : "picture-click"}`}
      onClick={() => clickable !== null && onEpisode(clickable)}
    >
      <MarksBelow figure={figure} />
      <Plot frame={figure.frame} onHover={onHover} onPick={onPick} />
      <MarksAbove figure={figure} onEpisode={onEpisode} />
      {timed && <Brush figure={figure} />}
      {figure.empty !== null && (
        <div className="chart-empty">
          {figure.empty.split("\n").map((line, i) => (
            <p key={line} className={i === 0 ? "chart-empty-head" : ""}>
              {line}
            </p>
          ))}
        </div>
      )}
      {hover !== null && lines.length > 0 && <Tip lines={lines} x={hover.clientX} y={hover.clientY} />}
    </div>
  );
}

interface ActionsProps {
  /** The newest figure, for when it is asked for: the buttons are the same at each look. */
  figure: RefObject<Figure>;
  asTable: boolean;
  onTable: (on: boolean) => void;
}

const COPIED_MS = 1500;

const Actions = memo(function Actions({ figure, asTable, onTable }: ActionsProps) {
  const [copied, setCopied] = useState<boolean | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const copy = async () => {
    const { columns, rows } = figure.current.twin;
    setCopied(await copyText(csv(columns, rows)));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setCopied(null), COPIED_MS);
  };
  const copyTitle = copied === null ? t("charts.copy") : copied ? t("charts.copied") : t("charts.notCopied");
  const tableTitle = asTable ? t("charts.showChart") : t("charts.showTable");
  const icon = useMemo(() => (asTable ? <IconChartBar size={15} /> : <IconTable size={15} />), [asTable]);
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        title={tableTitle}
        aria-label={tableTitle}
        aria-pressed={asTable}
        onClick={() => onTable(!asTable)}
      >
        {icon}
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        title={copyTitle}
        aria-label={copyTitle}
        onClick={() => void copy()}
      >
        {copied === true ? <IconCheck size={15} /> : <IconCopy size={15} />}
      </ActionIcon>
    </>
  );
});
