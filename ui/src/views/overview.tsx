import { useElementSize } from "@mantine/hooks";
import { memo } from "react";
import { AlertsPanel } from "../alerts/panel";
import { useApp } from "../app-context";
import { useNarrowed } from "../filter/use-narrowed";
import type { Snapshot } from "../ipc";
import { Guard } from "../panels/guard";
import { Panel } from "../panels/panel";
import { usePanelNews } from "../panels/panel-state";
import { t } from "../i18n";
import { AnomaliesChart, AttacksChart, PpsChart, RequestsChart, ShareChart, TrafficChart } from "./charts";
import { useWhile, useWhileSeen } from "../panels/use-in-view";
import { Kpis } from "./kpis";
import { RecentPackets } from "./recent-packets";
import { TopSources } from "./top-sources";

/** The view of everything at once. */
export function Overview() {
  const newest = useNarrowed(useApp((s) => s.snapshot));
  // Its charts stay mounted behind another view, but take nothing new.
  const snapshot = useWhile(newest, useApp((s) => s.view === "overview") || newest === null);
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
  return (
    <div className="charts">
      <div className="charts-main">
        <div ref={ref} className="chart-cell">
          <Guard id="chart-traffic" title={t("traffic.title")}>
            <TrafficChart snapshot={snapshot} />
          </Guard>
        </div>
        <Guard id="chart-attacks" title={t("attacks.title")}>
          <AttacksChart snapshot={snapshot} rows={rows} />
        </Guard>
        <Guard id="chart-anomalies" title={t("anomalies.title")}>
          <AnomaliesChart snapshot={snapshot} rows={rows} />
        </Guard>
        <Guard id="chart-requests" title={t("requests.title")}>
          <RequestsChart snapshot={snapshot} rows={rows} />
        </Guard>
      </div>
      <div className="charts-side">
        <Guard id="overview-alerts" title={t("alerts.title")}>
          <AlertsPanel snapshot={snapshot} />
        </Guard>
        <Guard id="chart-share" title={t("share.title")}>
          <ShareChart snapshot={snapshot} />
        </Guard>
      </div>
      <Below snapshot={snapshot} />
    </div>
  );
}

/** What has to be scrolled to. */
function Below({ snapshot }: { snapshot: Snapshot }) {
  const [box, seen] = useWhileSeen(snapshot);
  return (
    <div ref={box} className="charts-below">
      <BelowPanels snapshot={seen} />
    </div>
  );
}

/** While nobody sees them they are given nothing new, and so they are not even asked. */
const BelowPanels = memo(function BelowPanels({ snapshot }: { snapshot: Snapshot }) {
  return (
    <>
      <Guard id="chart-pps" title={t("pps.title")}>
        <PpsChart snapshot={snapshot} />
      </Guard>
      <Guard id="sources-top" title={t("sources.top")}>
        <TopSources snapshot={snapshot} />
      </Guard>
      <Guard id="packets-recent" title={t("packets.recent")}>
        <RecentPackets snapshot={snapshot} />
      </Guard>
    </>
  );
});

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
