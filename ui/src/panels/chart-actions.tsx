import { ActionIcon } from "@mantine/core";
import { IconChartBar, IconTable } from "@tabler/icons-react";
import { memo } from "react";
import { t } from "../i18n";
import { ChartMenu } from "./chart-menu";
import type { Exports } from "./use-export";

interface Props {
  exports: Exports;
  /** `null`: a chart without an axis of numbers. */
  log: boolean | null;
  /** Nobody chose it: the values did. */
  logByItself: boolean;
  onLog: (log: boolean) => void;
  asTable: boolean;
  onTable: (on: boolean) => void;
  menu: boolean;
  onMenu: (open: boolean) => void;
  zoomed: boolean;
}

/** The buttons of a chart; the same at each look. */
export const ChartActions = memo(function ChartActions(props: Props) {
  const { exports, log, logByItself, onLog, asTable, onTable, menu, onMenu, zoomed } = props;
  const scale = log !== true ? t("charts.lin") : logByItself ? t("charts.logAuto") : t("charts.log");
  const scaleTitle = log !== true ? t("charts.toLog") : logByItself ? t("charts.toLinAuto") : t("charts.toLin");
  const tableTitle = asTable ? t("charts.showChart") : t("charts.showTable");
  return (
    <>
      {log !== null && (
        <button
          type="button"
          className="scale-button"
          title={scaleTitle}
          aria-label={`${scale}: ${t("charts.toLog")}`}
          aria-pressed={log}
          data-testid="chart-scale"
          onClick={() => onLog(!log)}
        >
          {scale}
        </button>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        title={tableTitle}
        aria-label={tableTitle}
        aria-pressed={asTable}
        onClick={() => onTable(!asTable)}
      >
        {asTable ? <IconChartBar size={15} /> : <IconTable size={15} />}
      </ActionIcon>
      <ChartMenu exports={exports} opened={menu} onChange={onMenu} zoomed={zoomed} />
    </>
  );
});
