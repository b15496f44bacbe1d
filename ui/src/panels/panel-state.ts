// What every panel says about its numbers.
import { useApp } from "../app-context";
import { span } from "../format";
import type { State } from "../state";
import { t } from "../i18n";

export type PanelState = "loading" | "empty" | "live" | "paused" | "stale" | "error";

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
  seq: number;
  /** A short note on the state, where one is needed. */
  note: string | null;
}

export function usePanelNews(empty: boolean): PanelNews {
  const state = useApp(panelState);
  const seq = useApp((s) => s.snapshot?.seq ?? 0);
  const silentMs = useApp((s) => s.snapshot?.quality.silentMs ?? 0);
  const note =
    state === "stale"
      ? t("charts.stale", { span: span(Math.round(silentMs / 1000)) })
      : state === "error"
        ? t("charts.error")
        : null;
  return { state: empty && state === "live" ? "empty" : state, seq, note };
}
