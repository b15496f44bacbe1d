import { UnstyledButton } from "@mantine/core";
import {
  IconAdjustmentsHorizontal,
  IconArrowsLeftRight,
  IconLayoutDashboard,
  IconListDetails,
} from "@tabler/icons-react";
import { useApp, useController } from "../app-context";
import { VIEWS, type View } from "../state";
import { t } from "../i18n";

const ICONS: Record<View, typeof IconLayoutDashboard> = {
  overview: IconLayoutDashboard,
  sources: IconArrowsLeftRight,
  packets: IconListDetails,
  settings: IconAdjustmentsHorizontal,
};

/** The views. Keys 1 to 4 do the same. */
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
          </UnstyledButton>
        );
      })}
    </nav>
  );
}
