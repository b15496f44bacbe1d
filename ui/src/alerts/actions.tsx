import { Button, Menu } from "@mantine/core";
import {
  IconArrowsLeftRight,
  IconCheck,
  IconCopy,
  IconListDetails,
  IconShieldPlus,
  IconThumbDown,
} from "@tabler/icons-react";
import { useAlerts, useController, useFilter } from "../app-context";
import { moment } from "../format";
import { t } from "../i18n";
import type { EpisodeView } from "../ipc";
import { useCopied } from "../panels/use-copied";
import { visible } from "../text";
import { asText } from "./evidence";
import { MuteMenu } from "./mute-menu";

interface Props {
  view: EpisodeView;
  nowMs: number;
}

/** What one can do about an alert. Each can be taken back. */
export function Actions({ view, nowMs }: Props) {
  const { row, sources } = view;
  const alerts = useAlerts();
  const filter = useFilter();
  const { show } = useController();
  const narrowTo = (to: "packets" | "sources", address: string | null) => {
    if (address !== null) filter.write(`host ${address}`);
    alerts.close();
    show(to);
  };
  const [copied, copy] = useCopied();
  const { falseAlarm } = row;
  return (
    <div className="evidence-actions" role="toolbar" aria-label={t("act.label")}>
      <MuteMenu row={row} />
      {falseAlarm === null ? (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconThumbDown size={14} />}
          title={t("act.falseAlarmHint")}
          data-testid="false-alarm"
          onClick={() => void alerts.falseAlarm(row.id)}
        >
          {t("act.falseAlarm")}
        </Button>
      ) : (
        <Button
          size="compact-sm"
          variant="light"
          data-testid="undo-false-alarm"
          onClick={() => void alerts.undoFalseAlarm(falseAlarm)}
        >
          {`${t("act.falseAlarm")}: ${t("act.undo")}`}
        </Button>
      )}
      <AllowMenu view={view} nowMs={nowMs} />
      <Button
        size="compact-sm"
        variant="default"
        leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
        data-testid="copy-evidence"
        onClick={() => copy(asText(view, nowMs))}
      >
        {copied ? t("act.copied") : t("act.copy")}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconListDetails size={14} />}
        data-testid="show-packets"
        onClick={() => narrowTo("packets", row.victim ?? row.source)}
      >
        {t("act.packets")}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconArrowsLeftRight size={14} />}
        data-testid="show-sources"
        onClick={() => narrowTo("sources", row.source ?? sources[0]?.ip ?? null)}
      >
        {t("act.sources")}
      </Button>
    </div>
  );
}

function AllowMenu({ view: { row, sources }, nowMs }: Props) {
  const alerts = useAlerts();
  const addresses = [...new Set([row.source, sources[0]?.ip ?? null, row.victim])].filter((ip) => ip !== null);
  if (addresses.length === 0) return null;
  const note = t("act.allowNote", { kind: t(`kind.${row.kind}`), time: moment(row.startMs, nowMs) });
  return (
    <Menu position="bottom-start" withinPortal transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconShieldPlus size={14} />}
          title={t("act.allowHint")}
          data-testid="allow"
        >
          {t("act.allow")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("act.allowHint")}</Menu.Label>
        {addresses.map((network) => (
          <Menu.Item key={network} onClick={() => void alerts.allow({ network, note })}>
            {t("act.allowAddress", { address: visible(network) })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
