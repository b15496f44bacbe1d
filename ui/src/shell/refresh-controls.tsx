import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconPlayerPause, IconPlayerPlay, IconRefresh } from "@tabler/icons-react";
import { useApp, useController } from "../app-context";
import { REFRESHES_S } from "../scope";
import { words } from "../words";

const w = words.refresh;

/** When the window takes new numbers. None of these touches the capture. */
export function RefreshControls() {
  const paused = useApp((s) => s.paused !== null);
  const empty = useApp((s) => s.session.startedMs === null);
  const every = useApp((s) => s.settings.autoRefreshS);
  const { togglePause, refresh, change } = useController();
  const byHand = paused || every === 0;
  return (
    <div className="refresh">
      <Button
        variant="default"
        className={`pause ${paused ? "pause-on" : ""}`}
        data-testid="pause-view"
        aria-pressed={paused}
        disabled={empty}
        title={paused ? w.resumeHint : w.pauseHint}
        leftSection={paused ? <IconPlayerPlay size={15} /> : <IconPlayerPause size={15} />}
        onClick={togglePause}
      >
        {paused ? w.resume : w.pause}
      </Button>
      <Button
        variant="default"
        className="refresh-now"
        data-testid="refresh-view"
        disabled={!byHand || empty}
        title={byHand ? w.nowHint : w.nowOff}
        leftSection={<IconRefresh size={15} />}
        onClick={refresh}
      >
        <span className="wide-only">{w.now}</span>
      </Button>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button
            variant="default"
            className="auto-refresh"
            title={w.auto}
            aria-label={`${w.auto}: ${w.every(every)}`}
            data-testid="auto-refresh"
            rightSection={<IconChevronDown size={13} />}
          >
            {w.every(every)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{w.auto}</Menu.Label>
          {REFRESHES_S.map((s) => (
            <Menu.Item
              key={s}
              data-testid={`auto-refresh-${s}`}
              className={s === every ? "chosen" : ""}
              aria-current={s === every}
              onClick={() => change({ autoRefreshS: s })}
            >
              {w.every(s)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
