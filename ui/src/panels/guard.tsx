import { Button } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { t } from "../i18n";
import { useCopied } from "./use-copied";

interface Props {
  /** Of what is inside, as a heading. */
  title: string;
  id: string;
  children: ReactNode;
}

interface State {
  fault: string | null;
}

/** Keeps a fault of one part of the window from taking the others with it. */
export class Guard extends Component<Props, State> {
  override state: State = { fault: null };

  static getDerivedStateFromError(error: unknown): { fault: string } {
    return { fault: error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ""}` : String(error) };
  }

  override render(): ReactNode {
    const { title, id, children } = this.props;
    const { fault } = this.state;
    if (fault === null) return children;
    return <Broken title={title} id={id} fault={fault} onRetry={() => this.setState({ fault: null })} />;
  }
}

interface BrokenProps {
  title: string;
  id: string;
  fault: string;
  onRetry: () => void;
}

function Broken({ title, id, fault, onRetry }: BrokenProps) {
  const [copied, copy] = useCopied();
  return (
    <section className="panel chart" data-testid={id} data-state="error" aria-label={title}>
      <header className="panel-head">
        <h2>{title}</h2>
      </header>
      <div className="panel-broken" role="alert">
        <p>{t("charts.broken")}</p>
        <p className="dim">{t("charts.brokenHint")}</p>
        <span>
          <Button size="compact-sm" onClick={onRetry}>
            {t("doctor.again")}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => copy(`${title}\n${fault}`)}>
            {copied ? t("doctor.copied") : t("doctor.copyDetails")}
          </Button>
        </span>
      </div>
    </section>
  );
}
