import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconClock, IconPlayerPause, IconPlayerPlay, IconRefresh } from "@tabler/icons-react";
import { useApp, useController } from "../app-context";
import { full } from "../format";
import { REFRESHES_S } from "../scope";
import { t } from "../i18n";

const name = (s: number): string => (s === 0 ? t("refresh.off") : t("refresh.every", { s: full(s) }));

/** When the window takes new numbers. None of these touches the capture. */
export function RefreshControls() {
  const paused = useApp((s) => s.paused !== null);
  const empty = useApp((s) => s.session.startedMs === null);
  const every = useApp((s) => s.settings.autoRefreshS);
  const { togglePause, refresh, change } = useController();
  const letters = useApp((s) => s.settings.letterKeys);
  const byHand = paused || every === 0;
  const withKey = (hint: string, key: string) => (letters ? `${hint} (${key})` : hint);
  return (
    <div className="refresh">
      <Button
        variant="default"
        className={`pause ${paused ? "pause-on" : ""}`}
        data-testid="pause-view"
        aria-pressed={paused}
        disabled={empty}
        title={withKey(t(paused ? "refresh.resumeHint" : "refresh.pauseHint"), "P")}
        leftSection={paused ? <IconPlayerPlay size={15} /> : <IconPlayerPause size={15} />}
        onClick={togglePause}
      >
        {paused ? t("refresh.resume") : t("refresh.pause")}
      </Button>
      <Button
        variant="default"
        className="refresh-now"
        data-testid="refresh-view"
        disabled={!byHand || empty}
        title={byHand ? withKey(t("refresh.nowHint"), "R") : t("refresh.nowOff")}
        leftSection={<IconRefresh size={15} />}
        onClick={refresh}
      >
        <span className="wide-only">{t("refresh.now")}</span>
      </Button>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button
            variant="default"
            className="auto-refresh"
            title={t("refresh.auto")}
            aria-label={t("refresh.chosenAuto", { choice: name(every) })}
            data-testid="auto-refresh"
            rightSection={<IconChevronDown size={13} />}
          >
            <IconClock className="small-only" size={15} aria-hidden="true" />
            <span className="auto-refresh-text">{name(every)}</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t("refresh.auto")}</Menu.Label>
          {REFRESHES_S.map((s) => (
            <Menu.Item
              key={s}
              data-testid={`auto-refresh-${s}`}
              className={s === every ? "chosen" : ""}
              aria-current={s === every}
              onClick={() => change({ autoRefreshS: s })}
            >
              {name(s)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
