import { SegmentedControl, Switch } from "@mantine/core";
import { useApp, useTrial } from "../app-context";
import { span } from "../format";
import type { Preset, Thresholds } from "../ipc";
import { JUDGED, type Judged, protocolName } from "../protocol";
import { INTERVALS_S } from "../scope";
import { t } from "../i18n";
import {
  badConsecutive,
  badLimit,
  byHand,
  CLASSIC_LIMITS,
  DEFAULT_LIMITS,
  MAX_CONSECUTIVE,
  QUIET_LIMITS,
} from "./limits";
import { NumberField } from "./number-field";
import { Row, Section } from "./row";

const PRESETS: Record<Exclude<Preset, "custom">, Thresholds> = {
  default: DEFAULT_LIMITS,
  quiet: QUIET_LIMITS,
  classic: CLASSIC_LIMITS,
};

/** From how many packets on something is marked. */
export function LimitsSection() {
  const limits = useApp((s) => s.draft?.rules.thresholds ?? s.settings.thresholds);
  const { edit } = useTrial();
  const set = (patch: Partial<Thresholds>) => edit({ thresholds: byHand(limits, patch) });
  const choose = (preset: Preset) =>
    edit({ thresholds: preset === "custom" ? { ...limits, preset } : PRESETS[preset] });
  return (
    <Section id="limits" title={t("settings.sections.limits")} hint={t("settings.limitsHint")}>
      <Row label={t("settings.preset")} hint={t(`settings.presetHints.${limits.preset}`)}>
        <SegmentedControl
          size="xs"
          aria-label={t("settings.preset")}
          data-testid="preset"
          value={limits.preset}
          onChange={(value) => choose(value)}
          data={(["default", "quiet", "classic", "custom"] as const).map((value) => ({
            value,
            label: t(`settings.presets.${value}`),
          }))}
        />
      </Row>
      <table className="limits">
        <thead>
          <tr>
            <th scope="col">{t("settings.columns.protocol")}</th>
            <th scope="col">{t("settings.columns.on")}</th>
            <th scope="col">{t("settings.columns.perInterval")}</th>
            <th scope="col">{t("settings.columns.perSource")}</th>
          </tr>
        </thead>
        <tbody>
          {JUDGED.map((p) => (
            <LimitRow key={p} protocol={p} thresholds={limits} onChange={set} />
          ))}
        </tbody>
      </table>
      <Row label={t("settings.limitInterval")}>
        <SegmentedControl
          size="xs"
          aria-label={t("settings.limitInterval")}
          data-testid="limit-interval"
          value={String(limits.intervalS)}
          onChange={(value) => set({ intervalS: Number(value) })}
          data={INTERVALS_S.map((s) => ({ value: String(s), label: span(s) }))}
        />
      </Row>
      <Row label={t("settings.consecutive")} hint={t("settings.consecutiveHint")}>
        <NumberField
          label={t("settings.consecutive")}
          testid="limit-consecutive"
          value={limits.consecutive}
          most={MAX_CONSECUTIVE}
          bad={badConsecutive}
          onGood={(consecutive) => set({ consecutive })}
        />
      </Row>
      <Row label={t("settings.sourceWindow")}>
        <SegmentedControl
          size="xs"
          aria-label={t("settings.sourceWindow")}
          data-testid="source-window"
          value={limits.sourceWindow}
          onChange={(sourceWindow) => set({ sourceWindow })}
          data={(["interval", "capture"] as const).map((value) => ({
            value,
            label: t(`settings.sourceWindows.${value}`),
          }))}
        />
      </Row>
    </Section>
  );
}

interface LimitRowProps {
  protocol: Judged;
  thresholds: Thresholds;
  onChange: (patch: Partial<Thresholds>) => void;
}

function LimitRow({ protocol, thresholds, onChange }: LimitRowProps) {
  const limit = thresholds[protocol];
  const name = protocol === "other" ? t("settings.otherWithArp") : protocolName(protocol);
  const set = (patch: Partial<typeof limit>) => onChange({ [protocol]: { ...limit, ...patch } });
  return (
    <tr>
      <th scope="row">
        <span className={`swatch-dot swatch-${protocol}`} aria-hidden="true" />
        {name}
      </th>
      <td>
        <Switch
          size="sm"
          checked={limit.on}
          aria-label={t("settings.watch", { name })}
          data-testid={`limit-${protocol}-on`}
          onChange={(e) => set({ on: e.currentTarget.checked })}
        />
      </td>
      {(["perInterval", "perSource"] as const).map((field) => (
        <td key={field}>
          <NumberField
            label={t("settings.limitOf", { name, column: t(`settings.columns.${field}`) })}
            testid={`limit-${protocol}-${field === "perInterval" ? "interval" : "source"}`}
            value={limit[field]}
            bad={badLimit}
            disabled={!limit.on}
            onGood={(value) => set({ [field]: value })}
          />
        </td>
      ))}
    </tr>
  );
}
