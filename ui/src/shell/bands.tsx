import { Button } from "@mantine/core";
import { IconAlertTriangle, IconClockHour4, IconPlayerPause } from "@tabler/icons-react";
import { useApp, useController } from "../app-context";
import { clock, full } from "../format";
import { visible } from "../text";
import type { Trouble } from "../trouble";
import { advice, Cure } from "../views/cure";
import { words } from "../words";

/** Says that the numbers stand still, and that the capture does not. */
export function PausedBand() {
  const paused = useApp((s) => s.paused);
  const packets = useApp((s) => s.pulse?.packets ?? s.snapshot?.totals.packets ?? 0);
  const running = useApp((s) => s.session.state === "running");
  const { togglePause } = useController();
  if (paused === null) return null;
  const since = Math.max(0, packets - paused.packets);
  return (
    <div className="band band-paused" data-testid="paused-band" role="status">
      <IconPlayerPause size={15} aria-hidden="true" />
      <span>{running ? words.refresh.paused(clock(paused.atMs), full(since)) : words.refresh.pausedIdle(clock(paused.atMs))}</span>
      <Button size="compact-xs" variant="default" onClick={togglePause}>
        {words.refresh.resume}
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
        <b>{visible(error.sentence)}</b> {visible(advice(trouble))}
      </span>
      <Cure trouble={trouble} size="compact-sm" />
    </div>
  );
}
