import { Button } from "@mantine/core";
import { useEffect, useMemo, useState } from "react";
import { EvidenceCard } from "../alerts/card";
import { Filters } from "../alerts/filters";
import { AlertList, Hits, More } from "../alerts/list";
import { NoAlerts, Rests } from "../alerts/nothing";
import { foremost, matching, NO_FILTER, tally } from "../alerts/rows";
import { useBeside } from "../alerts/use-beside";
import { NoneLeft } from "../filter/none-left";
import { useNarrowed, useShown } from "../filter/use-narrowed";
import { useAlerts, useApp } from "../app-context";
import { full } from "../format";
import { t } from "../i18n";
import type { Snapshot } from "../ipc";
import { usePanelNews, useSeq } from "../panels/panel-state";
import { showsJudged } from "../protocol";

/** Every alert, and what made it one. */
export function Alerts() {
  const all = useApp((s) => s.snapshot);
  const snapshot = useNarrowed(all);
  const shown = useShown();
  const card = useApp((s) => s.card);
  const nothing =
    all === null || (all.episodes.length === 0 && !all.attacks.some((hit) => showsJudged(shown, hit.protocol)));
  const hidden = (all?.episodes.length ?? 0) - (snapshot?.episodes.length ?? 0);
  return (
    <section className="page-alerts" aria-labelledby="alerts-title">
      <h2 id="alerts-title" className="unseen">
        {t("alerts.title")}
      </h2>
      {nothing && card === null ? <NoAlerts snapshot={all} /> : snapshot && <Both snapshot={snapshot} hidden={hidden} />}
    </section>
  );
}

/** `hidden`: alerts that the filter or the marked stretch leaves out. */
function Both({ snapshot, hidden }: { snapshot: Snapshot; hidden: number }) {
  const [filter, setFilter] = useState(NO_FILTER);
  const shown = useShown();
  const chosen = useApp((s) => s.card?.id ?? null);
  const byItself = useApp((s) => s.card?.byItself === true);
  const alerts = useAlerts();
  const news = usePanelNews(false);
  const seen = useSeq<HTMLDivElement>();
  const beside = useBeside();
  const { episodes, takenMs } = snapshot;
  const rows = useMemo(() => matching(episodes, filter, shown), [episodes, filter, shown]);
  const counts = tally(snapshot, shown);
  const numbers = { open: full(counts.open), ended: full(counts.ended) };
  const first = chosen === null && beside ? (foremost(rows)?.id ?? null) : null;
  useEffect(() => {
    // Somebody who comes here wants to see one, also when the first one is yet to come; later the choice is theirs.
    if (first !== null) alerts.offer(first);
  }, [alerts, first]);
  return (
    <>
      <div className="alerts-box" ref={seen} data-testid="alerts" data-state={news.state}>
        <p className="alerts-counts" role="status">
          {counts.muted === 0
            ? t("alerts.counts", numbers)
            : t("alerts.countsMuted", { ...numbers, muted: full(counts.muted) })}
        </p>
        <Filters filter={filter} onChange={setFilter} />
        <div className="alerts-scroll">
          <Rests snapshot={snapshot} />
          {episodes.length > 0 && hidden > 0 && (
            <p className="alert-more dim">{t("alerts.hidden", { count: hidden, n: full(hidden) })}</p>
          )}
          <More snapshot={snapshot} />
          {episodes.length === 0 && hidden > 0 && <NoneLeft sentence={t("alerts.noneLeft")} />}
          {rows.length === 0 && episodes.length > 0 && (
            <div className="page-empty">
              <p>{t("alerts.noMatch")}</p>
              <Button size="compact-sm" variant="default" onClick={() => setFilter(NO_FILTER)}>
                {t("alerts.clear")}
              </Button>
            </div>
          )}
          <AlertList
            rows={rows}
            nowMs={takenMs}
            chosen={beside || !byItself ? chosen : null}
            onChoose={alerts.open}
            label={t("alerts.list")}
            roomy={!beside}
          />
          <Hits snapshot={snapshot} shown={shown} />
        </div>
      </div>
      {beside && (
        <div className="alerts-evidence">
          {chosen !== null && hidden > 0 && !episodes.some((row) => row.id === chosen) && (
            <p className="note-warn alerts-outside" data-testid="alert-outside">
              {t("alerts.outside")}
            </p>
          )}
          {chosen === null ? <p className="page-empty">{t("alerts.choose")}</p> : <EvidenceCard />}
        </div>
      )}
    </>
  );
}
