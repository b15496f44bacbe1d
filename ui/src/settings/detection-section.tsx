import { SegmentedControl, Switch } from "@mantine/core";
import { useApp, useTrial } from "../app-context";
import { t } from "../i18n";
import type { Sensitivity } from "../ipc";
import { AllowedList } from "./allowed-list";
import { Bench } from "./bench";
import { FloorsTable } from "./floors-table";
import { FalseAlarmsList, MutesList } from "./mutes-list";
import { Row, Section } from "./row";

const SENSITIVITIES = ["low", "normal", "high"] as const satisfies readonly Sensitivity[];

/** The adaptive rules, and what the user has told them. */
export function DetectionSection() {
  const rules = useApp((s) => s.draft?.rules.detection ?? s.settings.detection);
  const { edit } = useTrial();
  const set = (patch: Partial<typeof rules>) => edit({ detection: { ...rules, ...patch } });
  return (
    <Section id="detection" title={t("settings.sections.detection")} hint={t("detection.hint")}>
      <Row label={t("detection.on")} hint={t("detection.onHint")}>
        <Switch
          checked={rules.on}
          aria-label={t("detection.on")}
          data-testid="detection-on"
          onChange={(e) => set({ on: e.currentTarget.checked })}
        />
      </Row>
      <Row label={t("detection.sensitivity")} hint={t(`detection.sensitivityHints.${rules.sensitivity}`)}>
        <SegmentedControl
          size="xs"
          aria-label={t("detection.sensitivity")}
          data-testid="sensitivity"
          disabled={!rules.on}
          value={rules.sensitivity}
          onChange={(sensitivity) => set({ sensitivity })}
          data={SENSITIVITIES.map((value) => ({ value, label: t(`detection.sensitivities.${value}`) }))}
        />
      </Row>
      <FloorsTable floors={rules.floors} disabled={!rules.on} onChange={(floors) => set({ floors })} />
      <MutesList />
      <FalseAlarmsList />
      <AllowedList />
      <Bench />
    </Section>
  );
}
