import { SegmentedControl, Switch } from "@mantine/core";
import { useApp, useController } from "../app-context";
import { span } from "../format";
import type { Preset, Thresholds } from "../ipc";
import { JUDGED, type Judged, PROTOCOL_NAMES } from "../protocol";
import { INTERVALS_S } from "../scope";
import { words } from "../words";
import { badConsecutive, badLimit, byHand, CLASSIC_LIMITS, DEFAULT_LIMITS, MAX_CONSECUTIVE, QUIET_LIMITS } from "./limits";
import { NumberField } from "./number-field";
import { Row, Section } from "./row";

const w = words.settings;
const PRESETS: Record<Exclude<Preset, "custom">, Thresholds> = {
  default: DEFAULT_LIMITS,
  quiet: QUIET_LIMITS,
  classic: CLASSIC_LIMITS,
};

/** From how many packets on something is marked. */
export function LimitsSection() {
  const t = useApp((s) => s.settings.thresholds);
  const { change } = useController();
  const set = (patch: Partial<Thresholds>) => change({ thresholds: byHand(t, patch) });
  const choose = (preset: Preset) => change({ thresholds: preset === "custom" ? { ...t, preset } : PRESETS[preset] });
  return (
    <Section id="limits" title={w.sections.limits} hint={w.limitsHint}>
      <Row label={w.preset} hint={w.presetHints[t.preset]}>
        <SegmentedControl
          size="xs"
          aria-label={w.preset}
          data-testid="preset"
          value={t.preset}
          onChange={(value) => choose(value)}
          data={(["default", "quiet", "classic", "custom"] as const).map((value) => ({ value, label: w.presets[value] }))}
        />
      </Row>
      <table className="limits">
        <thead>
          <tr>
            <th scope="col">{w.columns.protocol}</th>
            <th scope="col">{w.columns.on}</th>
            <th scope="col">{w.columns.perInterval}</th>
            <th scope="col">{w.columns.perSource}</th>
          </tr>
        </thead>
        <tbody>
          {JUDGED.map((p) => (
            <LimitRow key={p} protocol={p} thresholds={t} onChange={set} />
          ))}
        </tbody>
      </table>
      <Row label={w.limitInterval}>
        <SegmentedControl
          size="xs"
          aria-label={w.limitInterval}
          data-testid="limit-interval"
          value={String(t.intervalS)}
          onChange={(value) => set({ intervalS: Number(value) })}
          data={INTERVALS_S.map((s) => ({ value: String(s), label: span(s) }))}
        />
      </Row>
      <Row label={w.consecutive} hint={w.consecutiveHint}>
        <NumberField
          label={w.consecutive}
          testid="limit-consecutive"
          value={t.consecutive}
          most={MAX_CONSECUTIVE}
          bad={badConsecutive}
          onGood={(consecutive) => set({ consecutive })}
        />
      </Row>
      <Row label={w.sourceWindow}>
        <SegmentedControl
          size="xs"
          aria-label={w.sourceWindow}
          data-testid="source-window"
          value={t.sourceWindow}
          onChange={(sourceWindow) => set({ sourceWindow })}
          data={(["interval", "capture"] as const).map((value) => ({ value, label: w.sourceWindows[value] }))}
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
  const name = protocol === "other" ? w.otherWithArp : PROTOCOL_NAMES[protocol];
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
          aria-label={w.watch(name)}
          data-testid={`limit-${protocol}-on`}
          onChange={(e) => set({ on: e.currentTarget.checked })}
        />
      </td>
      {(["perInterval", "perSource"] as const).map((field) => (
        <td key={field}>
          <NumberField
            label={w.limitOf(name, w.columns[field])}
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
