// Packets per second: to this machine above zero, from it below. With a protocol left out it is one line for all directions.
import { clock, full, iso, span } from "../format";
import type { Shown } from "../protocol";
import { t } from "../i18n";
import type { Pps, Traffic } from "./data";
import type { Figure, Line, Range, Spot, Values } from "./figure";
import { droppedIn, lostLines, missing, wordOn } from "./missing";
import type { Palette } from "./palette";
import { niceEnd, shift, timeStep, wallShift } from "./scale";

interface Input {
  pps: Pps;
  /** Lends its time axis. */
  traffic: Traffic;
  shown: Shown;
  palette: Palette;
  atLeast: number;
}

interface Row {
  name: string;
  values: Values;
  /** Drawn below zero. */
  below: boolean;
}

export function figure({ pps, traffic, shown, palette, atLeast }: Input): Figure {
  const by = wallShift(traffic.toMs);
  const range = shift([traffic.fromMs, Math.max(traffic.toMs, (pps.startsMs.at(-1) ?? 0) + pps.stepS * 1000)], by);
  const rows = directions(pps, shown);
  const { end, step } = niceEnd(Math.max(atLeast, peak(pps, shown)));
  const x = pps.startsMs.map((ms) => ms + pps.stepS * 500 + by);
  return {
    frame: {
      traces: rows.map((row, i): Line => ({
        kind: "line",
        name: row.name,
        colour: i === 0 ? palette.text : palette.dim,
        dash: i === 2 ? "dot" : "solid",
        x,
        y: row.below ? row.values.map((v) => (v === null ? null : -v)) : row.values,
      })),
      x: { range, time: true, step: timeStep(range) },
      y: { range: [-below(rows, step), end], step },
      margin: { l: 58, r: 10, t: 8, b: 36 },
      ink: { text: palette.dim, grid: palette.grid },
      hover: "x",
    },
    marks: missing(traffic, by),
    legend: rows.map((row, i) => ({
      key: row.name,
      name: row.name,
      colour: i === 0 ? palette.text : palette.dim,
      dash: i === 2 ? "dot" : "solid",
      value: full(row.values.at(-1)),
    })),
    get twin() {
      return {
        caption: t("pps.caption", { span: span(pps.stepS) }),
        columns: [t("table.time"), ...rows.map((row) => row.name)],
        rows: pps.startsMs.map((start, i) => [clock(start), ...rows.map((row) => row.values[i] ?? null)]).reverse(),
      };
    },
    get sheet() {
      return {
        caption: t("pps.caption", { span: span(pps.stepS) }),
        columns: [t("table.time"), ...rows.map((row) => row.name), t("sheet.quality")],
        rows: pps.startsMs.map((start, i) => {
          const values = rows.map((row) => row.values[i] ?? null);
          return [iso(start), ...values, wordOn(values, droppedIn(traffic, stepOf(pps, start)))];
        }),
      };
    },
    summary: t("pps.summary", { n: full(peak(pps, shown)) }),
    empty: pps.startsMs.length === 0 ? t("traffic.empty") : null,
    titles: { x: t("charts.time"), y: t("pps.axis") },
    reach: "protocol",
    shiftMs: by,
    tip: (spot) => tip(pps, traffic, rows, spot, by),
  };
}

export const peak = (pps: Pps, shown: Shown): number =>
  Math.max(0, ...directions(pps, shown).map((row) => greatest(row.values)));

/** The round end of what is drawn below zero, in the steps of the upper part. */
const below = (rows: readonly Row[], step: number): number =>
  (Math.ceil((2 * Math.max(0, ...rows.filter((row) => row.below).map((row) => greatest(row.values)))) / step) * step) /
  2;

const greatest = (values: Values): number => values.reduce<number>((most, v) => Math.max(most, v ?? 0), 0);

/** All shown protocols together, for the small lines of the numbers on top. */
export function together(pps: Pps, shown: Shown): Values {
  return pps.startsMs.map((_, i) => {
    const values = pps.byProtocol.filter((_p, p) => shown[p]).map((line) => line[i] ?? null);
    return values.includes(null) ? null : values.reduce<number>((sum, v) => sum + (v ?? 0), 0);
  });
}

/** Directions are known only for all protocols together. */
function directions(pps: Pps, shown: Shown): Row[] {
  if (!shown.every(Boolean)) return [{ name: t("pps.total"), values: together(pps, shown), below: false }];
  const rows = [
    { name: t("pps.inbound"), values: pps.inbound, below: false },
    { name: t("pps.outbound"), values: pps.outbound, below: true },
  ];
  return pps.passing.some((v) => (v ?? 0) > 0)
    ? [...rows, { name: t("pps.passing"), values: pps.passing, below: false }]
    : rows;
}

const stepOf = ({ stepS }: Pps, startMs: number): Range => [startMs, startMs + stepS * 1000];

function tip(pps: Pps, traffic: Traffic, rows: readonly Row[], spot: Spot, by: number): string[] {
  const first = pps.startsMs[0];
  if (first === undefined) return [];
  const row = Math.floor((spot.x - by - first) / (pps.stepS * 1000));
  const start = pps.startsMs[row];
  if (start === undefined) return [];
  return [
    clock(start),
    ...rows.map((r) => `${r.name} ${full(r.values[row])}`),
    ...lostLines(droppedIn(traffic, stepOf(pps, start))),
  ];
}
