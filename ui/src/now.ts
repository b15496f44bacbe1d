import { useSyncExternalStore } from "react";
import { createStore } from "./store";

// One clock for all that counts up by itself. A look moves it, so that a second is one change of the page and not two.

const SECOND_MS = 1000;

/** Looks come a little early or late; only without one does the clock go by itself. */
const PATIENCE_MS = 150;

const clock = createStore({ nowMs: Date.now() });
let listeners = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

function tick(): void {
  if (!document.hidden) clock.set({ nowMs: Date.now() });
}

function wait(ms: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    tick();
    wait(SECOND_MS);
  }, ms);
}

/** A look was taken. */
export function beat(): void {
  if (listeners === 0) return;
  tick();
  wait(SECOND_MS + PATIENCE_MS);
}

function listen(hear: () => void): () => void {
  const stop = clock.subscribe(hear);
  listeners += 1;
  if (listeners === 1) {
    document.addEventListener("visibilitychange", tick);
    wait(SECOND_MS);
    tick();
  }
  return () => {
    stop();
    listeners -= 1;
    if (listeners > 0) return;
    document.removeEventListener("visibilitychange", tick);
    clearTimeout(timer);
  };
}

const never = (): (() => void) => () => undefined;
const read = (): number => clock.get().nowMs;

/** The time, again each second, for what counts up by itself. It stands still while the window is hidden. */
export const useNow = (runs: boolean): number => useSyncExternalStore(runs ? listen : never, read);
