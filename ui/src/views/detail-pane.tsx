import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { t } from "../i18n";

interface Props {
  id: string;
  title: ReactNode;
  /** In words, for those who do not see it. */
  label: string;
  actions: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** All of one row, below its table. */
export function DetailPane({ id, title, label, actions, onClose, children }: Props) {
  return (
    <section
      className="detail"
      data-testid={id}
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onClose();
      }}
    >
      <header className="detail-head">
        <h3 className="detail-title">{title}</h3>
        <div className="detail-actions">{actions}</div>
        <ActionIcon
          variant="subtle"
          color="gray"
          data-testid={`${id}-close`}
          aria-label={t("detail.close")}
          title={t("detail.close")}
          onClick={onClose}
        >
          <IconX size={16} />
        </ActionIcon>
      </header>
      {/* A place that scrolls can be reached by the keyboard. */}
      <div className="detail-body" tabIndex={0} role="group" aria-label={label}>
        {children}
      </div>
    </section>
  );
}

/** A part of it with a heading. */
export function Part({ title, note, children }: { title: string; note?: string | null; children: ReactNode }) {
  return (
    <section className="detail-part">
      <h4>{title}</h4>
      {children}
      {note !== undefined && note !== null && <p className="dim">{note}</p>}
    </section>
  );
}

/** Names and values. */
export function Facts({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="detail-facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
