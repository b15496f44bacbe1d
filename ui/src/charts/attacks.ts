// Chart 2: what detection found, and intervals above a fixed limit, on the time axis of chart 1.
import { clock, full, iso, perSecond, span } from "../format";
import { JUDGED, protocolName, type Judged, type Shown, showsJudged } from "../protocol";
import { groupBy } from "../group";
import { t } from "../i18n";
import { visible } from "../text";
import type { Attack, Episode, Limits, Traffic } from "./data";
import { brackets, cells, type Group, groups, headroomOf, lines, USUAL_ROWS, within } from "./episodes";
import type { Bars, Cell, Figure, Range, Spot, Twin } from "./figure";
import { missing } from "./missing";
import type { Palette } from "./palette";
import { niceEnd, shift, timeStep, wallShift } from "./scale";
import { MARGIN } from "./traffic";

interface Input {
  attacks: readonly Attack[];
  episodes: readonly Episode[];
  /** Lends its time axis. */
  traffic: Traffic;
  limits: Limits;
  shown: Shown;
  palette: Palette;
  atLeast: number;
  /** So many rows of text has the plot room for. */
  rows?: number;
}

/** Solid below: packets of what detection found. Hatched on top: the rest of an interval above its fixed limit. */
export function figure({ attacks, episodes, traffic, limits, shown, palette, atLeast, rows: room = USUAL_ROWS }: Input): Figure {
  const by = wallShift(traffic.toMs);
  const whole: Range = [traffic.fromMs, traffic.toMs];
  const range = shift(whole, by);
  const intervalMs = limits.intervalS * 1000;
  const hits = attacks.filter((a) => showsJudged(shown, a.protocol));
  const seen = episodes.filter((e) => showsJudged(shown, e.protocol));
  const kinds = JUDGED.filter((p) => hits.some((a) => a.protocol === p));
  const found = groups(seen).map((group) => ({ ...group, cells: cells(group.episodes, intervalMs, whole) }));
  const marks = brackets(seen, whole, by, room);
  const { end, step } = niceEnd(Math.max(atLeast, peak(attacks, episodes, traffic, limits, shown)));
  const headroom = headroomOf(marks, room);
  const nothing = hits.length === 0 && seen.length === 0;
  const bars = {
    kind: "bars" as const,
    ground: palette.panel,
    across: false,
    // A bar of 5 s in an hour is narrower than a pixel: it stays visible all the same.
    width: Math.max(limits.intervalS * 860, (range[1] - range[0]) / 150),
  };
  const rest = (a: Attack): number => {
    const own = found.filter((group) => judgedAs(group.protocol) === a.protocol);
    return Math.max(0, a.packets - own.reduce((sum, group) => sum + (group.cells.get(a.startMs) ?? 0), 0));
  };
  return {
    frame: {
      traces: [
        ...found.map((group): Bars => {
          const rows = [...group.cells].sort(([a], [b]) => a - b);
          return {
            ...bars,
            name: groupName(group, found),
            colour: palette.protocol[group.protocol],
            hatched: false,
            x: rows.map(([at]) => at + intervalMs / 2 + by),
            y: rows.map(([, packets]) => packets),
          };
        }),
        ...kinds.map((p): Bars => {
          const rows = hits.filter((a) => a.protocol === p);
          return {
            ...bars,
            name: kindName(p),
            colour: palette.protocol[p],
            hatched: true,
            x: rows.map((a) => a.startMs + a.intervalS * 500 + by),
            y: rows.map(rest),
          };
        }),
      ],
      x: { range, time: true, step: timeStep(range), bare: nothing },
      // Numbers beside nothing would be noise. Above the bars there is room for the brackets.
      y: nothing ? { range: [0, 1], rows: [] } : { range: [0, end * (1 + headroom)], step, headroom },
      margin: MARGIN,
      ink: { text: palette.dim, grid: palette.grid },
      hover: "closest",
    },
    // A band behind the words of an empty chart would be cut in pieces.
    marks: nothing ? [] : [...missing(traffic, by), ...marks],
    legend: [
      // A kind has a name once, with the colour of each protocol in which it was found.
      ...[...groupBy(found, ({ kind }) => kind)].map(([kind, same]) => {
        const [colour = palette.dim, ...others] = same.map(({ protocol }) => palette.protocol[protocol]);
        return { key: kind, name: t(`kind.${kind}`), colour, others };
      }),
      ...(hits.length > 0 ? [{ key: "limit", name: t("attacks.fixed"), colour: palette.dim, hatched: true }] : []),
    ],
    get twin() {
      return twin(hits, seen);
    },
    get sheet() {
      return sheet(hits, seen);
    },
    get summary() {
      return summary(hits, seen, kinds);
    },
    empty: nothing ? `${t("attacks.empty")}\n${rules(limits)}` : null,
    titles: {
      x: t("charts.startOfInterval"),
      ...(nothing ? {} : { y: t("charts.perInterval", { span: span(limits.intervalS) }) }),
    },
    reach: "protocol",
    shiftMs: by,
    pick: ({ trace }) => (kinds[trace - found.length] === undefined ? null : `proto ${kinds[trace - found.length]}`),
    tip: (spot) => {
      const episode = at(spot);
      if (episode !== null) return lines(episode);
      const kind = kinds[spot.trace - found.length];
      const hit = hits.filter((a) => a.protocol === kind)[spot.point];
      return hit === undefined ? [] : tip(hit);
    },
    episode: (spot) => at(spot)?.id ?? null,
  };

  function at(spot: Spot): Episode | null {
    const group = found[spot.trace];
    const start = group && [...group.cells.keys()].sort((a, b) => a - b)[spot.point];
    return group === undefined || start === undefined ? null : (within(group, start, intervalMs)[0] ?? null);
  }
}

/** ARP is judged with the rest. */
const judgedAs = (protocol: Episode["protocol"]): Judged => (protocol === "arp" ? "other" : protocol);

/** The highest bar. */
export function peak(
  attacks: readonly Attack[],
  episodes: readonly Episode[],
  traffic: Traffic,
  limits: Limits,
  shown: Shown,
): number {
  const seen = episodes.filter((e) => showsJudged(shown, e.protocol));
  const all = cells(seen, limits.intervalS * 1000, [traffic.fromMs, traffic.toMs]);
  const hits = attacks.filter((a) => showsJudged(shown, a.protocol)).map((a) => a.packets);
  return Math.max(0, ...hits, ...all.values());
}

/** Its kind, and its protocol where another group is of the same kind. */
const groupName = ({ kind, protocol }: Group, all: readonly Group[]): string =>
  all.filter((group) => group.kind === kind).length > 1 ? `${t(`kind.${kind}`)} · ${protocolName(protocol)}` : t(`kind.${kind}`);
const kindName = (p: Judged): string => t("attacks.kind", { name: protocolName(p) });

/** What is watched for: "TCP above 10,000, ... in 5 s". */
function rules(limits: Limits): string {
  const on = JUDGED.filter((p) => limits[p].on).map((p) => `${protocolName(p)} ${full(limits[p].perInterval)}`);
  if (on.length === 0) return t("attacks.noRules");
  const { consecutive: count } = limits;
  return t("attacks.rules", { count, n: full(count), list: on.join(", "), span: span(limits.intervalS) });
}

function summary(hits: readonly Attack[], seen: readonly Episode[], kinds: readonly Judged[]): string {
  const found = [...new Set(seen.map((e) => t(`kind.${e.kind}`)))].join(", ");
  const alerts = seen.length > 0 ? t("attacks.found", { count: seen.length, n: full(seen.length), kinds: found }) : "";
  const { length: count } = hits;
  const limits =
    count === 0
      ? t("attacks.none")
      : t("attacks.summary", { count, n: full(count), kinds: kinds.map(protocolName).join(", ") });
  return [alerts, limits].filter(Boolean).join(" ");
}

/** The newest first, as in every table of times. */
function twin(hits: readonly Attack[], seen: readonly Episode[]): Twin {
  const found = seen.map((e) => ({
    startMs: e.startMs,
    cells: [
      clock(e.startMs),
      t(`kind.${e.kind}`),
      t("attacks.smart"),
      e.packets,
      perSecond(e.peakPerS),
      t(`severity.${e.severity}`),
      e.endMs === null ? t("attacks.open") : t("attacks.over"),
      visible(e.sentence),
    ],
  }));
  const above = hits.map((a) => ({
    startMs: a.startMs,
    cells: [
      clock(a.startMs),
      kindName(judgedAs(a.protocol)),
      t("attacks.fixed"),
      a.packets,
      t("attacks.limit", { n: full(a.threshold) }),
      "",
      a.inProgress ? t("attacks.inProgress") : t("attacks.over"),
      "",
    ],
  }));
  return {
    caption: t("attacks.caption"),
    columns: [
      t("table.start"),
      t("table.kind"),
      t("table.layer"),
      t("table.packets"),
      t("table.peakOrLimit"),
      t("table.severity"),
      t("table.state"),
      t("table.what"),
    ],
    rows: [...found, ...above].sort((a, b) => b.startMs - a.startMs).map((row) => row.cells),
  };
}

/** The same for a file, oldest first: rates and limits are numbers in columns of their own. */
function sheet(hits: readonly Attack[], seen: readonly Episode[]): Twin {
  const found = seen.map((e): { startMs: number; cells: Cell[] } => ({
    startMs: e.startMs,
    cells: [
      iso(e.startMs),
      e.endMs === null ? null : iso(e.endMs),
      t(`kind.${e.kind}`),
      t("attacks.smart"),
      e.packets,
      e.peakPerS,
      null,
      t(`severity.${e.severity}`),
      e.endMs === null ? t("attacks.open") : t("attacks.over"),
      visible(e.sentence),
    ],
  }));
  const above = hits.map((a): { startMs: number; cells: Cell[] } => ({
    startMs: a.startMs,
    cells: [
      iso(a.startMs),
      iso(a.startMs + a.intervalS * 1000),
      kindName(judgedAs(a.protocol)),
      t("attacks.fixed"),
      a.packets,
      null,
      a.threshold,
      null,
      a.inProgress ? t("attacks.inProgress") : t("attacks.over"),
      null,
    ],
  }));
  return {
    caption: t("attacks.caption"),
    columns: [
      t("table.start"),
      t("sheet.end"),
      t("table.kind"),
      t("table.layer"),
      t("table.packets"),
      t("sheet.peak"),
      t("table.limit"),
      t("table.severity"),
      t("table.state"),
      t("table.what"),
    ],
    rows: [...found, ...above].sort((a, b) => a.startMs - b.startMs).map((row) => row.cells),
  };
}

const tip = (attack: Attack): string[] => [
  kindName(judgedAs(attack.protocol)),
  t("charts.from", { from: clock(attack.startMs), to: clock(attack.startMs + attack.intervalS * 1000) }),
  t("attacks.packets", { n: full(attack.packets), span: span(attack.intervalS) }),
  t("attacks.limit", { n: full(attack.threshold) }),
  ...(attack.inProgress ? [t("attacks.inProgress")] : []),
];
