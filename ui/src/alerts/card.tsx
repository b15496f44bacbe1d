import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useEffect } from "react";
import { useAlerts, useApp } from "../app-context";
import { clock } from "../format";
import { t } from "../i18n";
import { inWords } from "../said";
import type { EpisodeView } from "../ipc";
import { visible } from "../text";
import { Actions } from "./actions";
import { Course } from "./course";
import { detectedAfter } from "./evidence";
import { Facts, Headers, Linked, Ports, Quality, Reasons, Sources } from "./parts";
import { began, course, stateOf } from "./rows";
import { sentence } from "./sentence";
import { SeverityMark } from "./severity";

/** Everything that made an alert one. It is fetched anew with each look while it is open. */
export function EvidenceCard({ closable = false }: { closable?: boolean }) {
  const card = useApp((s) => s.card);
  const seq = useApp((s) => s.snapshot?.seq ?? 0);
  const nowMs = useApp((s) => s.snapshot?.takenMs ?? 0);
  const { close, refresh } = useAlerts();
  useEffect(() => void refresh(), [seq, refresh]);
  if (card === null) return null;
  return (
    <article className="evidence" data-testid="evidence" data-id={card.id} aria-label={t("evidence.title")}>
      {closable && (
        <ActionIcon
          className="evidence-close"
          variant="subtle"
          color="gray"
          data-autofocus
          data-testid="evidence-close"
          aria-label={t("evidence.close")}
          title={t("evidence.close")}
          onClick={close}
        >
          <IconX size={18} />
        </ActionIcon>
      )}
      {card.evidence === null ? (
        <p className="page-empty" data-testid="evidence-state">
          {card.error === null ? t("evidence.loading") : visible(inWords(card.error))}
        </p>
      ) : (
        <Evidence view={card.evidence} gone={card.error !== null} nowMs={nowMs} />
      )}
    </article>
  );
}

function Evidence({ view, gone, nowMs }: { view: EpisodeView; gone: boolean; nowMs: number }) {
  const { row } = view;
  const from = began(row, nowMs);
  return (
    <>
      <header className={`evidence-head alert-${row.severity}`}>
        <p className="alert-head">
          <SeverityMark severity={row.severity} />
          <b className="evidence-kind">{t(`kind.${row.kind}`)}</b>
          <span className={`tag alert-tag-${stateOf(row)}`}>{t(`alerts.state.${stateOf(row)}`)}</span>
        </p>
        <p className="evidence-sentence" data-testid="evidence-sentence">
          {sentence(row)}
        </p>
        <p className="dim">
          {[
            row.endMs === null ? t("evidence.goesOn", { from }) : t("evidence.when", { from, to: clock(row.endMs) }),
            course(row, nowMs),
            detectedAfter(view),
            t("evidence.smart"),
          ].join(" · ")}
        </p>
        {gone && <p className="note-warn">{t("evidence.gone")}</p>}
        <Marked view={view} />
      </header>
      <Actions view={view} nowMs={nowMs} />
      <Reasons view={view} />
      <Course view={view} />
      <Sources view={view} />
      <Facts view={view} nowMs={nowMs} />
      <Ports view={view} />
      <Quality view={view} />
      <Linked view={view} />
      <Headers view={view} />
      <section className="evidence-part">
        <h3>{t("evidence.meaning")}</h3>
        <p>{t(`kindMeaning.${row.kind}`)}</p>
      </section>
    </>
  );
}

/** What the user has said about it already. */
function Marked({ view: { row } }: { view: EpisodeView }) {
  const alarm = useApp((s) => s.settings.detection.falseAlarms.find((one) => one.id === row.falseAlarm));
  if (row.falseAlarm === null && !row.muted) return null;
  if (row.falseAlarm === null) return <p data-testid="evidence-marked">{t("evidence.isMuted")}</p>;
  return (
    <p data-testid="evidence-marked">
      {alarm === undefined
        ? t("evidence.wasFalseAlarm")
        : t("evidence.isFalseAlarm", { statistic: t(`statistic.${alarm.statistic}`), n: String(alarm.floor) })}
    </p>
  );
}
