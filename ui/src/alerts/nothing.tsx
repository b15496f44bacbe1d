import { Button } from "@mantine/core";
import { IconShieldCheck, IconShieldOff } from "@tabler/icons-react";
import { useAlerts, useApp, useController } from "../app-context";
import { full, moment, span } from "../format";
import { t } from "../i18n";
import type { Snapshot } from "../ipc";
import { JUDGED, protocolName } from "../protocol";
import { shortened, visible } from "../text";
import { KINDS } from "./rows";

/** What is watched, and since when, where there is nothing else to show. */
export function NoAlerts({ snapshot, brief = false }: { snapshot: Snapshot | null; brief?: boolean }) {
  const session = useApp((s) => s.session);
  const { start } = useController();
  const since = session.startedMs;
  const running = session.state === "running";
  if (session.file !== null) return <NoneInFile name={session.file} reading={running} brief={brief} />;
  const nowMs = snapshot?.takenMs ?? since ?? 0;
  const Icon = running ? IconShieldCheck : IconShieldOff;
  return (
    <div className="no-alerts" data-testid="alerts-empty">
      <Icon className={running ? "" : "off"} size={brief ? 22 : 34} stroke={1.4} aria-hidden="true" />
      <p className="no-alerts-head">{t("alerts.none")}</p>
      {running && since !== null && <p>{t("alerts.since", { time: moment(since, nowMs) })}</p>}
      {!running && session.endedMs !== null && <p>{t("alerts.until", { time: moment(session.endedMs, nowMs) })}</p>}
      {!running && <p>{t("alerts.notWatching")}</p>}
      {!brief && <Watched snapshot={snapshot} />}
      {!running && !brief && <Button onClick={() => void start()}>{t("welcome.start")}</Button>}
    </div>
  );
}

/** Of an open file everything was looked at already. */
function NoneInFile({ name, reading, brief }: { name: string; reading: boolean; brief: boolean }) {
  const on = useApp((s) => s.settings.detection.on);
  return (
    <div className="no-alerts" data-testid="alerts-empty">
      {on ? (
        <IconShieldCheck size={brief ? 22 : 34} stroke={1.4} aria-hidden="true" />
      ) : (
        <IconShieldOff size={brief ? 22 : 34} stroke={1.4} aria-hidden="true" />
      )}
      <p className="no-alerts-head">{t("alerts.none")}</p>
      <p>
        {t(on ? (reading ? "alerts.fileReading" : "alerts.fileWatched") : "alerts.fileUnwatched", {
          name: shortened(visible(name), 40),
        })}
      </p>
      {!brief && <Watched snapshot={null} />}
    </div>
  );
}

function Watched({ snapshot }: { snapshot: Snapshot | null }) {
  const on = useApp((s) => s.settings.detection.on);
  const limits = useApp((s) => s.settings.thresholds);
  const alerts = useAlerts();
  const judged = JUDGED.filter((p) => limits[p].on).map((p) => `${protocolName(p)} ${full(limits[p].perInterval)}`);
  const { consecutive: count } = limits;
  const list = KINDS.map((kind) => t(`kind.${kind}`)).join(", ");
  return (
    <>
      {on ? (
        <p className="dim">{t("alerts.watchedKinds", { list })}</p>
      ) : (
        <p>
          {t("alerts.smartOff")}{" "}
          <Button size="compact-xs" variant="default" onClick={() => void alerts.change({ on: true })}>
            {t("alerts.switchOn")}
          </Button>
        </p>
      )}
      <p className="dim">
        {judged.length === 0
          ? t("attacks.noRules")
          : t("attacks.rules", { count, n: full(count), list: judged.join(", "), span: span(limits.intervalS) })}
      </p>
      <Rests snapshot={snapshot} />
    </>
  );
}

/** What detection cannot do at this moment. */
export function Rests({ snapshot }: { snapshot: Snapshot | null }) {
  const running = useApp((s) => s.session.state === "running");
  if (snapshot === null || !running || !snapshot.detection.on) return null;
  const { warmUpS, oneWay } = snapshot.detection;
  return (
    <>
      {warmUpS > 0 && <p className="dim">{t("alerts.warmUp", { span: span(warmUpS) })}</p>}
      {oneWay && (
        <p className="note-warn" data-testid="one-way">
          {t("alerts.oneWay")}
        </p>
      )}
    </>
  );
}
