import type { KeyboardEvent, ReactNode } from "react";
import { useId } from "react";
import { t } from "../i18n";
import { type PanelNews, useSeq } from "./panel-state";

interface Props {
  id: string;
  title: string;
  subtitle: string;
  news: PanelNews;
  /** What the numbers do not follow. */
  beyond?: ReactNode;
  actions?: ReactNode;
  legend?: ReactNode;
  /** For people who do not see the picture. */
  summary?: string;
  className?: string;
  chart?: boolean;
  onKeyDown?: (event: KeyboardEvent) => void;
  onKeyUp?: (event: KeyboardEvent) => void;
  /** The panel itself loses the focus. */
  onBlur?: () => void;
  children: ReactNode;
}

/** A box with a title, a legend and one thing in it. */
export function Panel({
  id,
  title,
  subtitle,
  news,
  beyond,
  actions,
  legend,
  summary,
  className,
  chart,
  onKeyDown,
  onKeyUp,
  onBlur,
  children,
}: Props) {
  const named = useId();
  const described = useId();
  const box = useSeq<HTMLElement>();
  return (
    <section
      ref={box}
      className={`panel ${className ?? ""}`}
      data-testid={id}
      data-state={news.state}
      aria-labelledby={named}
      aria-describedby={summary === undefined ? undefined : described}
      {...(chart === true
        ? { role: "group", "aria-roledescription": t("charts.roleDescription"), tabIndex: 0, onKeyDown, onKeyUp, onBlur }
        : {})}
    >
      <header className="panel-head">
        <h2 id={named}>{title}</h2>
        {news.note === null ? (
          <span className="panel-sub">{subtitle}</span>
        ) : (
          <span className="panel-note">{news.note}</span>
        )}
        {beyond}
        <span className="panel-actions">{actions}</span>
      </header>
      {legend}
      {summary !== undefined && (
        <p id={described} className="unseen">
          {summary}
        </p>
      )}
      <div className="panel-body">{children}</div>
    </section>
  );
}
