import { Button } from "@mantine/core";
import { IconChartHistogram, IconPlayerPlayFilled, IconPlayerStop, IconShieldCheck } from "@tabler/icons-react";
import { useApp, useController } from "../app-context";
import { currentInterface } from "../state";
import { visible } from "../text";
import { t } from "../i18n";

const POINTS = [
  ["charts", IconChartHistogram],
  ["headers", IconShieldCheck],
  ["stop", IconPlayerStop],
] as const;

/** Before the first capture: what this is, and one button. */
export function Welcome() {
  const name = useApp(currentInterface);
  const { start } = useController();
  return (
    <section className="welcome" data-testid="welcome" aria-labelledby="welcome-title">
      <Wave />
      <h2 id="welcome-title">{t("welcome.title")}</h2>
      <p className="welcome-lead">
        {t("welcome.sentence", { name: name === null ? t("welcome.anInterface") : visible(name) })}
      </p>
      <Button
        size="md"
        leftSection={<IconPlayerPlayFilled size={16} />}
        onClick={() => void start()}
        data-testid="welcome-start"
      >
        {t("welcome.start")}
      </Button>
      <ul className="welcome-points">
        {POINTS.map(([point, Icon]) => (
          <li key={point}>
            <Icon size={20} stroke={1.6} aria-hidden="true" />
            {t(`welcome.${point}`)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Water over the weir. */
function Wave() {
  return (
    <svg className="welcome-wave" viewBox="0 0 120 40" aria-hidden="true">
      <path d="M4 12 H52 C66 12 62 30 78 30 H116" />
      <path d="M4 20 H48 C58 20 56 36 74 36 H116" opacity="0.55" />
      <path d="M4 4 H56 C74 4 68 24 84 24 H116" opacity="0.3" />
    </svg>
  );
}
