import { CloseButton, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useApp } from "../app-context";
import { full } from "../format";
import { found, sections, type Section, type Topic } from "../help/topics";
import { t } from "../i18n";

const idOf = (topic: Topic): string => `help-${topic}`;

/** What each number means, what the keys do, and what Weir cannot see. It opens where the view before it is explained. */
export function Help() {
  const at = useApp((s) => s.helpAt);
  const [wanted, setWanted] = useState("");
  const letters = useApp((s) => s.settings.letterKeys);
  const all = useMemo(() => sections(letters), [letters]);
  const shown = useMemo(() => found(all, wanted), [all, wanted]);
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const section = page.current?.querySelector(`#${idOf(at)}`);
    section?.scrollIntoView({ block: "start" });
    // From here Tab goes on, and a screen reader begins to read.
    section?.querySelector("h3")?.focus({ preventScroll: true });
  }, [at]);
  const { length: count } = shown.flatMap((one) => one.entries);
  return (
    <div className="settings help" data-testid="help">
      <nav className="settings-nav" aria-label={t("help.contents")}>
        {shown.map(({ topic, title }) => (
          <button
            key={topic}
            type="button"
            onClick={() => document.getElementById(idOf(topic))?.scrollIntoView({ block: "start" })}
          >
            {title}
          </button>
        ))}
      </nav>
      <div className="settings-page" ref={page}>
        <div className="help-head">
          <h2>{t("views.help")}</h2>
          <TextInput
            size="xs"
            className="help-search"
            data-testid="help-search"
            aria-label={t("help.search")}
            placeholder={t("help.search")}
            leftSection={<IconSearch size={14} aria-hidden="true" />}
            rightSection={
              wanted !== "" && <CloseButton size="xs" aria-label={t("help.all")} onClick={() => setWanted("")} />
            }
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
          />
        </div>
        <p className="dim" role="status" data-testid="help-found">
          {wanted.trim() === ""
            ? t("help.lead")
            : count === 0
              ? t("help.none")
              : t("help.found", { count, n: full(count) })}
        </p>
        {shown.map((section) => (
          <Part key={section.topic} section={section} />
        ))}
      </div>
    </div>
  );
}

function Part({ section: { topic, title, entries } }: { section: Section }) {
  return (
    <section
      className="settings-section"
      id={idOf(topic)}
      data-testid={idOf(topic)}
      aria-labelledby={`${idOf(topic)}-title`}
    >
      <h3 id={`${idOf(topic)}-title`} tabIndex={-1}>
        {title}
      </h3>
      <dl className="help-entries">
        {entries.map(({ term, text, typed }) => (
          <div key={term}>
            <dt>{typed === true ? <kbd>{term}</kbd> : term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
