// What the scripted core is asked for: a scene at one instant.
import type { Settings, Snapshot } from "../ipc";
import type { Scene } from "./fake";

export interface Moment {
  scene: Scene;
  settings: Settings;
  startedMs: number | null;
  endedMs: number | null;
  nowMs: number;
  openedMs: number;
  state: Snapshot["session"]["state"];
}

/** The same number for the same input, between 0 and 1. */
export function noise(...at: number[]): number {
  let h = 2166136261;
  for (const n of at) h = Math.imul(h ^ (n % 2147483647), 16777619);
  h ^= h >>> 13;
  h = Math.imul(h, 0x5bd1e995);
  return ((h ^ (h >>> 15)) >>> 0) / 4294967296;
}
