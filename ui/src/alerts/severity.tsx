import { IconAlertOctagon, IconAlertTriangle, IconFlag, IconFlame, IconInfoCircle } from "@tabler/icons-react";
import { memo } from "react";
import { t } from "../i18n";
import type { Severity } from "../ipc";

/** Each has its own shape, so that colour is not needed. */
const ICONS: Record<Severity, typeof IconInfoCircle> = {
  info: IconInfoCircle,
  low: IconFlag,
  medium: IconAlertTriangle,
  high: IconAlertOctagon,
  critical: IconFlame,
};

export const SeverityMark = memo(function SeverityMark({ severity }: { severity: Severity }) {
  const Icon = ICONS[severity];
  return (
    <span className={`severity severity-${severity}`}>
      <Icon size={14} stroke={2} aria-hidden="true" />
      {t(`severity.${severity}`)}
    </span>
  );
});
