import { useElementSize } from "@mantine/hooks";
import { useApp } from "../app-context";
import type { Snapshot } from "../ipc";
import { ChartPanel } from "../panels/chart-panel";
import { Panel } from "../panels/panel";
import { usePanelNews } from "../panels/panel-state";
import { t } from "../i18n";
import { useAnomalies, useAttacks, usePps, useRequests, useShare, useTraffic } from "./figures";
import { Kpis } from "./kpis";
import { RecentPackets } from "./recent-packets";
import { ShareList } from "./share-list";
import { TopSources } from "./top-sources";

/** The view of everything at once. */
export function Overview() {
  const snapshot = useApp((s) => s.snapshot);
  if (snapshot === null) return <Waiting />;
  return (
    <div className="overview">
      <Kpis snapshot={snapshot} />
      <Charts snapshot={snapshot} />
    </div>
  );
}

/** Height of a panel without its rows: title, legend, axis. */
const PANEL_REST_PX = 94;

/** A row has room for a line of text. */
const ROW_PX = 15;

function Charts({ snapshot }: { snapshot: Snapshot }) {
  const { ref, height } = useElementSize();
  const rows = Math.max(4, Math.floor((height - PANEL_REST_PX) / ROW_PX));
  const traffic = useTraffic(snapshot);
  const attacks = useAttacks(snapshot);
  const anomalies = useAnomalies(snapshot, rows);
  const requests = useRequests(snapshot, rows);
  const share = useShare(snapshot);
  const pps = usePps(snapshot);
  const all = useApp((s) => s.settings.protocols.every(Boolean));
  return (
    <div className="charts">
      <div className="charts-main">
        <div ref={ref} className="chart-cell">
          <ChartPanel id="chart-traffic" title={t("traffic.title")} subtitle={t("traffic.subtitle")} figure={traffic} />
        </div>
        <ChartPanel id="chart-attacks" title={t("attacks.title")} subtitle={t("attacks.subtitle")} figure={attacks} />
        <ChartPanel
          id="chart-anomalies"
          title={t("anomalies.title")}
          subtitle={t("anomalies.subtitle")}
          figure={anomalies}
        />
        <ChartPanel
          id="chart-requests"
          title={t("requests.title")}
          subtitle={t("requests.subtitle")}
          figure={requests}
        />
      </div>
      <div className="charts-side">
        <ChartPanel
          id="chart-share"
          title={t("share.title")}
          subtitle={t("share.subtitle")}
          figure={share}
          aside={<ShareList legend={share.legend} names={snapshot.names} />}
          ownLegend
        />
        <TopSources snapshot={snapshot} />
      </div>
      <div className="charts-below">
        <ChartPanel
          id="chart-pps"
          title={t("pps.title")}
          subtitle={all ? t("pps.subtitle") : t("pps.subtitleTotal")}
          figure={pps}
        />
        <RecentPackets snapshot={snapshot} />
      </div>
    </div>
  );
}

/** Before the first look: the same boxes, so that nothing jumps. */
function Waiting() {
  const news = usePanelNews(false);
  const box = (name: "traffic" | "attacks" | "anomalies" | "requests") => (
    <Panel
      id={`chart-${name}`}
      title={t(`${name}.title`)}
      subtitle={t(`${name}.subtitle`)}
      news={news}
      className="chart"
    >
      <p className="chart-empty appears-late">{news.note ?? t("charts.loading")}</p>
    </Panel>
  );
  return (
    <div className="overview">
      <div className="charts">
        <div className="charts-main">
          {box("traffic")}
          {box("attacks")}
          {box("anomalies")}
          {box("requests")}
        </div>
      </div>
    </div>
  );
}
