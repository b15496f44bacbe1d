import { Popover, UnstyledButton } from "@mantine/core";
import { memo, useState } from "react";
import { useApp } from "../app-context";
import { count, full, span, zone } from "../format";
import type { Quality } from "../ipc";
import { visible } from "../text";
import { t } from "../i18n";

interface Item {
  id: string;
  text: string;
  hint: string;
  /** How it looks: something is missing here, or the word of them all. */
  tone?: string;
  /** Behind a number that is read alone. */
  unit?: string;
}

/** Whether the numbers can be trusted, in every view. */
export function QualityStrip() {
  const quality = useApp((s) => s.snapshot?.quality ?? null);
  const promiscuous = useApp((s) => s.session.promiscuous);
  const engine = useApp((s) => s.session.engine);
  const takenMs = useApp((s) => s.snapshot?.takenMs ?? 0);
  const word = quality?.word ?? "none";
  return (
    <footer className="strip" data-testid="quality" aria-label={t("landmarks.quality")}>
      <Explained
        id="word"
        tone={`word strip-${word}`}
        text={t(`quality.word.${word}`)}
        hint={t(`quality.wordHint.${word}`)}
      />
      {quality !== null && word !== "none" && items(quality).map((item) => <Explained key={item.id} {...item} />)}
      <span className="strip-rest">
        {engine !== null && (
          <Explained
            id="engine"
            text={t("quality.engineUsed", { name: visible(engine) })}
            hint={t("quality.engineHint")}
          />
        )}
        <Explained
          id="promiscuous"
          text={promiscuous ? t("quality.promiscuousOn") : t("quality.promiscuousOff")}
          hint={t("quality.promiscuousHint")}
        />
        <Explained id="zone" text={zone(takenMs === 0 ? 1 : takenMs)} hint={t("quality.zoneHint")} />
      </span>
    </footer>
  );
}

function items(q: Quality): Item[] {
  const damaged = q.problems.reduce((sum, p) => sum + p.packets, 0);
  return [
    {
      id: "dropped",
      text: q.countsDrops ? full(q.kernelDrops) : "–",
      unit: t("quality.dropped"),
      hint: q.countsDrops ? t("quality.droppedHint") : t("quality.droppedUnknown"),
      tone: bad(q.kernelDrops > 0),
    },
    {
      id: "cut",
      text: t("quality.cut", { n: count(q.truncated) }),
      hint: t("quality.cutHint"),
      tone: bad(q.truncated > 0),
    },
    {
      id: "merged",
      text: t("quality.merged", { n: count(q.mergedTicks) }),
      hint: t("quality.mergedHint"),
      tone: bad(q.mergedTicks > 0),
    },
    { id: "gaps", text: gaps(q), hint: t("quality.gapsHint"), tone: bad(q.gaps > 0) },
    ...(damaged > 0
      ? [
          {
            id: "damaged",
            text: t("quality.damaged", { n: count(damaged) }),
            hint: q.problems.map((p) => t("quality.problem", { name: visible(p.name), n: full(p.packets) })).join(", "),
          },
        ]
      : []),
    {
      id: "exact",
      text: q.sourcesExact ? t("quality.exact") : t("quality.estimated"),
      hint: q.sourcesExact ? t("quality.exactHint") : t("quality.estimatedHint"),
      tone: bad(!q.sourcesExact),
    },
  ];
}

const gaps = ({ gaps: n, gapS }: Quality): string =>
  n === 0 ? t("quality.noGaps") : t("quality.gaps", { count: n, n: full(n), span: span(gapS) });

const bad = (is: boolean): string => (is ? "bad" : "");

/** A word that says what it means when it is clicked. It is drawn anew only when it says something else. */
const Explained = memo(function Explained({ id, text, hint, tone = "", unit }: Item) {
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="top-start" width={300} shadow="md">
      <Popover.Target>
        <UnstyledButton className="strip-item" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span className={tone === "" ? "" : `strip-${tone}`}>
            {id === "word" && <span className="strip-dot" aria-hidden="true" />}
            <span data-testid={`quality-${id}`}>{text}</span>
            {unit !== undefined && ` ${unit}`}
          </span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className="strip-hint">{hint}</Popover.Dropdown>
    </Popover>
  );
});
