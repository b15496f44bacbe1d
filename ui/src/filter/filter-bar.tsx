import { Autocomplete, CloseButton } from "@mantine/core";
import { useMemo, useState } from "react";
import { useApp, useFilter } from "../app-context";
import { clock } from "../format";
import { t } from "../i18n";
import { PROTOCOLS } from "../protocol";
import { conjuncts, written } from "./expression";
import { type Mistake, nextWords } from "./parse";

/** Most proposals that are shown. */
const MOST = 8;

/** The box of the filter, and what is in force. */
export function FilterBar() {
  const { text, mistake } = useApp((s) => s.filter);
  const { write } = useFilter();
  // Nobody reads proposals where nobody writes, and the box is dear to make anew with each look.
  const [writing, setWriting] = useState(false);
  const rows = useApp((s) => (writing ? s.snapshot?.sources.rows : undefined));
  const addresses = useMemo(() => rows?.slice(0, MOST).map((row) => row.ip) ?? [], [rows]);
  const proposals = useMemo(() => proposalsFor(text, addresses), [text, addresses]);
  return (
    <div className="filter">
      <Autocomplete
        id="filter"
        data-testid="filter"
        size="xs"
        className="filter-box"
        aria-label={t("filter.label")}
        aria-invalid={mistake !== null}
        aria-describedby={mistake === null ? undefined : "filter-mistake"}
        placeholder={t("filter.placeholder")}
        title={t("filter.hint")}
        value={text}
        data={proposals}
        filter={({ options }) => options}
        onChange={write}
        maxLength={500}
        spellCheck={false}
        onFocus={() => setWriting(true)}
        onBlur={() => setWriting(false)}
        onKeyDown={(event) => {
          // The first Escape closes the proposals.
          if (event.key === "Escape" && event.currentTarget.getAttribute("aria-expanded") !== "true")
            event.currentTarget.blur();
        }}
      />
      {mistake !== null && <MistakeAt text={text} mistake={mistake} />}
      <Chips />
    </div>
  );
}

/** Whole texts, since that is what the box takes over. */
function proposalsFor(text: string, addresses: readonly string[]): string[] {
  const { begun, words, field } = nextWords(text);
  const values =
    field === "proto" ? PROTOCOLS : field === "src" || field === "dst" || field === "host" ? addresses : words;
  const start = text.slice(0, text.length - begun.length);
  const all = values.filter((word) => word.startsWith(begun.toLowerCase()) && word !== begun);
  return [...new Set(all)].slice(0, MOST).map((word) => start + word);
}

/** The place in the text, and what is wrong there. */
function MistakeAt({ text, mistake }: { text: string; mistake: Mistake }) {
  const { at, length, what, word } = mistake;
  const marked = text.slice(at, at + length);
  return (
    <div id="filter-mistake" className="filter-mistake" role="status" data-testid="filter-mistake">
      <code>
        {text.slice(0, at)}
        <mark>{marked === "" ? "\u00a0" : marked}</mark>
        {text.slice(at + length)}
      </code>
      <span>{sentence(what, word)}</span>
    </div>
  );
}

function sentence(what: Mistake["what"], word: string): string {
  if (what === "unexpected" || what === "protocol" || what === "address" || what === "port")
    return t(`filter.mistakes.${what}`, { word });
  return t(`filter.mistakes.${what}`);
}

/** What narrows the views now; each part can be taken away alone. */
function Chips() {
  const { expression } = useApp((s) => s.filter);
  const stretch = useApp((s) => s.stretch);
  const { toggle, mark, clear } = useFilter();
  if (expression === null && stretch === null) return null;
  const terms = expression === null ? [] : conjuncts(expression).map((part) => ({ part, text: written(part) }));
  return (
    <div className="filter-chips" role="group" aria-label={t("filter.active")}>
      {terms.map(({ part, text }) => (
        <Chip key={text} term text={text} onDrop={() => toggle(part.kind === "or" ? `(${text})` : text)} />
      ))}
      {stretch !== null && (
        <Chip
          text={t("filter.stretch", { from: clock(stretch[0]), to: clock(stretch[1]) })}
          onDrop={() => mark(null)}
        />
      )}
      <CloseButton
        size="sm"
        data-testid="filter-clear"
        aria-label={t("filter.clear")}
        title={t("filter.clear")}
        onClick={clear}
      />
    </div>
  );
}

function Chip({ text, onDrop, term }: { text: string; onDrop: () => void; term?: boolean }) {
  return (
    <button
      type="button"
      className={`chip chip-filter ${term === true ? "chip-term" : ""}`}
      data-testid="filter-chip"
      title={t("filter.drop", { term: text })}
      aria-label={t("filter.drop", { term: text })}
      onClick={onDrop}
    >
      <span>{text}</span> <span aria-hidden="true">×</span>
    </button>
  );
}
