import { type KeyboardEvent, memo, type ReactNode, useState } from "react";
import { useApp } from "../app-context";
import type { Figure, Spot } from "../charts/figure";
import { missingIn } from "../charts/missing";
import { Beyond } from "../filter/beyond";
import { ChartActions } from "./chart-actions";
import { ProtocolLegend } from "./legend";
import { LimitPreview } from "./limit-preview";
import { Panel } from "./panel";
import { usePanelNews } from "./panel-state";
import { Picture, useChoice } from "./picture";
import { TwinTable } from "./twin-table";
import { useCursor } from "./use-cursor";
import { useExport } from "./use-export";
import { useDrawn, useNewest, useStretched, useSummary } from "./use-figure";
import { useScale } from "./use-scale";

interface Props {
  id: string;
  title: string;
  subtitle: string;
  figure: Figure;
  className?: string;
  /** Stands beside the picture. */
  aside?: ReactNode;
  /** In place of the figure's own; `null`: it is part of what stands beside the picture. */
  legend?: ReactNode;
}

/** A chart with its legend, its marks and its table; made anew only when one of them is. */
export const ChartPanel = memo(function ChartPanel({ id, title, subtitle, figure, className, aside, legend }: Props) {
  const [asTable, setAsTable] = useState(false);
  const [menu, setMenu] = useState(false);
  const { log, byItself, set: setLog } = useScale(id, figure.spread);
  const told = useStretched(figure);
  const drawn = useDrawn(told, log);
  const summary = useSummary(figure);
  const news = usePanelNews(figure.empty !== null, missingIn(told));
  const zoomed = useApp((s) => s.stretch !== null);
  const origin = useApp((s) => s.session.file ?? s.session.interface ?? "");
  const exports = useExport({ id, title, subtitle, figure: useNewest(drawn), origin });
  const { onPick, onEpisode } = useChoice(figure);
  const onChoose = (spot: Spot, other: boolean) => {
    const episode = figure.episode?.(spot) ?? null;
    if (episode === null) onPick(spot, other);
    else onEpisode(episode);
  };
  const keys = useCursor(told, onChoose);
  const scalable = figure.frame.y !== undefined;
  const onKeyDown = (event: KeyboardEvent) => {
    const itself = event.target === event.currentTarget;
    if (!itself && (event.target as HTMLElement).closest(".twin") === null) return;
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
    const key = event.key.toLowerCase();
    if (plain && key === "t") setAsTable(!asTable);
    else if (plain && key === "g" && scalable) setLog(!log);
    else if (key === "contextmenu" || (key === "f10" && event.shiftKey)) {
      event.preventDefault();
      setMenu(true);
    } else if (itself && !asTable) keys.onKeyDown(event);
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
      onKeyUp={keys.onKeyUp}
      onBlur={keys.clear}
      className={`chart ${className ?? ""}`}
      actions={
        <ChartActions
          exports={exports}
          log={scalable ? log : null}
          logByItself={byItself}
          onLog={setLog}
          asTable={asTable}
          onTable={setAsTable}
          menu={menu}
          onMenu={setMenu}
          zoomed={zoomed}
        />
      }
      legend={
        legend === undefined ? <ProtocolLegend items={figure.legend} /> : legend
      }
    >
      {asTable ? <TwinTable id={id} twin={figure.twin} /> : null}
      {/* The drawing stays mounted: mounting one again and again costs memory. */}
      <div className="chart-body" hidden={asTable}>
        <Picture
          figure={drawn}
          told={told}
          log={log}
          cursor={keys.cursor}
          band={keys.band}
          waits={news.state === "loading"}
        />
        {aside}
      </div>
      {figure.limits && <LimitPreview />}
    </Panel>
  );
});
