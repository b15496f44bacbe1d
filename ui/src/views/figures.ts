// Joins a snapshot with the figures of the charts, once for each that changed.
import { useMemo, useState } from "react";
import { told } from "../alerts/sentence";
import { useApp } from "../app-context";
import { useShown } from "../filter/use-narrowed";
import * as anomalies from "../charts/anomalies";
import * as attacks from "../charts/attacks";
import { changed, type Figure, type LegendItem } from "../charts/figure";
import * as pps from "../charts/pps";
import * as requests from "../charts/requests";
import * as share from "../charts/share";
import * as traffic from "../charts/traffic";
import type { Snapshot } from "../ipc";
import { t } from "../i18n";
import { useCalmMax, useSlow } from "../panels/use-calm";
import { useWhile } from "../panels/use-in-view";
import { usePalette } from "../panels/palettes";
import { newsOf } from "./news";

/** Axes start anew when another part of the data is looked at. */
const useScopeKey = (): string =>
  useApp(
    (s) =>
      `${s.settings.intervalS} ${s.settings.rangeS} ${s.settings.protocols.join()} ${s.session.startedMs ?? 0} ${s.filter.text} ${s.stretch?.join() ?? ""}`,
  );

/** Episodes with their sentences in the language of the window. */
function useTold({ episodes }: Snapshot) {
  return useMemo(() => told(episodes), [episodes]);
}

export function useTraffic(snapshot: Snapshot): Figure {
  const shown = useShown();
  const palette = usePalette();
  const { thresholds: limits } = snapshot;
  const data = useFinished(snapshot.traffic);
  const peak = useMemo(() => traffic.peak(data, shown), [data, shown]);
  const atLeast = useCalmMax(peak, snapshot.takenMs, useScopeKey());
  return useMemo(
    () => traffic.figure({ traffic: data, limits, shown, palette, atLeast }),
    [data, limits, shown, palette, atLeast],
  );
}

/** The series without its newest numbers, which are in the legend alone: the same as long as no interval ends. */
function useFinished(newest: Snapshot["traffic"]): Snapshot["traffic"] {
  const [kept, setKept] = useState(newest);
  const parts = Object.keys(newest) as (keyof typeof newest)[];
  // Before the first interval ends, its numbers tell whether there is anything at all.
  const changed = parts.some((part) => kept[part] !== newest[part] && (part !== "now" || newest.startsMs.length === 0));
  if (changed) setKept(newest);
  return changed ? newest : kept;
}

export function useTrafficLegend(): LegendItem[] {
  const palette = usePalette();
  const limits = useApp((s) => s.snapshot?.thresholds ?? s.settings.thresholds);
  // Behind another view nobody reads it.
  const newest = useApp((s) => s.snapshot?.traffic ?? null);
  const data = useWhile(newest, useApp((s) => s.view === "overview"));
  const runs = useApp((s) => s.session.state === "running");
  return useMemo(() => {
    const counts = data === null ? [] : runs ? traffic.newestCounts(data) : data.now;
    return traffic.legend(counts, limits, palette);
  }, [data, runs, limits, palette]);
}

export function useAttacks(newest: Snapshot, rows: number): Figure {
  const shown = useShown();
  const palette = usePalette();
  const snapshot = useRecent(newest, newest, newsOf(newest));
  const { attacks: data, traffic: time, thresholds: limits } = snapshot;
  const episodes = useTold(snapshot);
  const most = useMemo(() => attacks.peak(data, episodes, time, limits, shown), [data, episodes, time, limits, shown]);
  const atLeast = useCalmMax(most, snapshot.takenMs, useScopeKey());
  return useMemo(
    () => attacks.figure({ attacks: data, episodes, traffic: time, limits, shown, palette, atLeast, rows }),
    [data, episodes, time, limits, shown, palette, atLeast, rows],
  );
}

export function useAnomalies(snapshot: Snapshot, rows: number): Figure {
  const shown = useShown();
  const palette = usePalette();
  const recent = useRecent(snapshot, snapshot, `${snapshot.anomalies.length > 0}`);
  const { anomalies: data, thresholds: limits, takenMs: nowMs } = recent;
  const episodes = useTold(recent);
  const peak = useMemo(() => anomalies.peak(data, episodes, shown), [data, episodes, shown]);
  const atLeast = useCalmMax(peak, nowMs, useScopeKey());
  const most = Math.min(rows, anomalies.MOST_ROWS);
  const figure = useMemo(
    () => anomalies.figure({ anomalies: data, episodes, limits, shown, palette, atLeast, rows: most, nowMs }),
    [data, episodes, limits, shown, palette, atLeast, most, nowMs],
  );
  return useLeftOut(figure, (all) => all.anomalies.length > 0);
}

export function useRequests(snapshot: Snapshot, rows: number): Figure {
  const shown = useShown();
  const palette = usePalette();
  const data = useRecent(snapshot.sources, snapshot, `${snapshot.sources.rows.length > 0}`);
  const most = Math.min(rows, requests.MOST_ROWS);
  const peak = useMemo(() => requests.peak(data, shown, most), [data, shown, most]);
  const atLeast = useCalmMax(peak, snapshot.takenMs, useScopeKey());
  const figure = useMemo(
    () => requests.figure({ sources: data, shown, palette, atLeast, rows: most }),
    [data, shown, palette, atLeast, most],
  );
  return useLeftOut(figure, (all) => all.sources.rows.length > 0);
}

/** Where the filter has left nothing of what there is, the chart says that and not that there is nothing. */
function useLeftOut(figure: Figure, isThere: (all: Snapshot) => boolean): Figure {
  const left = useApp((s) => s.filter.expression !== null && s.snapshot !== null && isThere(s.snapshot));
  return useMemo(
    () =>
      left && figure.empty !== null && figure.emptyLink === undefined
        ? changed(figure, { empty: t("sources.noneLeft") })
        : figure,
    [left, figure],
  );
}

/** Sums since the start change little in a second, and rows and rings are dear to draw. */
const BEAT_MS = 5000;

/** When an interval of five seconds has ended, a look knows it this much later at most. */
const LATE_MS = 1000;

/** Another number every five seconds: with the charts over time, since what is drawn in one frame is painted once. */
const beatOf = ({ traffic, takenMs }: Snapshot): number =>
  Math.max(Math.floor(traffic.toMs / BEAT_MS), Math.floor((takenMs - LATE_MS) / BEAT_MS));

/**
 * A part of the snapshot that may be some seconds old while numbers come by themselves, and is new when they are asked
 * for, when there is news, and with another scope.
 */
export function useRecent<T>(value: T, snapshot: Snapshot, news = ""): T {
  const flows = useApp((s) => s.paused === null && s.settings.autoRefreshS > 0 && s.session.state === "running");
  return useSlow(value, `${useScopeKey()} ${beatOf(snapshot)} ${news}`, flows);
}

export function useShare(snapshot: Snapshot): Figure {
  const shown = useShown();
  const palette = usePalette();
  const parts = useRecent(snapshot.protocols, snapshot, `${snapshot.protocols.length > 0}`);
  return useMemo(() => share.figure({ parts, shown, palette }), [parts, shown, palette]);
}

/** The finer names beside the ring, as old as it. */
export const useSlowNames = (snapshot: Snapshot): Snapshot["names"] => useRecent(snapshot.names, snapshot);

export function usePps(snapshot: Snapshot): Figure {
  const shown = useShown();
  const palette = usePalette();
  const { pps: data, traffic: time } = snapshot;
  const peak = useMemo(() => pps.peak(data, shown), [data, shown]);
  const atLeast = useCalmMax(peak, snapshot.takenMs, useScopeKey());
  return useMemo(
    () => pps.figure({ pps: data, traffic: time, shown, palette, atLeast }),
    [data, time, shown, palette, atLeast],
  );
}
