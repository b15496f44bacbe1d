// What every panel says about its numbers.
import { type RefObject, useEffect, useRef } from "react";
import { useApp, useStore } from "../app-context";
import { span } from "../format";
import type { State } from "../state";
import { t } from "../i18n";

export type PanelState = "loading" | "empty" | "live" | "gap" | "lossy" | "paused" | "stale" | "error";

/** The state of a panel, before it is known whether it has anything to show. */
export function panelState({ snapshot, snapshotFailed, paused, session }: State): PanelState {
  if (snapshot === null) return snapshotFailed ? "error" : "loading";
  if (snapshotFailed) return "error";
  if (paused !== null) return "paused";
  // Nothing was watched yet, so nothing was found to be absent either.
  if (session.state === "starting" && snapshot.totals.packets === 0) return "loading";
  if (snapshot.quality.word === "stale" && session.state === "running") return "stale";
  return "live";
}

export interface PanelNews {
  state: PanelState;
  /** A short note on the state, where one is needed. */
  note: string | null;
}

/** `missing`: what is not in the numbers, where the panel can tell. */
export function usePanelNews(empty: boolean, missing: "gap" | "lossy" | null = null): PanelNews {
  const state = useApp(panelState);
  const note = useApp(noteOf);
  if (state !== "live") return { state, note };
  return { state: empty ? "empty" : (missing ?? "live"), note };
}

function noteOf(all: State): string | null {
  const state = panelState(all);
  if (state === "error") return t("charts.error");
  if (state !== "stale") return null;
  return t("charts.stale", { span: span(Math.round((all.snapshot?.quality.silentMs ?? 0) / 1000)) });
}

/** Writes the number of the newest tick on an element, for whoever has to know that it is shown; nothing is drawn for it. */
export function useSeq<E extends HTMLElement>(): RefObject<E | null> {
  const box = useRef<E>(null);
  const store = useStore();
  useEffect(() => {
    const write = () => {
      const seq = String(store.get().snapshot?.seq ?? 0);
      if (box.current !== null && box.current.dataset.seq !== seq) box.current.dataset.seq = seq;
    };
    write();
    return store.subscribe(write);
  }, [store]);
  return box;
}
