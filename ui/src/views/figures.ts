// Joins a snapshot with the figures of the charts, once for each that changed.
import { useMemo } from "react";
import { told } from "../alerts/sentence";
import { useApp } from "../app-context";
import { useShown } from "../filter/use-narrowed";
import * as anomalies from "../charts/anomalies";
import * as attacks from "../charts/attacks";
import { changed, type Figure } from "../charts/figure";
import * as pps from "../charts/pps";
import * as requests from "../charts/requests";
import * as share from "../charts/share";
import * as traffic from "../charts/traffic";
import type { Snapshot } from "../ipc";
import { t } from "../i18n";
import { useCalmMax, useSlow } from "../panels/use-calm";
import { usePalette } from "../panels/use-palette";

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
  const { traffic: data, thresholds: limits } = snapshot;
  const atLeast = useCalmMax(traffic.peak(data, shown), snapshot.takenMs, useScopeKey());
  return useMemo(
    () => traffic.figure({ traffic: data, limits, shown, palette, atLeast }),
    [data, limits, shown, palette, atLeast],
  );
}

/** An episode that goes on grows with every look; what begins, ends or is finished is shown at once. */
const GROWTH_MS = 4800;

const newsOf = ({ attacks, episodes, traffic }: Snapshot): string =>
  `${traffic.toMs} ${attacks.length} ${episodes.map((e) => `${e.id}${e.endMs ?? ""}${e.muted}${e.falseAlarm ?? ""}`).join()}`;

export function useAttacks(newest: Snapshot): Figure {
  const shown = useShown();
  const palette = usePalette();
  const snapshot = useRecent(newest, newest, GROWTH_MS, newsOf(newest));
  const { attacks: data, traffic: time, thresholds: limits } = snapshot;
  const episodes = useTold(snapshot);
  const most = attacks.peak(data, episodes, time, limits, shown);
  const atLeast = useCalmMax(most, snapshot.takenMs, useScopeKey());
  return useMemo(
    () => attacks.figure({ attacks: data, episodes, traffic: time, limits, shown, palette, atLeast }),
    [data, episodes, time, limits, shown, palette, atLeast],
  );
}

export function useAnomalies(snapshot: Snapshot, rows: number): Figure {
  const shown = useShown();
  const palette = usePalette();
  const recent = useRecent(snapshot, snapshot, ROWS_MS);
  const { anomalies: data, thresholds: limits, takenMs: nowMs } = recent;
  const episodes = useTold(recent);
  const atLeast = useCalmMax(anomalies.peak(data, episodes, shown), nowMs, useScopeKey());
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
  const data = useRecent(snapshot.sources, snapshot, ROWS_MS);
  const most = Math.min(rows, requests.MOST_ROWS);
  const atLeast = useCalmMax(requests.peak(data, shown, most), snapshot.takenMs, useScopeKey());
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

/** Sums since the start change little in a second, and a ring is dear to draw. */
const SHARE_MS = 4800;

/** Rows of sources: soon enough to see who it is, and a third as dear as with every look. Alerts come at once. */
export const ROWS_MS = 2800;

/** A part of the snapshot that may be some seconds old while numbers come by themselves, and is new when they are asked for. */
export function useRecent<T>(value: T, snapshot: Snapshot, ms: number, news = ""): T {
  const flows = useApp((s) => s.paused === null && s.settings.autoRefreshS > 0 && s.session.state === "running");
  return useSlow(value, snapshot.takenMs, flows ? ms : 0, `${useScopeKey()} ${news}`);
}

export function useShare(snapshot: Snapshot): Figure {
  const shown = useShown();
  const palette = usePalette();
  const parts = useRecent(snapshot.protocols, snapshot, SHARE_MS);
  return useMemo(() => share.figure({ parts, shown, palette }), [parts, shown, palette]);
}

export function usePps(snapshot: Snapshot): Figure {
  const shown = useShown();
  const palette = usePalette();
  const { pps: data, traffic: time } = snapshot;
  const atLeast = useCalmMax(pps.peak(data, shown), snapshot.takenMs, useScopeKey());
  return useMemo(
    () => pps.figure({ pps: data, traffic: time, shown, palette, atLeast }),
    [data, time, shown, palette, atLeast],
  );
}
