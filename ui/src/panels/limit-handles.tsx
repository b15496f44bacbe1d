import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { useApp, useTrial } from "../app-context";
import type { Figure } from "../charts/figure";
import { fromLog, toLog } from "../charts/log";
import { full, span } from "../format";
import { t } from "../i18n";
import { type Judged, protocolName } from "../protocol";
import { limitAt, stepped } from "../settings/limit-drag";
import { byHand, MAX_LIMIT } from "../settings/limits";
import { clamp, part } from "./place";

/** Handles nearer than this, in percent of the plot, stand side by side. */
const CLOSE = 9;

/** Shorter movements are no drag. */
const LEAST_PX = 3;

interface Place {
  protocol: Judged;
  limit: number;
  /** In percent from the bottom; more than the plot where the limit is above it. */
  at: number;
  /** How many stand to its right already. */
  beside: number;
}

/** The limits as handles at the right edge. Moving one only tries it; nothing changes before it is used. */
export function LimitHandles({ figure, log }: { figure: Figure; log: boolean }) {
  const tried = useApp((s) => s.draft?.rules.thresholds ?? null);
  const used = useApp((s) => s.settings.thresholds);
  const { edit, cancel } = useTrial();
  const box = useRef<HTMLDivElement>(null);
  const dragged = useRef<{ y: number; moves: boolean } | null>(null);
  const { limits, frame } = figure;
  const { y } = frame;
  const thresholds = tried ?? used;
  if (limits === undefined || y === undefined) return null;
  const set = (protocol: Judged, perInterval: number) =>
    edit({ thresholds: byHand(thresholds, { [protocol]: { ...thresholds[protocol], perInterval } }) });
  const drag = (protocol: Judged) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
      dragged.current = { y: event.clientY, moves: false };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const rect = box.current?.getBoundingClientRect();
      if (dragged.current === null || rect === undefined) return;
      dragged.current.moves ||= Math.abs(event.clientY - dragged.current.y) >= LEAST_PX;
      if (!dragged.current.moves) return;
      const share = 1 - clamp((100 * (event.clientY - rect.top)) / rect.height) / 100;
      const place = y.range[0] + share * (y.range[1] - y.range[0]);
      set(protocol, limitAt((log ? fromLog(place) : place) / limits.perAxis));
    },
    onPointerUp: () => (dragged.current = null),
    onPointerCancel: () => (dragged.current = null),
  });
  const onKeyDown = (event: KeyboardEvent, { protocol, limit }: Place) => {
    const next = stepped(limit, event.key);
    if (next !== null) set(protocol, next);
    else if (event.key === "Escape" && tried !== null) cancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const { margin } = frame;
  return (
    <div ref={box} className="limits-box" style={{ left: margin.l, right: margin.r, top: margin.t, bottom: margin.b }}>
      {placed(figure, log, (p) => thresholds[p].perInterval).map((place) => {
        const { protocol, limit, at, beside } = place;
        const moved = limit !== used[protocol].perInterval;
        const name = protocolName(protocol);
        return (
          <div key={protocol}>
            {moved && at <= 100 && <div className="limit-tried" style={{ bottom: `${at}%` }} />}
            <div
              role="slider"
              tabIndex={0}
              className={`limit-handle ${at > 100 ? "limit-above" : ""} ${moved ? "limit-moved" : ""}`}
              data-testid={`limit-handle-${protocol}`}
              aria-label={t("charts.limitHandle", { name, span: span(thresholds.intervalS) })}
              aria-orientation="vertical"
              aria-valuemin={1}
              aria-valuemax={MAX_LIMIT}
              aria-valuenow={limit}
              aria-valuetext={full(limit)}
              title={t("charts.limitHandleHint", { name, n: full(limit), span: span(thresholds.intervalS) })}
              style={{ bottom: `${clamp(at)}%`, right: `${beside * 42}px`, borderColor: `var(--${protocol})` }}
              onKeyDown={(event) => onKeyDown(event, place)}
              {...drag(protocol)}
            >
              {at > 100 && <span aria-hidden="true">↑</span>}
              {name}
            </div>
          </div>
        );
      })}
    </div>
  );
}

/** Where each handle stands, the highest first. */
function placed({ limits, frame: { y } }: Figure, log: boolean, limitOf: (p: Judged) => number): Place[] {
  if (limits === undefined || y === undefined) return [];
  const rows: Place[] = [];
  for (const protocol of limits.protocols) {
    const limit = limitOf(protocol);
    const packets = limit * limits.perAxis;
    const at = part(log ? toLog(packets) : packets, y.range);
    const near = rows.filter((row) => Math.abs(clamp(row.at) - clamp(at)) < CLOSE).map((row) => row.beside);
    rows.push({ protocol, limit, at, beside: near.length === 0 ? 0 : Math.max(...near) + 1 });
  }
  return rows;
}
