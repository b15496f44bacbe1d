// The cursor of a chart that has the focus: arrow keys move it, Shift with them marks a stretch of time.
import { type KeyboardEvent, useEffect, useState } from "react";
import { useFilter } from "../app-context";
import { type Cursor, linesAt, moved, spotOf, stops } from "../charts/cursor";
import type { Figure, Range, Spot } from "../charts/figure";
import { clock } from "../format";
import { t } from "../i18n";
import { crosshair } from "./marks";
import { speak } from "./spoken";

export interface ChartCursor {
  cursor: Cursor | null;
  /** The stretch that is being marked, in the units of the axis. */
  band: Range | null;
  onKeyDown: (event: KeyboardEvent) => void;
  onKeyUp: (event: KeyboardEvent) => void;
  clear: () => void;
}

/** `figure`: with the values that are told, whatever the scale they are drawn in. */
export function useCursor(figure: Figure, onChoose: (spot: Spot, other: boolean) => void): ChartCursor {
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const [anchor, setAnchor] = useState<number | null>(null);
  const { mark } = useFilter();
  const { frame, shiftMs } = figure;
  const timed = frame.x?.time === true;
  const at = timed ? (cursor?.at ?? null) : null;
  useEffect(() => {
    crosshair.set({ at });
    return () => crosshair.set({ at: null });
  }, [at]);

  const band = anchor === null || cursor === null ? null : around(frame, anchor, cursor.at);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") {
      if (cursor === null) return;
      event.preventDefault();
      if (anchor !== null) setAnchor(null);
      else setCursor(null);
      return;
    }
    if (event.key === "Enter") {
      const spot = cursor && spotOf(figure, cursor);
      if (spot === null) return;
      event.preventDefault();
      onChoose(spot, event.altKey);
      return;
    }
    if (event.altKey) return;
    const next = moved(frame, cursor, event.key);
    if (next === null) return;
    event.preventDefault();
    setCursor(next);
    if (event.shiftKey && timed && shiftMs !== undefined && /Left|Right/.test(event.key)) {
      const from = anchor ?? cursor?.at ?? next.at;
      setAnchor(from);
      const [begin, end] = around(frame, from, next.at);
      speak(t("charts.marking", { from: clock(begin - shiftMs), to: clock(end - shiftMs) }));
    } else speak(linesAt(figure, next).join(", "));
  };
  const onKeyUp = (event: KeyboardEvent) => {
    if (event.key !== "Shift" || band === null || shiftMs === undefined) return;
    mark([Math.round(band[0] - shiftMs), Math.round(band[1] - shiftMs)]);
    setAnchor(null);
  };
  const clear = () => {
    setCursor(null);
    setAnchor(null);
  };
  return { cursor, band, onKeyDown, onKeyUp, clear };
}

/** Both intervals and all between them. */
function around(frame: Figure["frame"], a: number, b: number): Range {
  const [first = 0, second = first + 1000] = stops(frame);
  const half = (second - first) / 2;
  return [Math.min(a, b) - half, Math.max(a, b) + half];
}
