import { Popover, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { useApp } from "../app-context";
import { count, full, span, zone } from "../format";
import type { Quality } from "../ipc";
import { visible } from "../text";
import { t } from "../i18n";

interface Item {
  id: string;
  text: string;
  hint: string;
  /** Something is missing here. */
  bad: boolean;
}

/** Whether the numbers can be trusted, in every view. */
export function QualityStrip() {
  const quality = useApp((s) => s.snapshot?.quality ?? null);
  const promiscuous = useApp((s) => s.session.promiscuous);
  const takenMs = useApp((s) => s.snapshot?.takenMs ?? 0);
  const word = quality?.word ?? "none";
  return (
    <footer className="strip" data-testid="quality" aria-label={t("landmarks.quality")}>
      <Explained hint={t(`quality.wordHint.${word}`)}>
        <span className={`strip-word strip-${word}`}>
          <span className="strip-dot" aria-hidden="true" />
          <span data-testid="quality-word">{t(`quality.word.${word}`)}</span>
        </span>
      </Explained>
      {quality !== null &&
        word !== "none" &&
        items(quality).map((item) => (
          <Explained key={item.id} hint={item.hint}>
            <span className={item.bad ? "strip-bad" : ""}>
              {item.id === "dropped" ? (
                <>
                  <span data-testid="quality-dropped">{item.text}</span> {t("quality.dropped")}
                </>
              ) : (
                item.text
              )}
            </span>
          </Explained>
        ))}
      <span className="strip-rest">
        <Explained hint={t("quality.promiscuousHint")}>
          {promiscuous ? t("quality.promiscuousOn") : t("quality.promiscuousOff")}
        </Explained>
        <Explained hint={t("quality.zoneHint")}>{zone(takenMs === 0 ? 1 : takenMs)}</Explained>
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
      hint: q.countsDrops ? t("quality.droppedHint") : t("quality.droppedUnknown"),
      bad: q.kernelDrops > 0,
    },
    { id: "cut", text: t("quality.cut", { n: count(q.truncated) }), hint: t("quality.cutHint"), bad: q.truncated > 0 },
    {
      id: "merged",
      text: t("quality.merged", { n: count(q.mergedTicks) }),
      hint: t("quality.mergedHint"),
      bad: q.mergedTicks > 0,
    },
    { id: "gaps", text: gaps(q), hint: t("quality.gapsHint"), bad: q.gaps > 0 },
    ...(damaged > 0
      ? [
          {
            id: "damaged",
            text: t("quality.damaged", { n: count(damaged) }),
            hint: q.problems.map((p) => t("quality.problem", { name: visible(p.name), n: full(p.packets) })).join(", "),
            bad: false,
          },
        ]
      : []),
    {
      id: "exact",
      text: q.sourcesExact ? t("quality.exact") : t("quality.estimated"),
      hint: q.sourcesExact ? t("quality.exactHint") : t("quality.estimatedHint"),
      bad: !q.sourcesExact,
    },
  ];
}

const gaps = ({ gaps: n, gapS }: Quality): string =>
  n === 0 ? t("quality.noGaps") : t("quality.gaps", { count: n, n: full(n), span: span(gapS) });

/** A word that says what it means when it is clicked. */
function Explained({ hint, children }: { hint: string; children: React.ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="top-start" width={300} shadow="md">
      <Popover.Target>
        <UnstyledButton className="strip-item" aria-expanded={open} onClick={() => setOpen(!open)}>
          {children}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className="strip-hint">{hint}</Popover.Dropdown>
    </Popover>
  );
}
