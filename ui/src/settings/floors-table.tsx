import { ActionIcon } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useApp, useBackend } from "../app-context";
import { full } from "../format";
import { t } from "../i18n";
import type { FloorRow, OwnFloor } from "../ipc";
import { badLimit } from "./limits";
import { NumberField } from "./number-field";

interface Props {
  floors: readonly OwnFloor[];
  disabled: boolean;
  onChange: (floors: OwnFloor[]) => void;
}

/** The lower limit of each number that a rule looks at: its own, or the user's. */
export function FloorsTable({ floors, disabled, onChange }: Props) {
  const backend = useBackend();
  const inForce = useApp((s) => s.settings.detection);
  const [rows, setRows] = useState<FloorRow[]>([]);
  useEffect(() => {
    let here = true;
    void backend.getFloors().then((found) => {
      if (here) setRows(found);
    });
    return () => {
      here = false;
    };
  }, [backend, inForce]);
  const set = ({ statistic, default: own }: FloorRow, floor: number) => {
    const others = floors.filter((one) => one.statistic !== statistic);
    onChange(floor === own ? others : [...others, { statistic, floor }]);
  };
  return (
    <details className="settings-details">
      <summary>{t("detection.floors")}</summary>
      <p className="dim">{t("detection.floorsHint")}</p>
      <table className="limits">
        <thead>
          <tr>
            <th scope="col">{t("detection.floorColumns.kind")}</th>
            <th scope="col">{t("detection.floorColumns.statistic")}</th>
            <th scope="col">{t("detection.floorColumns.own")}</th>
            <th scope="col">{t("detection.floorColumns.inForce")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const own = floors.find((one) => one.statistic === row.statistic);
            const name = t(`statistic.${row.statistic}`);
            return (
              <tr key={row.statistic}>
                <td>{t(`kind.${row.kind}`)}</td>
                <th scope="row">{name}</th>
                <td className="floor-own">
                  <NumberField
                    label={t("settings.limitOf", { name, column: t("detection.floorColumns.own") })}
                    testid={`floor-${row.statistic}`}
                    value={own?.floor ?? row.default}
                    bad={badLimit}
                    disabled={disabled}
                    onGood={(floor) => set(row, floor)}
                  />
                  {own !== undefined && (
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size={26}
                      title={t("detection.reset", { n: full(row.default) })}
                      aria-label={t("detection.reset", { n: full(row.default) })}
                      onClick={() => set(row, row.default)}
                    >
                      <IconArrowBackUp size={15} />
                    </ActionIcon>
                  )}
                </td>
                <td title={t(`origin.${row.origin}`)}>
                  {full(row.inForce)}
                  {row.origin !== "floor" && <span className="dim floor-origin">{t(`origin.${row.origin}`)}</span>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}
