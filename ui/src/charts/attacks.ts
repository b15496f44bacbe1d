// Chart 2: intervals above a fixed limit, on the time axis of chart 1.
import { clock, full, span } from "../format";
import { JUDGED, PROTOCOL_NAMES, type Judged, type Shown, showsJudged } from "../protocol";
import { words } from "../words";
import type { Attack, Limits, Traffic } from "./data";
import type { Bars, Figure, Spot, Twin } from "./figure";
import type { Palette } from "./palette";
import { niceEnd, shift, timeStep, wallShift } from "./scale";
import { MARGIN } from "./traffic";

interface Input {
  attacks: readonly Attack[];
  /** Lends its time axis. */
  traffic: Traffic;
  limits: Limits;
  shown: Shown;
  palette: Palette;
  atLeast: number;
}

export function figure({ attacks, traffic, limits, shown, palette, atLeast }: Input): Figure {
  const by = wallShift(traffic.toMs);
  const range = shift([traffic.fromMs, traffic.toMs], by);
  const seen = attacks.filter((a) => showsJudged(shown, a.protocol));
  const kinds = JUDGED.filter((p) => seen.some((a) => a.protocol === p));
  const { end, step } = niceEnd(Math.max(atLeast, peak(attacks, shown)));
  // A bar of 5 s in an hour is narrower than a pixel: it stays visible all the same.
  const width = Math.max(limits.intervalS * 860, (range[1] - range[0]) / 150);
  return {
    frame: {
      traces: kinds.map((p): Bars => {
        const rows = seen.filter((a) => a.protocol === p);
        return {
          kind: "bars",
          name: kindName(p),
          colour: palette.protocol[p],
          ground: palette.panel,
          hatched: true,
          across: false,
          width,
          x: rows.map((a) => a.startMs + a.intervalS * 500 + by),
          y: rows.map((a) => a.packets),
        };
      }),
      x: { range, time: true, step: timeStep(range), bare: seen.length === 0 },
      // Numbers beside nothing would be noise.
      y: seen.length > 0 ? { range: [0, end], step } : { range: [0, 1], rows: [] },
      margin: MARGIN,
      ink: { text: palette.dim, grid: palette.grid },
      moves: true,
      hover: "closest",
    },
    marks: [],
    legend: kinds.map((p) => ({ key: p, name: kindName(p), colour: palette.protocol[p], hatched: true })),
    twin: twin(seen),
    summary: words.charts.attacks.summary(seen.length, kinds.map((p) => PROTOCOL_NAMES[p]).join(", ")),
    empty: seen.length > 0 ? null : words.charts.attacks.empty(rules(limits)),
    titles: {
      x: words.charts.startOfInterval,
      ...(seen.length > 0 ? { y: words.charts.perInterval(span(limits.intervalS)) } : {}),
    },
    tip: (spot) => tip(seen, kinds, spot),
  };
}

export const peak = (attacks: readonly Attack[], shown: Shown): number =>
  Math.max(0, ...attacks.filter((a) => showsJudged(shown, a.protocol)).map((a) => a.packets));

const kindName = (p: Judged): string => words.charts.attacks.kind(PROTOCOL_NAMES[p]);

/** What is watched for: "TCP above 10,000, ... in 5 s". */
function rules(limits: Limits): string {
  const on = JUDGED.filter((p) => limits[p].on).map((p) => `${PROTOCOL_NAMES[p]} ${full(limits[p].perInterval)}`);
  return words.charts.attacks.rules(on.join(", "), span(limits.intervalS), limits.consecutive);
}

/** The newest first, as in every table of times. */
function twin(seen: readonly Attack[]): Twin {
  const t = words.table;
  return {
    caption: words.charts.attacks.caption,
    columns: [t.start, t.protocol, t.layer, t.packets, t.limit, t.state],
    rows: seen
      .map((a) => [
        clock(a.startMs),
        PROTOCOL_NAMES[a.protocol],
        words.charts.attacks.fixed,
        a.packets,
        a.threshold,
        a.inProgress ? words.charts.attacks.inProgress : words.charts.attacks.over,
      ])
      .reverse(),
  };
}

function tip(seen: readonly Attack[], kinds: readonly Judged[], spot: Spot): string[] {
  const attack = seen.filter((a) => a.protocol === kinds[spot.trace])[spot.point];
  if (attack === undefined) return [];
  return [
    words.charts.attacks.kind(PROTOCOL_NAMES[attack.protocol]),
    `${clock(attack.startMs)}–${clock(attack.startMs + attack.intervalS * 1000)}`,
    words.charts.attacks.packets(full(attack.packets), span(attack.intervalS)),
    words.charts.attacks.limit(full(attack.threshold)),
    ...(attack.inProgress ? [words.charts.attacks.inProgress] : []),
  ];
}
