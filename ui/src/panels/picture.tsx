import { useCallback, useState } from "react";
import { useAlerts, useController, useFilter } from "../app-context";
import type { Figure, Range, Spot } from "../charts/figure";
import { type Cursor, linesAt, spotOf } from "../charts/cursor";
import { type Hover, Plot } from "../charts/plot";
import { parseFilter } from "../filter/parse";
import { t } from "../i18n";
import { Brush } from "./brush";
import { CursorMark } from "./cursor-mark";
import { LimitHandles } from "./limit-handles";
import { crosshair, MarksAbove, MarksBelow } from "./marks";
import { Tip } from "./tip";

/** What a click does: it opens the evidence of an alert, or narrows every view to what was clicked. */
export function useChoice(figure: Figure): { onPick: (spot: Spot, other: boolean) => void; onEpisode: (id: number | null) => void } {
  const { open } = useAlerts();
  const { show } = useController();
  const { toggle } = useFilter();
  const onEpisode = useCallback((id: number | null) => (id === null ? show("alerts") : open(id)), [show, open]);
  const onPick = useCallback(
    (spot: Spot, other: boolean) => {
      const term = (figure.episode?.(spot) ?? null) === null ? (figure.pick?.(spot) ?? null) : null;
      if (term !== null && parseFilter(term).mistake === null) toggle(other ? `not ${term}` : term);
    },
    [figure, toggle],
  );
  return { onPick, onEpisode };
}

interface Props {
  /** As it is drawn. */
  figure: Figure;
  /** With the values that are told. */
  told: Figure;
  log: boolean;
  cursor: Cursor | null;
  band: Range | null;
  /** The capture has not begun: what is not there may yet come. */
  waits: boolean;
}

/** The drawing of a chart, with all that lies on it. */
export function Picture({ figure, told, log, cursor, band, waits }: Props) {
  const [hover, setHover] = useState<Hover | null>(null);
  const timed = figure.frame.x?.time === true;
  const { onPick, onEpisode } = useChoice(figure);
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
  const link = figure.emptyLink;
  const spot = cursor && spotOf(figure, cursor);
  return (
    <div
      className={`picture ${figure.pick ? "picture-picks" : ""} ${bare ? "picture-bare" : ""} ${clickable === null ? "" : "picture-click"}`}
      onClick={() => clickable !== null && onEpisode(clickable)}
    >
      <MarksBelow figure={figure} />
      <Plot frame={figure.frame} onHover={onHover} onPick={onPick} />
      <MarksAbove figure={figure} onEpisode={onEpisode} />
      {timed && <Brush figure={figure} />}
      {figure.limits && <LimitHandles figure={figure} log={log} />}
      {figure.empty !== null && waits && <p className="chart-empty appears-late">{t("charts.loading")}</p>}
      {figure.empty !== null && !waits && (
        <div className="chart-empty">
          {figure.empty.split("\n").map((line, i) => (
            <p key={line} className={i === 0 ? "chart-empty-head" : ""}>
              {line}
            </p>
          ))}
          {link && (
            <button type="button" className="link" data-testid="chart-empty-link" onClick={() => onEpisode(link.episode)}>
              {link.text} →
            </button>
          )}
        </div>
      )}
      {spot && hover === null && (
        <CursorMark frame={figure.frame} spot={spot} band={band} lines={linesAt(told, cursor)} />
      )}
      {hover !== null && lines.length > 0 && <Tip lines={lines} x={hover.clientX} y={hover.clientY} />}
    </div>
  );
}
