import type { ReactNode } from "react";

/** A part of the settings under one heading. */
export function Section({
  id,
  title,
  hint,
  children,
}: {
  id: string;
  title: string;
  hint?: string;
  children: ReactNode;
}) {
  return (
    <section className="settings-section" id={`settings-${id}`} aria-labelledby={`settings-${id}-title`}>
      <h3 id={`settings-${id}-title`}>{title}</h3>
      {hint !== undefined && <p className="dim">{hint}</p>}
      {children}
    </section>
  );
}

/** One setting: its name, one sentence, its control. */
export function Row({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <div className="settings-row">
      <div>
        <div className="settings-label">{label}</div>
        {hint !== undefined && <div className="dim">{hint}</div>}
      </div>
      <div className="settings-control">{children}</div>
    </div>
  );
}
