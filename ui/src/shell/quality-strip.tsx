import { Popover, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { useApp } from "../app-context";
import { count, full, span, zone } from "../format";
import type { Quality } from "../ipc";
import { visible } from "../text";
import { words } from "../words";

const w = words.quality;

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
    <footer className="strip" data-testid="quality" aria-label={words.landmarks.quality}>
      <Explained hint={w.wordHint[word]}>
        <span className={`strip-word strip-${word}`}>
          <span className="strip-dot" aria-hidden="true" />
          <span data-testid="quality-word">{w.word[word]}</span>
        </span>
      </Explained>
      {quality !== null &&
        word !== "none" &&
        items(quality).map((item) => (
          <Explained key={item.id} hint={item.hint}>
            <span className={item.bad ? "strip-bad" : ""}>
              {item.id === "dropped" ? (
                <>
                  <span data-testid="quality-dropped">{item.text}</span> {w.dropped}
                </>
              ) : (
                item.text
              )}
            </span>
          </Explained>
        ))}
      <span className="strip-rest">
        <Explained hint={w.promiscuousHint}>{w.promiscuous(promiscuous)}</Explained>
        <Explained hint={w.zoneHint}>{zone(takenMs === 0 ? 1 : takenMs)}</Explained>
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
      hint: q.countsDrops ? w.droppedHint : w.droppedUnknown,
      bad: q.kernelDrops > 0,
    },
    { id: "cut", text: `${count(q.truncated)} ${w.cut}`, hint: w.cutHint, bad: q.truncated > 0 },
    { id: "merged", text: `${count(q.mergedTicks)} ${w.merged}`, hint: w.mergedHint, bad: q.mergedTicks > 0 },
    { id: "gaps", text: w.gaps(q.gaps, span(q.gapS)), hint: w.gapsHint, bad: q.gaps > 0 },
    ...(damaged > 0
      ? [
          {
            id: "damaged",
            text: w.damaged(count(damaged)),
            hint: q.problems.map((p) => `${visible(p.name)}: ${full(p.packets)}`).join(", "),
            bad: false,
          },
        ]
      : []),
    {
      id: "exact",
      text: q.sourcesExact ? w.exact : w.estimated,
      hint: q.sourcesExact ? w.exactHint : w.estimatedHint,
      bad: !q.sourcesExact,
    },
  ];
}

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
