import { UnstyledButton } from "@mantine/core";
import {
  IconAdjustmentsHorizontal,
  IconAlertTriangle,
  IconArrowsLeftRight,
  IconHelpCircle,
  IconLayoutDashboard,
  IconListDetails,
  IconNetwork,
} from "@tabler/icons-react";
import { tally } from "../alerts/rows";
import { useApp, useController } from "../app-context";
import { count } from "../format";
import { VIEWS, type View } from "../state";
import { t } from "../i18n";

const ICONS: Record<View, typeof IconLayoutDashboard> = {
  overview: IconLayoutDashboard,
  sources: IconArrowsLeftRight,
  packets: IconListDetails,
  alerts: IconAlertTriangle,
  interfaces: IconNetwork,
  settings: IconAdjustmentsHorizontal,
  help: IconHelpCircle,
};

/** The views. Keys 1 to 7 do the same. */
export function Rail() {
  const current = useApp((s) => s.view);
  const { show } = useController();
  return (
    <nav className="rail" aria-label={t("landmarks.views")}>
      {VIEWS.map((view, i) => {
        const Icon = ICONS[view];
        return (
          <UnstyledButton
            key={view}
            className={`rail-item rail-${view}`}
            data-testid={`view-${view}`}
            aria-current={view === current ? "page" : undefined}
            title={`${t(`views.${view}`)} (${i + 1})`}
            onClick={() => show(view)}
          >
            <Icon size={20} stroke={1.7} aria-hidden="true" />
            <span>{t(`views.${view}`)}</span>
            {view === "alerts" && <Badge />}
          </UnstyledButton>
        );
      })}
    </nav>
  );
}

/** How many alerts are open. */
function Badge() {
  const shown = useApp((s) => s.settings.protocols);
  const open = useApp((s) => (s.snapshot === null ? 0 : tally(s.snapshot, shown).open));
  if (open === 0) return null;
  return (
    <span className="rail-badge" data-testid="alerts-badge">
      <span aria-hidden="true">{count(open)}</span>
      <span className="unseen">{t("alerts.badge", { count: open, n: count(open) })}</span>
    </span>
  );
}
