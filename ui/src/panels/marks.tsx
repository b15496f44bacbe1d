import { useSyncExternalStore } from "react";
import { CUT_AT } from "../charts/cut";
import type { Axis, Bracket, Figure, Mark, Range } from "../charts/figure";
import { createStore } from "../store";
import { Grid, TickLabels } from "./axes";
import { BracketMark } from "./bracket";
import { clamp, gapBands, part } from "./place";

/** The time under the pointer, shared by all charts with a time axis. It moves an HTML line and draws no chart. */
export const crosshair = createStore<{ at: number | null }>({ at: null });

/** What lies under the lines: the grid, and gaps. */
export function MarksBelow({ figure }: { figure: Figure }) {
  const { margin, x, y } = figure.frame;
  if (!x || !y) return null;
  return (
    <div
      className="marks"
      style={{ left: margin.l, right: margin.r, top: margin.t, bottom: margin.b }}
      aria-hidden="true"
    >
      <Grid x={x} y={y} />
      {gapBands(figure.marks, x.range).map(({ left, width, text, upright }, i) => (
        <div key={i} className="mark-gap" data-testid="gap-band" style={{ left: `${left}%`, width: `${width}%` }}>
          {text !== "" && <span className={upright ? "gap-upright" : ""}>{text}</span>}
        </div>
      ))}
    </div>
  );
}

/** What lies over the lines: limits, losses, the shared crosshair; and the words on the axes. */
export function MarksAbove({ figure, onEpisode }: { figure: Figure; onEpisode: (id: number | null) => void }) {
  const { margin, x, y } = figure.frame;
  const box = { left: margin.l, right: margin.r, top: margin.t, bottom: margin.b };
  return (
    <>
      <div className="marks" style={box} aria-hidden="true">
        {x &&
          y &&
          figure.marks.map((mark, i) =>
            mark.kind === "bracket" ? (
              <BracketMark key={i} mark={mark} range={x.range} onEpisode={onEpisode} />
            ) : mark.kind === "gap" ? null : (
              <MarkOf key={i} mark={mark} x={x} y={y} />
            ),
          )}
        {x?.time === true && <Crosshair range={x.range} />}
      </div>
      {x && y && <TickLabels frame={figure.frame} x={x} y={y} />}
      {figure.titles.x !== undefined && (
        <span className="axis-title axis-x" style={{ left: margin.l, right: margin.r }} aria-hidden="true">
          {figure.titles.x}
        </span>
      )}
      {figure.titles.y !== undefined && (
        <span className="axis-title axis-y" style={{ top: margin.t, bottom: margin.b }} aria-hidden="true">
          {figure.titles.y}
        </span>
      )}
    </>
  );
}

/** From here down, in percent, most lines have their place. */
const LOW_PERCENT = 75;

function MarkOf({ mark, x, y }: { mark: Exclude<Mark, Bracket | { kind: "gap" }>; x: Axis; y: Axis }) {
  switch (mark.kind) {
    case "loss": {
      const [from, to] = [clamp(part(mark.from, x.range)), clamp(part(mark.to, x.range))];
      return (
        <div
          className="mark-loss"
          data-testid="loss-band"
          title={mark.text}
          style={{ left: `${from}%`, width: `${Math.max(to - from, 0.4)}%` }}
        />
      );
    }
    case "limit": {
      const top = 100 - part(mark.at, y.range);
      return (
        <div
          className={`mark-limit ${mark.crossed ? "mark-crossed" : ""} ${top < 12 ? "mark-limit-high" : top > LOW_PERCENT ? "mark-limit-low" : ""}`}
          style={{ top: `${top}%` }}
        >
          {mark.text !== "" && <span>{mark.text}</span>}
        </div>
      );
    }
    case "break": {
      const height = 100 / Math.abs(y.range[1] - y.range[0]);
      const top = 100 - part(mark.row, y.range) - height * 0.36;
      return (
        <div className="mark-break" style={{ left: `${100 * CUT_AT}%`, top: `${top}%`, height: `${height * 0.72}%` }}>
          {mark.text}
        </div>
      );
    }
    case "row-limit": {
      const height = 100 / Math.abs(y.range[1] - y.range[0]);
      const top = 100 - part(mark.row, y.range) - height * 0.42;
      return (
        <div
          className="mark-row-limit"
          style={{ left: `${clamp(part(mark.at, x.range))}%`, top: `${top}%`, height: `${height * 0.84}%` }}
        />
      );
    }
  }
}

function Crosshair({ range }: { range: Range }) {
  const { at } = useSyncExternalStore(crosshair.subscribe, crosshair.get);
  if (at === null || at < range[0] || at > range[1]) return null;
  return <div className="mark-cross" style={{ left: `${part(at, range)}%` }} />;
}
