import { Button, Popover, UnstyledButton } from "@mantine/core";
import { memo, useState } from "react";
import { useApp, useController, useFilter } from "../app-context";
import { zone } from "../format";
import { reuse } from "../reuse";
import { t } from "../i18n";
import { openPicker } from "./picker-open";
import { type Act, engineName, type Item, itemsOf, SLOWEST_S, wordItem } from "./quality-items";

/** Around a moment that the charts are asked to show, in ms. */
const AROUND_MS = 60_000;

/** Whether the numbers can be trusted, in every view. */
export function QualityStrip() {
  const quality = useApp((s) => s.snapshot?.quality ?? null);
  const packets = useApp((s) => s.snapshot?.totals.packets ?? 0);
  const takenMs = useApp((s) => s.snapshot?.takenMs ?? 0);
  const { promiscuous, engine, file, state } = useApp((s) => s.session);
  const ringChosen = useApp((s) => s.settings.engine === "ring");
  const autoRefreshS = useApp((s) => s.settings.autoRefreshS);
  const word = quality?.word ?? "none";
  const runs = state !== "idle" && state !== "failed";
  const items =
    quality === null || word === "none"
      ? []
      : itemsOf(quality, { packets, engine, ringChosen, autoRefreshS, runs, isFile: file !== null, nowMs: takenMs });
  return (
    <footer className="strip" data-testid="quality" aria-label={t("landmarks.quality")}>
      <Explained item={wordItem({ word }, items)} tone={`word strip-${word}`} />
      {items.map((item) => (
        <Explained key={item.id} item={item} tone={item.bad ? "bad" : ""} />
      ))}
      <span className="strip-rest">
        {engine !== null && (
          <Explained item={chosen("engine", t("quality.engineUsed", { name: engineName(engine) }), t("quality.engineHint"))} />
        )}
        <Explained
          item={chosen(
            "promiscuous",
            promiscuous ? t("quality.promiscuousOn") : t("quality.promiscuousOff"),
            t("quality.promiscuousHint"),
          )}
        />
        <Explained item={{ id: "zone", text: zone(takenMs === 0 ? 1 : takenMs), about: [t("quality.zoneHint")], bad: false }} />
      </span>
    </footer>
  );
}

/** What is set in the settings. */
const chosen = (id: string, text: string, about: string): Item => ({ id, text, about: [about], act: "settings", bad: false });

interface Props {
  item: Item;
  /** How it looks: something is missing here, or the word of them all. */
  tone?: string;
}

/** A word that says what it means when it is clicked. It is drawn anew only when it says something else. */
const Explained = memo(
  function Explained({ item, tone = "" }: Props) {
    const [open, setOpen] = useState(false);
    const { id, text, unit } = item;
    return (
      <Popover opened={open} onChange={setOpen} position="top-start" width={320} shadow="md" trapFocus returnFocus>
        <Popover.Target>
          <UnstyledButton
            className={`strip-item strip-item-${id} ${tone === "" && !item.bad ? "strip-quiet" : ""}`}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            <span className={tone === "" ? "" : `strip-${tone}`}>
              {id === "word" && <span className="strip-dot" aria-hidden="true" />}
              <span data-testid={`quality-${id}`}>{text}</span>
              {unit !== undefined && ` ${unit}`}
            </span>
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown className="strip-hint" data-testid="quality-about" aria-label={unit === undefined ? text : `${text} ${unit}`}>
          {open && <About item={item} onDone={() => setOpen(false)} />}
        </Popover.Dropdown>
      </Popover>
    );
  },
  (before, next) => before.tone === next.tone && reuse(before.item, next.item) === before.item,
);

function About({ item: { about, cure, act, at }, onDone }: { item: Item; onDone: () => void }) {
  const does = useActs();
  const { show } = useController();
  const { mark } = useFilter();
  const showAt = (ms: number) => {
    mark([ms - AROUND_MS, ms + AROUND_MS]);
    show("overview");
  };
  const button = (id: Act | "show", run: () => void) => (
    <Button
      size="compact-sm"
      variant="default"
      data-testid={`quality-act-${id}`}
      onClick={() => {
        onDone();
        run();
      }}
    >
      {t(`quality.act.${id}`)}
    </Button>
  );
  return (
    <>
      <p>{about.join(" ")}</p>
      {cure !== undefined && <p>{cure}</p>}
      {(act !== undefined || at !== undefined) && (
        <div className="strip-acts">
          {act !== undefined && button(act, does[act])}
          {at !== undefined && button("show", () => showAt(at))}
        </div>
      )}
    </>
  );
}

/** What the buttons do. */
function useActs(): Record<Act, () => void> {
  const { change, show } = useController();
  return {
    ring: () => change({ engine: "ring" }),
    // After the popover has given the focus back.
    filter: () => void setTimeout(() => document.querySelector<HTMLElement>("[data-testid=capture-filter]")?.focus(), 0),
    slower: () => change({ autoRefreshS: SLOWEST_S }),
    interface: openPicker,
    settings: () => show("settings"),
  };
}
