import { type PointerEvent, useState } from "react";
import { useFilter } from "../app-context";
import type { Figure } from "../charts/figure";

/** Shorter drags are clicks. */
const LEAST_PX = 6;

/** A strip along the time axis: dragging over it marks the stretch that every view then shows. */
export function Brush({ figure }: { figure: Figure }) {
  const { mark } = useFilter();
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const { margin, x } = figure.frame;
  const { shiftMs } = figure;
  if (x === undefined || shiftMs === undefined) return null;
  const at = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.min(Math.max(event.clientX - box.left, 0), box.width);
  };
  const timeAt = (px: number, width: number) => x.range[0] + (px / width) * (x.range[1] - x.range[0]) - shiftMs;
  return (
    <div
      className="brush"
      aria-hidden="true"
      data-testid="brush"
      style={{ left: margin.l, right: margin.r, height: margin.b }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: at(event), to: at(event) });
      }}
      onPointerMove={(event) => drag && setDrag({ from: drag.from, to: at(event) })}
      onPointerUp={(event) => {
        if (drag !== null && Math.abs(drag.to - drag.from) >= LEAST_PX) {
          const { width } = event.currentTarget.getBoundingClientRect();
          const [from, to] = [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)];
          mark([Math.round(timeAt(from, width)), Math.round(timeAt(to, width))]);
        }
        setDrag(null);
      }}
      onPointerCancel={() => setDrag(null)}
      onDoubleClick={() => mark(null)}
    >
      {drag !== null && <span style={{ left: Math.min(drag.from, drag.to), width: Math.abs(drag.to - drag.from) }} />}
    </div>
  );
}
