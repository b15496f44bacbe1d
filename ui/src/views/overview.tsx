import { useElementSize } from "@mantine/hooks";
import { useApp } from "../app-context";
import type { Snapshot } from "../ipc";
import { ChartPanel } from "../panels/chart-panel";
import { Panel } from "../panels/panel";
import { usePanelNews } from "../panels/panel-state";
import { words } from "../words";
import { useAnomalies, useAttacks, usePps, useRequests, useShare, useTraffic } from "./figures";
import { Kpis } from "./kpis";
import { RecentPackets } from "./recent-packets";
import { ShareList } from "./share-list";
import { TopSources } from "./top-sources";

const { charts } = words;

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
          <ChartPanel
            id="chart-traffic"
            title={charts.traffic.title}
            subtitle={charts.traffic.subtitle}
            figure={traffic}
          />
        </div>
        <ChartPanel
          id="chart-attacks"
          title={charts.attacks.title}
          subtitle={charts.attacks.subtitle}
          figure={attacks}
        />
        <ChartPanel
          id="chart-anomalies"
          title={charts.anomalies.title}
          subtitle={charts.anomalies.subtitle}
          figure={anomalies}
        />
        <ChartPanel
          id="chart-requests"
          title={charts.requests.title}
          subtitle={charts.requests.subtitle}
          figure={requests}
        />
      </div>
      <div className="charts-side">
        <ChartPanel
          id="chart-share"
          title={charts.share.title}
          subtitle={charts.share.subtitle}
          figure={share}
          aside={<ShareList legend={share.legend} names={snapshot.names} />}
          ownLegend
        />
        <TopSources snapshot={snapshot} />
      </div>
      <div className="charts-below">
        <ChartPanel
          id="chart-pps"
          title={charts.pps.title}
          subtitle={all ? charts.pps.subtitle : charts.pps.subtitleTotal}
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
  const box = (id: string, { title, subtitle }: { title: string; subtitle: string }) => (
    <Panel id={id} title={title} subtitle={subtitle} news={news} className="chart">
      <p className="chart-empty appears-late">{news.note ?? charts.loading}</p>
    </Panel>
  );
  return (
    <div className="overview">
      <div className="charts">
        <div className="charts-main">
          {box("chart-traffic", charts.traffic)}
          {box("chart-attacks", charts.attacks)}
          {box("chart-anomalies", charts.anomalies)}
          {box("chart-requests", charts.requests)}
        </div>
      </div>
    </div>
  );
}
