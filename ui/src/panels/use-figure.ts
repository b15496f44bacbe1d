// What a panel takes from a figure now and then only.
import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useApp } from "../app-context";
import { asCut } from "../charts/cut";
import { changed, type Figure } from "../charts/figure";
import { asLog } from "../charts/log";
import { shift, timeStep } from "../charts/scale";

/** The figure of the newest look, for what happens on a click. */
export function useNewest(figure: Figure): RefObject<Figure> {
  const newest = useRef(figure);
  useLayoutEffect(() => {
    newest.current = figure;
  }, [figure]);
  return newest;
}

/** A sentence that changes while it is read helps nobody. */
const SUMMARY_MS = 30_000;

/** The figure's sentence, written anew at most twice a minute, and at once when the chart is no longer empty. */
export function useSummary(figure: Figure): string {
  // Not the time itself: that changes with each look, and the panel with it.
  const halfMinute = useApp((s) => Math.floor((s.snapshot?.takenMs ?? 0) / SUMMARY_MS));
  const empty = figure.empty !== null;
  const [kept, setKept] = useState(() => ({ text: figure.summary, empty, halfMinute }));
  if (kept.empty !== empty || kept.halfMinute !== halfMinute) setKept({ text: figure.summary, empty, halfMinute });
  return kept.text;
}

/** A chart with a time axis shows the stretch that is marked, if one is. */
export function useStretched(figure: Figure): Figure {
  const stretch = useApp((s) => s.stretch);
  return useMemo(() => {
    const { shiftMs: by, frame } = figure;
    if (stretch === null || by === undefined || frame.x === undefined) return figure;
    const range = shift(stretch, by);
    return changed(figure, { frame: { ...frame, x: { ...frame.x, range, step: timeStep(range) } } });
  }, [figure, stretch]);
}

/** The figure as it is drawn: on the chosen scale, with what would dwarf the rest cut. */
export const useDrawn = (figure: Figure, log: boolean): Figure =>
  useMemo(() => (log ? asLog(figure) : asCut(figure)), [figure, log]);
