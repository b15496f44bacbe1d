// Chart 4: who sent how much, busiest first, with everybody else in the last row.
import { bytes, full, percent, share } from "../format";
import { JUDGED, protocolName, type Judged, type Shown, shows } from "../protocol";
import { visible } from "../text";
import { t } from "../i18n";
import type { Counts, Sources } from "./data";
import type { Cell, Figure, Twin } from "./figure";
import { hatchOf, type Palette } from "./palette";
import { rowFrame, rowName } from "./rows";

interface Input {
  sources: Sources;
  shown: Shown;
  palette: Palette;
  atLeast: number;
  rows: number;
}

interface Row extends Counts {
  name: string;
  isOthers: boolean;
}

/** The most rows that the chart shows, however high it is. */
export const MOST_ROWS = 15;

export function figure({ sources, shown, palette, atLeast, rows }: Input): Figure {
  // A packet without an IP header has no source, so ARP is never in these rows.
  const kinds = JUDGED.filter((p) => shows(shown, p));
  const list = ranked(sources, shown, rows);
  const all = total(sources, shown);
  const rest = restOf(list);
  const series = kinds.map((p) => ({
    name: protocolName(p),
    colour: palette.protocol[p],
    hatched: hatchOf(p, palette),
    values: list.map((row) => row[p]),
  }));
  return {
    frame: rowFrame(
      list.map((row) => (row.isOthers ? row.name : rowName(row.name))),
      series,
      atLeast,
      palette,
      rest,
    ),
    ...(rest === undefined ? {} : { rest }),
    marks: [],
    legend: JUDGED.map((p) => ({
      key: p,
      name: protocolName(p),
      colour: palette.protocol[p],
      hatched: hatchOf(p, palette),
    })),
    get twin() {
      return twin(ranked(sources, shown, MOST_ROWS), kinds, t("table.share"), (own) => share(own, all));
    },
    get sheet() {
      return twin(ranked(sources, shown, MOST_ROWS), kinds, t("sheet.percent"), (own) => percent(own, all));
    },
    summary: list[0]
      ? t("requests.summary", {
          count: sources.distinct,
          n: full(sources.distinct),
          busiest: visible(list[0].name),
        })
      : t("requests.none"),
    empty: list.length > 0 ? null : t("requests.empty"),
    titles: { x: t("requests.axis") },
    reach: "source",
    pick: ({ point }) => (list[point] === undefined || list[point].isOthers ? null : `src ${list[point].name}`),
    tip: (spot) => tip(list[spot.point], kinds, all),
  };
}

export function peak(sources: Sources, shown: Shown, rows: number): number {
  const list = ranked(sources, shown, rows);
  const rest = restOf(list);
  return Math.max(0, ...list.map((row, i) => (i === rest ? 0 : sum(row, shown))));
}

/** Everybody else together may be far more than any one, who would be pressed flat; alone they are the chart. */
function restOf(list: readonly Row[]): number | undefined {
  const last = list.length - 1;
  return last > 0 && list[last]?.isOthers === true ? last : undefined;
}

const sum = (counts: Counts, shown: Shown): number =>
  JUDGED.reduce((all, p) => all + (shows(shown, p) ? counts[p] : 0), 0);

const total = (sources: Sources, shown: Shown): number =>
  sources.rows.reduce((all, row) => all + sum(row, shown), sum(sources.others, shown));

/** The busiest by the shown protocols; the last row is what did not fit, those without a row of their own included. */
function ranked(sources: Sources, shown: Shown, most: number): Row[] {
  const busy = sources.rows.filter((row) => sum(row, shown) > 0).sort((a, b) => sum(b, shown) - sum(a, shown));
  const fits = busy.length + (sum(sources.others, shown) > 0 ? 1 : 0) <= most;
  const top = fits ? busy : busy.slice(0, Math.max(1, most - 1));
  const rest = busy.slice(top.length);
  const others = [...rest, sources.others].reduce(add, NOTHING);
  const rows = top.map((row): Row => ({ ...row, name: row.ip, isOthers: false }));
  if (sum(others, shown) === 0) return rows;
  return [
    ...rows,
    { ...others, name: t("requests.others", { n: full(rest.length + sources.others.count) }), isOthers: true },
  ];
}

const NOTHING: Counts = { packets: 0, bytes: 0, tcp: 0, udp: 0, icmp: 0, other: 0 };

const add = (a: Counts, b: Counts): Counts => ({
  packets: a.packets + b.packets,
  bytes: a.bytes + b.bytes,
  tcp: a.tcp + b.tcp,
  udp: a.udp + b.udp,
  icmp: a.icmp + b.icmp,
  other: a.other + b.other,
});

const shownSum = (row: Row, kinds: readonly Judged[]): number => kinds.reduce((all, p) => all + row[p], 0);

function twin(rows: readonly Row[], kinds: readonly Judged[], last: string, lastOf: (own: number) => Cell): Twin {
  return {
    caption: t("requests.caption"),
    columns: [t("table.source"), ...kinds.map((p) => protocolName(p)), t("table.total"), last],
    rows: rows.map((row) => {
      const own = shownSum(row, kinds);
      return [visible(row.name), ...kinds.map((p) => row[p]), own, lastOf(own)];
    }),
  };
}

function tip(row: Row | undefined, kinds: readonly Judged[], all: number): string[] {
  if (row === undefined) return [];
  const own = shownSum(row, kinds);
  return [
    visible(row.name),
    t("requests.total", { n: full(own), share: share(own, all), bytes: bytes(row.bytes) }),
    ...kinds.filter((p) => row[p] > 0).map((p) => `${protocolName(p)} ${full(row[p])} (${share(row[p], own)})`),
  ];
}
