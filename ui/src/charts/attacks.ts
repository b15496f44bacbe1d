// Chart 2: intervals above a fixed limit, on the time axis of chart 1.
import { clock, full, span } from "../format";
import { JUDGED, protocolName, type Judged, type Shown, showsJudged } from "../protocol";
import { t } from "../i18n";
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
    get twin() {
      return twin(seen);
    },
    get summary() {
      return summary(seen, kinds);
    },
    empty: seen.length > 0 ? null : `${t("attacks.empty")}\n${rules(limits)}`,
    titles: {
      x: t("charts.startOfInterval"),
      ...(seen.length > 0 ? { y: t("charts.perInterval", { span: span(limits.intervalS) }) } : {}),
    },
    tip: (spot) => tip(seen, kinds, spot),
  };
}

export const peak = (attacks: readonly Attack[], shown: Shown): number =>
  Math.max(0, ...attacks.filter((a) => showsJudged(shown, a.protocol)).map((a) => a.packets));

const kindName = (p: Judged): string => t("attacks.kind", { name: protocolName(p) });

/** What is watched for: "TCP above 10,000, ... in 5 s". */
function rules(limits: Limits): string {
  const on = JUDGED.filter((p) => limits[p].on).map((p) => `${protocolName(p)} ${full(limits[p].perInterval)}`);
  if (on.length === 0) return t("attacks.noRules");
  const { consecutive: count } = limits;
  return t("attacks.rules", { count, n: full(count), list: on.join(", "), span: span(limits.intervalS) });
}

function summary(seen: readonly Attack[], kinds: readonly Judged[]): string {
  const { length: count } = seen;
  if (count === 0) return t("attacks.none");
  return t("attacks.summary", { count, n: full(count), kinds: kinds.map(protocolName).join(", ") });
}

/** The newest first, as in every table of times. */
function twin(seen: readonly Attack[]): Twin {
  return {
    caption: t("attacks.caption"),
    columns: [
      t("table.start"),
      t("table.protocol"),
      t("table.layer"),
      t("table.packets"),
      t("table.limit"),
      t("table.state"),
    ],
    rows: seen
      .map((a) => [
        clock(a.startMs),
        protocolName(a.protocol),
        t("attacks.fixed"),
        a.packets,
        a.threshold,
        a.inProgress ? t("attacks.inProgress") : t("attacks.over"),
      ])
      .reverse(),
  };
}

function tip(seen: readonly Attack[], kinds: readonly Judged[], spot: Spot): string[] {
  const attack = seen.filter((a) => a.protocol === kinds[spot.trace])[spot.point];
  if (attack === undefined) return [];
  return [
    t("attacks.kind", { name: protocolName(attack.protocol) }),
    `${clock(attack.startMs)}–${clock(attack.startMs + attack.intervalS * 1000)}`,
    t("attacks.packets", { n: full(attack.packets), span: span(attack.intervalS) }),
    t("attacks.limit", { n: full(attack.threshold) }),
    ...(attack.inProgress ? [t("attacks.inProgress")] : []),
  ];
}
