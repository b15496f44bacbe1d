import { Switch } from "@mantine/core";
import { useEffect, useState } from "react";
import { useApp, useController, useNameBook } from "../app-context";
import { t } from "../i18n";
import type { DataSource, Settings } from "../ipc";
import { Row, Section } from "../settings/row";

const CHOICES = [
  ["places", "names.places", "names.placesHint"],
  ["vendors", "names.vendors", "names.vendorsHint"],
  ["programs", "names.programsRow", "names.programsHint"],
  ["hostNames", "names.hostNames", "names.hostNamesHint"],
] as const satisfies readonly (readonly [keyof Settings["names"], string, string])[];

/** Which names are looked up. */
export function NamesSection() {
  const names = useApp((s) => s.settings.names);
  const { change } = useController();
  const book = useNameBook();
  return (
    <Section id="names" title={t("settings.sections.names")}>
      {CHOICES.map(([id, label, hint]) => (
        <Row key={id} label={t(label)} hint={t(hint)}>
          <Switch
            checked={names[id]}
            aria-label={t(label)}
            data-testid={`names-${id}`}
            onChange={(e) => {
              change({ names: { ...names, [id]: e.currentTarget.checked } });
              book.forget();
            }}
          />
        </Row>
      ))}
    </Section>
  );
}

/** The lines that the licences of the data ask for. */
export function DataSources() {
  const { sources: read } = useNameBook();
  const [sources, setSources] = useState<DataSource[]>([]);
  useEffect(() => void read().then(setSources, () => undefined), [read]);
  if (sources.length === 0) return null;
  return (
    <div>
      <h4>{t("names.sources")}</h4>
      <ul className="data-sources" data-testid="data-sources">
        {sources.map(({ gives, attribution, licence, link }) => (
          <li key={attribution}>
            {t(`names.gives.${gives}`)}: {attribution}, {licence}, <span className="mono">{link}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
