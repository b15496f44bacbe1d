// Each chart of the overview in its panel.
import { memo, useMemo } from "react";
import { useShown } from "../filter/use-narrowed";
import { t } from "../i18n";
import type { Snapshot } from "../ipc";
import { ChartPanel } from "../panels/chart-panel";
import { ProtocolLegend } from "../panels/legend";
import { useAnomalies, useAttacks, usePps, useRequests, useShare, useSlowNames, useTraffic, useTrafficLegend } from "./figures";
import { ShareList } from "./share-list";

interface Props {
  snapshot: Snapshot;
}

interface RowProps extends Props {
  /** As many rows of text as fit. */
  rows: number;
}

export const TrafficChart = memo(function TrafficChart({ snapshot }: Props) {
  const figure = useTraffic(snapshot);
  return (
    <ChartPanel
      id="chart-traffic"
      title={t("traffic.title")}
      subtitle={t("traffic.subtitle")}
      figure={figure}
      legend={TRAFFIC_LEGEND}
    />
  );
});

/** Its numbers change each second, the chart at the end of an interval. */
function TrafficLegend() {
  return <ProtocolLegend items={useTrafficLegend()} />;
}

const TRAFFIC_LEGEND = <TrafficLegend />;

export const AttacksChart = memo(function AttacksChart({ snapshot, rows }: RowProps) {
  const figure = useAttacks(snapshot, rows);
  return <ChartPanel id="chart-attacks" title={t("attacks.title")} subtitle={t("attacks.subtitle")} figure={figure} />;
});

export const AnomaliesChart = memo(function AnomaliesChart({ snapshot, rows }: RowProps) {
  const figure = useAnomalies(snapshot, rows);
  return (
    <ChartPanel id="chart-anomalies" title={t("anomalies.title")} subtitle={t("anomalies.subtitle")} figure={figure} />
  );
});

export const RequestsChart = memo(function RequestsChart({ snapshot, rows }: RowProps) {
  const figure = useRequests(snapshot, rows);
  return (
    <ChartPanel id="chart-requests" title={t("requests.title")} subtitle={t("requests.subtitle")} figure={figure} />
  );
});

export const ShareChart = memo(function ShareChart({ snapshot }: Props) {
  const figure = useShare(snapshot);
  const names = useSlowNames(snapshot);
  const aside = useMemo(() => <ShareList legend={figure.legend} names={names} />, [figure.legend, names]);
  return (
    <ChartPanel
      id="chart-share"
      title={t("share.title")}
      subtitle={t("share.subtitle")}
      figure={figure}
      aside={aside}
      legend={null}
    />
  );
});

export const PpsChart = memo(function PpsChart({ snapshot }: Props) {
  const figure = usePps(snapshot);
  const all = useShown().every(Boolean);
  const subtitle = all ? t("pps.subtitle") : t("pps.subtitleTotal");
  return <ChartPanel id="chart-pps" title={t("pps.title")} subtitle={subtitle} figure={figure} />;
});
