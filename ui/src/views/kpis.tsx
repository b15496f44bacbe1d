import type { ReactNode } from "react";
import { tally } from "../alerts/rows";
import { useApp, useController } from "../app-context";
import { useShown } from "../filter/use-narrowed";
import { together } from "../charts/pps";
import type { Values } from "../charts/figure";
import { bits, count, full, MISSING } from "../format";
import type { Snapshot } from "../ipc";
import { type Shown, showsJudged, sumShown } from "../protocol";
import { Sparkline } from "../panels/sparkline";
import type { View } from "../state";
import { t } from "../i18n";

interface Kpi {
  id: string;
  name: string;
  value: string;
  unit?: string;
  detail?: string;
  title?: string;
  alert?: boolean;
  line?: Values;
  /** A click on it shows this view. */
  to?: View;
}

/** Points of the small line. */
const LINE_POINTS = 60;

/** The numbers on top. They follow the chosen protocols. */
export function Kpis({ snapshot }: { snapshot: Snapshot }) {
  const shown = useShown();
  const all = useApp((s) => s.snapshot) ?? snapshot;
  return (
    <section className="kpis" aria-label={t("landmarks.numbers")}>
      {kpis(snapshot, all, shown).map((kpi) => (
        <Box key={kpi.id} kpi={kpi}>
          <span className="kpi-name">{kpi.name}</span>
          <span className="kpi-line">
            <span className="kpi-value" data-testid={`kpi-${kpi.id}`}>
              {kpi.value}
            </span>
            {kpi.unit !== undefined && <span className="kpi-unit">{kpi.unit}</span>}
            {kpi.detail !== undefined && <span className="kpi-detail">{kpi.detail}</span>}
            {/* Another one each time: a line that changed would be drawn as far as it reaches, and not its whole box. */}
            {kpi.line !== undefined && <Sparkline key={kpi.line.join()} values={kpi.line} />}
          </span>
        </Box>
      ))}
    </section>
  );
}

function Box({ kpi, children }: { kpi: Kpi; children: ReactNode }) {
  const { show } = useController();
  const { to, title } = kpi;
  const className = `kpi ${kpi.alert === true ? "kpi-alert" : ""}`;
  if (to === undefined) return <div {...{ className, title }}>{children}</div>;
  return (
    <button type="button" {...{ className, title }} onClick={() => show(to)}>
      {children}
    </button>
  );
}

/** Intervals that are above their limit now: the one in progress, or the last finished one. */
export function attacksNow(snapshot: Snapshot, shown: Shown): number {
  const { attacks, thresholds, takenMs } = snapshot;
  const recently = takenMs - 2 * thresholds.intervalS * 1000;
  return new Set(attacks.filter((a) => a.startMs > recently && showsJudged(shown, a.protocol)).map((a) => a.protocol))
    .size;
}

const aboveDetail = (intervals: number, sources: number): string =>
  [
    ...(intervals > 0 ? [t("kpi.aboveProtocols", { count: intervals, n: full(intervals) })] : []),
    ...(sources > 0 ? [t("kpi.aboveSources", { count: sources, n: full(sources) })] : []),
  ].join(", ");

/** `all`: the snapshot before the filter: an open alert is told whatever is looked at. */
function kpis(snapshot: Snapshot, all: Snapshot, shown: Shown): Kpi[] {
  const { rate, sources, quality, totals, session, pps } = snapshot;
  const never = session.startedMs === null;
  const [throughput, unit] = bits(sumShown(rate.bitsByProtocol, shown));
  const intervals = attacksNow(snapshot, shown);
  const { open } = tally(all, shown);
  const anomalous = new Set(snapshot.anomalies.filter((a) => showsJudged(shown, a.protocol)).map((a) => a.ip)).size;
  const line = together(pps, shown).slice(-LINE_POINTS);
  const packetsPerS = sumShown(rate.packetsByProtocol, shown);
  return [
    { id: "pps", name: t("kpi.pps"), value: never ? MISSING : count(packetsPerS), title: full(packetsPerS), line },
    never
      ? { id: "throughput", name: t("kpi.throughput"), value: MISSING }
      : { id: "throughput", name: t("kpi.throughput"), value: throughput, unit },
    {
      id: "sources",
      name: t("kpi.sources"),
      value: never ? MISSING : `${sources.exact ? "" : "~"}${count(sources.distinct)}`,
      ...(sources.exact ? {} : { detail: t("kpi.estimate"), title: t("sources.estimate") }),
    },
    quality.countsDrops || never
      ? {
          id: "dropped",
          name: t("kpi.dropped"),
          value: never ? MISSING : count(quality.kernelDrops),
          ...(never
            ? {}
            : {
                detail: t("kpi.of", { n: count(totals.packets + quality.kernelDrops) }),
                title: t("quality.droppedHint"),
              }),
        }
      : {
          id: "dropped",
          name: t("kpi.dropped"),
          value: MISSING,
          detail: t("kpi.notReported"),
          title: t("quality.droppedUnknown"),
        },
    {
      id: "alerts",
      name: t("kpi.alerts"),
      value: never ? MISSING : count(open),
      detail: never ? "" : aboveDetail(intervals, anomalous),
      title: t("kpi.alertsHint"),
      alert: open + intervals + anomalous > 0,
      to: "alerts",
    },
  ];
}
