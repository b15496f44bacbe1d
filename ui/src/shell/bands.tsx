import { Button } from "@mantine/core";
import { IconAlertTriangle, IconClockHour4, IconInfoCircle, IconPlayerPause } from "@tabler/icons-react";
import { useApp, useController } from "../app-context";
import { clock, full, perSecond } from "../format";
import { visible } from "../text";
import type { Trouble } from "../trouble";
import { advice, Cure } from "../views/cure";
import { t } from "../i18n";
import { whatOf } from "../said";

/** Says that the numbers stand still, and that the capture does not. */
export function PausedBand() {
  const paused = useApp((s) => s.paused);
  const packets = useApp((s) => s.counted);
  const running = useApp((s) => s.session.state === "running");
  const { togglePause } = useController();
  if (paused === null) return null;
  const since = Math.max(0, packets - paused.packets);
  return (
    <div className="band band-paused" data-testid="paused-band" role="status">
      <IconPlayerPause size={15} aria-hidden="true" />
      <span>
        {running
          ? t("refresh.paused", { time: clock(paused.atMs), packets: full(since) })
          : t("refresh.pausedIdle", { time: clock(paused.atMs) })}
      </span>
      <Button size="compact-xs" variant="default" onClick={togglePause}>
        {t("refresh.resume")}
      </Button>
    </div>
  );
}

/** A failure that leaves numbers to look at. */
export function TroubleBand({ trouble }: { trouble: Trouble }) {
  const { error, waits } = trouble;
  return (
    <div className="band band-trouble" data-testid="doctor" data-doctor={error.code} role="status">
      {waits ? <IconClockHour4 size={16} aria-hidden="true" /> : <IconAlertTriangle size={16} aria-hidden="true" />}
      <span title={error.detail === null ? undefined : visible(error.detail)}>
        <b>{visible(whatOf(error))}</b> {visible(advice(trouble))}
      </span>
      <Cure trouble={trouble} size="compact-sm" />
    </div>
  );
}

/** A capture may well be on the wrong interface: nothing for so long is worth a word. */
const QUIET_MS = 4000;

/** Says where the packets are, when there are none here. */
export function QuietBand() {
  const quiet = useApp((s) => s.session.state === "running" && s.snapshot !== null && s.snapshot.totals.packets === 0);
  const longEnough = useApp(
    (s) => s.snapshot !== null && s.snapshot.takenMs - (s.session.startedMs ?? s.snapshot.takenMs) > QUIET_MS,
  );
  const name = useApp((s) => s.session.interface);
  return quiet && longEnough && name !== null ? <Quiet name={name} /> : null;
}

function Quiet({ name }: { name: string }) {
  const rates = useApp((s) => s.rates);
  const rows = useApp((s) => s.interfaces);
  const { chooseInterface } = useController();
  const other = rows
    .filter((row) => row.up && row.name !== name && (rates[row.name] ?? 0) > 0)
    .sort((a, b) => (rates[b.name] ?? 0) - (rates[a.name] ?? 0))[0];
  return (
    <div className="band band-quiet" data-testid="quiet-band" role="status">
      <IconInfoCircle size={16} aria-hidden="true" />
      <span>
        {t("welcome.noPackets", { name: visible(name) })}
        {other && ` ${t("welcome.busier", { name: visible(other.name), rate: perSecond(rates[other.name] ?? 0) })}`}
      </span>
      {other && (
        <Button size="compact-sm" variant="default" onClick={() => void chooseInterface(other.name)}>
          {t("welcome.switchTo", { name: visible(other.name) })}
        </Button>
      )}
    </div>
  );
}
