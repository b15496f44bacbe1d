import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useFilter } from "../app-context";
import { t } from "../i18n";
import type { Exports } from "./use-export";

interface Props {
  exports: Exports;
  opened: boolean;
  onChange: (opened: boolean) => void;
  /** A stretch of time is marked. */
  zoomed: boolean;
}

/** What else can be done with a chart. Nothing of it leaves this machine. */
export function ChartMenu({ exports, opened, onChange, zoomed }: Props) {
  const { mark } = useFilter();
  const { copyImage, savePng, saveSvg, copyData, saveCsv } = exports;
  const item = (name: string, testid: string, work: () => Promise<void>) => (
    <Menu.Item data-testid={testid} onClick={() => void work()}>
      {name}
    </Menu.Item>
  );
  return (
    <Menu position="bottom-end" shadow="md" opened={opened} onChange={onChange} transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={24}
          title={t("charts.menu")}
          aria-label={t("charts.menu")}
          data-testid="chart-menu"
        >
          <IconDots size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {item(t("charts.copyImage"), "copy-image", copyImage)}
        {item(t("charts.savePng"), "save-png", savePng)}
        {item(t("charts.saveSvg"), "save-svg", saveSvg)}
        <Menu.Divider />
        {item(t("charts.copy"), "copy-data", copyData)}
        {item(t("charts.saveCsv"), "save-csv", saveCsv)}
        <Menu.Divider />
        <Menu.Item data-testid="reset-zoom" disabled={!zoomed} onClick={() => mark(null)}>
          {t("charts.resetZoom")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
