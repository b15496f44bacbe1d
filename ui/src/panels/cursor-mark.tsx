import { useRef } from "react";
import type { Frame, Range, Spot } from "../charts/figure";
import { clamp, part } from "./place";
import { Tip } from "./tip";

interface Props {
  frame: Frame;
  spot: Spot;
  band: Range | null;
  lines: readonly string[];
}

/** Where the keys are in a chart. A time has the crosshair already, which all charts share. */
export function CursorMark({ frame, spot, band, lines }: Props) {
  const dot = useRef<HTMLElement>(null);
  const { x, y, margin } = frame;
  const rows = y?.rows;
  const left = x === undefined ? 50 : clamp(part(spot.x, x.range));
  const top = y === undefined ? 50 : 100 - clamp(part(spot.y, y.range));
  const height = y === undefined ? 0 : 100 / Math.abs(y.range[1] - y.range[0]);
  return (
    <div className="marks" style={{ left: margin.l, right: margin.r, top: margin.t, bottom: margin.b }} aria-hidden="true">
      {rows !== undefined && (
        <div
          className="mark-row-cursor"
          data-testid="row-cursor"
          style={{ top: `${top - height * 0.48}%`, height: `${height * 0.96}%` }}
        />
      )}
      {band !== null && x !== undefined && (
        <div
          className="mark-band"
          data-testid="cursor-band"
          style={{
            left: `${clamp(part(band[0], x.range))}%`,
            width: `${clamp(part(band[1], x.range)) - clamp(part(band[0], x.range))}%`,
          }}
        />
      )}
      <i ref={dot} className="mark-dot" style={{ left: `${left}%`, top: `${top}%` }} />
      {lines.length > 0 && <Tip lines={lines} anchor={dot} />}
    </div>
  );
}
