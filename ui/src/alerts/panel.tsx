import { useShown } from "../filter/use-narrowed";
import { useAlerts, useApp, useController } from "../app-context";
import { full } from "../format";
import { t } from "../i18n";
import type { Snapshot } from "../ipc";
import { Panel } from "../panels/panel";
import { usePanelNews } from "../panels/panel-state";
import { showsJudged } from "../protocol";
import { began, course, stateOf, tally } from "./rows";
import { sentence } from "./sentence";
import { SeverityMark } from "./severity";
import { NoAlerts } from "./nothing";

/** The panel has room for so many; the view has all. */
const MOST = 8;

/** The newest alerts, each with its sentence. */
export function AlertsPanel({ snapshot }: { snapshot: Snapshot }) {
  const shown = useShown();
  const chosen = useApp((s) => s.card?.id ?? null);
  const { open } = useAlerts();
  const { show } = useController();
  const seen = snapshot.episodes.filter((row) => showsJudged(shown, row.protocol));
  // What is open comes before what is over.
  const rows = [...seen.filter((row) => row.endMs === null), ...seen.filter((row) => row.endMs !== null)];
  const news = usePanelNews(rows.length === 0);
  const counts = tally(snapshot, shown);
  // The snapshot is what the filter leaves.
  const leftOut = useApp((s) => (s.snapshot?.episodes.length ?? 0) > 0);
  return (
    <Panel
      id="overview-alerts"
      title={t("alerts.title")}
      subtitle={t("alerts.counts", { open: full(counts.open), ended: full(counts.ended) })}
      news={news}
      className="alerts-panel"
      actions={
        <button type="button" className="link link-quiet" onClick={() => show("alerts")}>
          {t("alerts.all")} →
        </button>
      }
    >
      {rows.length === 0 ? (
        leftOut ? (
          <p className="chart-empty">{t("alerts.noneLeft")}</p>
        ) : (
          <NoAlerts snapshot={snapshot} brief />
        )
      ) : (
        <ul className="alert-list">
          {rows.slice(0, MOST).map((row) => (
            <li key={row.id}>
              <button
                type="button"
                className={`alert-row alert-${row.severity} alert-is-${stateOf(row)}`}
                aria-pressed={row.id === chosen}
                data-testid="overview-alert"
                data-kind={row.kind}
                onClick={() => open(row.id)}
              >
                <span className="alert-head">
                  <SeverityMark severity={row.severity} />
                  <b>{t(`kind.${row.kind}`)}</b>
                  <time className="alert-time">{began(row, snapshot.takenMs)}</time>
                </span>
                <span className="alert-sentence">{sentence(row)}</span>
                <span className="alert-course">{course(row, snapshot.takenMs)}</span>
              </button>
            </li>
          ))}
          {rows.length > MOST && (
            <li>
              <button type="button" className="alert-more-button" onClick={() => show("alerts")}>
                {t("alerts.moreListed", { count: rows.length - MOST, n: full(rows.length - MOST) })}
              </button>
            </li>
          )}
        </ul>
      )}
    </Panel>
  );
}
