import { Button, Menu, NumberInput, UnstyledButton } from "@mantine/core";
import {
  IconAlarm,
  IconAlertTriangle,
  IconChevronDown,
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
} from "@tabler/icons-react";
import { memo, useState } from "react";
import { useApp, useController } from "../app-context";
import { clock, duration, full, span } from "../format";
import { FileState } from "../files/parts";
import { useNow } from "../now";
import { DURATIONS_S, MAX_DURATION_S, neededS } from "../scope";
import { t } from "../i18n";

/** Start and stop: one button, five states. */
export function StartStop() {
  const state = useApp((s) => s.session.state);
  const { startOrStop } = useController();
  const stops = state === "running" || state === "stopping";
  return (
    <Button
      className={`start-stop ${stops ? "stop" : "start"}`}
      data-testid="start-stop"
      data-session={state}
      title={t(`session.hint.${state}`)}
      disabled={state === "starting" || state === "stopping"}
      leftSection={stops ? <IconPlayerStopFilled size={14} /> : <IconPlayerPlayFilled size={14} />}
      onClick={startOrStop}
    >
      {t(`session.button.${state}`)}
    </Button>
  );
}

/** What the session does, since when, and until when. */
export function SessionState() {
  const { state, startedMs, endedMs, file, waits } = useApp((s) => s.session);
  const running = state === "running";
  // It goes on by itself: nothing for the user to mend.
  const waiting = state === "failed" && waits;
  if (file !== null) return <FileState name={file} />;
  return (
    <div className="session">
      <span className={`dot dot-${waiting ? "starting" : state}`} aria-hidden="true" />
      <span className="session-word" data-testid="session-state">
        {waiting ? t("session.waiting") : t(`session.state.${state}`)}
      </span>
      {running && startedMs !== null && <Duration sinceMs={startedMs} />}
      {state === "idle" && endedMs !== null && (
        <span className="session-time dim">{t("session.stoppedAt", { time: clock(endedMs) })}</span>
      )}
      <DurationChoice />
    </div>
  );
}

/** It counts up by itself, and nothing beside it is drawn anew for that. */
function Duration({ sinceMs }: { sinceMs: number }) {
  const now = useNow(true);
  return (
    <span className="session-time" data-testid="session-duration">
      {duration(now - sinceMs)}
    </span>
  );
}

const nameOf = (s: number | null): string =>
  s === null ? t("session.untilStopped") : t("session.stopsAfter", { span: span(s) });

function tooShortFor(rule: { intervalS: number; consecutive: number }): string {
  const { consecutive: count } = rule;
  return t("session.tooShort", { count, n: full(count), needs: span(neededS(rule)) });
}

const DurationChoice = memo(function DurationChoice() {
  const running = useApp((s) => s.session.state === "running");
  const ofSession = useApp((s) => s.session.durationS);
  const chosen = useApp((s) => s.settings.durationS);
  const thresholds = useApp((s) => s.settings.thresholds);
  const { change } = useController();
  const [open, setOpen] = useState(false);
  const shown = running ? ofSession : chosen;
  const needs = neededS(thresholds);
  const tooShort = shown !== null && shown < needs ? tooShortFor(thresholds) : null;
  const choose = (durationS: number | null) => {
    setOpen(false);
    change({ durationS });
  };
  return (
    <>
      <Menu opened={open} onChange={setOpen} position="bottom-start" shadow="md" width={240}>
        <Menu.Target>
          <UnstyledButton
            className="choice"
            title={t("session.duration")}
            aria-label={t("session.chosenDuration", { choice: nameOf(shown) })}
            data-testid="duration"
          >
            <IconAlarm className="small-only" size={16} stroke={1.7} aria-hidden="true" />
            <span className="choice-text">/ {nameOf(shown)}</span> <IconChevronDown size={13} aria-hidden="true" />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t("session.duration")}</Menu.Label>
          {DURATIONS_S.map((s) => (
            <Menu.Item
              key={String(s)}
              onClick={() => choose(s)}
              aria-current={s === chosen}
              className={s === chosen ? "chosen" : ""}
            >
              {s === null ? t("session.untilStopped") : span(s)}
              {s !== null && s < needs && (
                <IconAlertTriangle size={13} className="warn-icon" aria-label={tooShortFor(thresholds)} />
              )}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <CustomDuration chosen={chosen} onChoose={choose} />
          {running && <Menu.Label>{t("session.fromNextStart")}</Menu.Label>}
        </Menu.Dropdown>
      </Menu>
      {tooShort !== null && (
        <span className="too-short" data-testid="too-short" title={tooShort}>
          <IconAlertTriangle size={14} aria-hidden="true" />
          <span>{t("session.tooShortBrief", { needs: span(needs) })}</span>
        </span>
      )}
    </>
  );
});

function CustomDuration({ chosen, onChoose }: { chosen: number | null; onChoose: (s: number) => void }) {
  const [value, setValue] = useState<string | number>(chosen ?? 120);
  const seconds = typeof value === "number" ? value : Number.NaN;
  const good = Number.isInteger(seconds) && seconds >= 1 && seconds <= MAX_DURATION_S;
  return (
    <form
      className="custom-duration"
      onSubmit={(event) => {
        event.preventDefault();
        if (good) onChoose(seconds);
      }}
    >
      <NumberInput
        size="xs"
        label={t("session.custom")}
        aria-label={t("session.customSeconds")}
        suffix={" s"}
        hideControls
        allowDecimal={false}
        value={value}
        onChange={setValue}
        error={good ? null : t("session.customBad")}
        // The menu moves its focus with letters and arrows; in here they are for the number.
        onKeyDown={(event) => event.stopPropagation()}
      />
      <Button type="submit" size="xs" disabled={!good}>
        {t("session.use")}
      </Button>
    </form>
  );
}
