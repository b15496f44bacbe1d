import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useAlerts, useApp } from "../app-context";
import { full, moment } from "../format";
import { t } from "../i18n";
import type { Mute } from "../ipc";
import { useNow } from "../now";
import { visible } from "../text";

/** A list under a heading of its own, or a sentence that there is nothing in it. */
export function Kept({ title, none, children }: { title: string; none: string; children: ReactNode[] }) {
  return (
    <div className="kept">
      <h4>{title}</h4>
      {children.length === 0 ? <p className="dim">{none}</p> : <ul className="kept-list">{children}</ul>}
    </div>
  );
}

export function muteName({ kind, network }: Mute): string {
  const address = visible(network ?? "");
  if (kind === null) return t("act.muteAddress", { address });
  const name = t(`kind.${kind}`);
  return network === null ? t("act.muteKind", { kind: name }) : t("act.muteBoth", { kind: name, address });
}

export function MutesList() {
  const mutes = useApp((s) => s.settings.detection.mutes);
  const nowMs = useNow(mutes.length > 0);
  const { unmute } = useAlerts();
  const held = mutes.filter(({ untilMs }) => untilMs === null || untilMs > nowMs);
  return (
    <Kept title={t("detection.mutes")} none={t("detection.noMutes")}>
      {held.map((mute) => (
        <li key={mute.id} data-testid="mute-row">
          <span>{muteName(mute)}</span>
          <span className="dim">
            {mute.untilMs === null
              ? t("detection.forGood")
              : t("detection.until", { time: moment(mute.untilMs, nowMs) })}
          </span>
          <Button size="compact-xs" variant="default" onClick={() => void unmute(mute.id)} data-testid="unmute">
            {t("detection.unmute")}
          </Button>
        </li>
      ))}
    </Kept>
  );
}

export function FalseAlarmsList() {
  const alarms = useApp((s) => s.settings.detection.falseAlarms);
  const nowMs = useNow(alarms.length > 0);
  const { undoFalseAlarm } = useAlerts();
  return (
    <Kept title={t("detection.falseAlarms")} none={t("detection.noFalseAlarms")}>
      {alarms.map((alarm) => (
        <li key={alarm.id} data-testid="false-alarm-row">
          <span>
            {t("detection.raised", { statistic: t(`statistic.${alarm.statistic}`), n: full(alarm.floor) })}
            <span className="dim kept-note">
              {t("detection.said", { time: moment(alarm.atMs, nowMs), sentence: visible(alarm.sentence) })}
            </span>
          </span>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => void undoFalseAlarm(alarm.id)}
            data-testid="false-alarm-undo"
          >
            {t("act.undo")}
          </Button>
        </li>
      ))}
    </Kept>
  );
}
