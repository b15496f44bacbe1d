import { SegmentedControl, Select, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { t } from "../i18n";
import { type Filter, KINDS, SEVERITIES } from "./rows";

const STATES = ["all", "open", "ended", "muted"] as const satisfies readonly Filter["state"][];

/** Above the list: which alerts it shows. */
export function Filters({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }) {
  const set = (patch: Partial<Filter>) => onChange({ ...filter, ...patch });
  return (
    <div className="alert-filters" role="group" aria-label={t("alerts.filters")}>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t("alerts.filterState")}
        data-testid="alerts-state"
        value={filter.state}
        onChange={(state) => set({ state })}
        data={STATES.map((value) => ({ value, label: t(`alerts.show.${value}`) }))}
      />
      <Select
        size="xs"
        clearable
        aria-label={t("alerts.filterKind")}
        data-testid="alerts-kind"
        placeholder={t("alerts.filterKind")}
        value={filter.kind}
        onChange={(kind) => set({ kind: kind })}
        data={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
      <Select
        size="xs"
        clearable
        aria-label={t("alerts.filterSeverity")}
        data-testid="alerts-severity"
        placeholder={t("alerts.filterSeverity")}
        value={filter.severity}
        onChange={(severity) => set({ severity: severity })}
        data={SEVERITIES.map((value) => ({
          value,
          label:
            value === "critical" ? t("severity.critical") : t("alerts.atLeast", { severity: t(`severity.${value}`) }),
        }))}
      />
      <TextInput
        size="xs"
        leftSection={<IconSearch size={14} />}
        placeholder={t("alerts.filterAddress")}
        aria-label={t("alerts.filterAddress")}
        data-testid="alerts-address"
        value={filter.address}
        onChange={(event) => set({ address: event.currentTarget.value })}
      />
    </div>
  );
}
