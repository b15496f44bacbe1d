// The part of the data that every view looks at.
import type { Settings } from "./ipc";
import { PROTOCOLS, type Protocol } from "./protocol";

export type Protocols = Settings["protocols"];

export const RANGES_S = [60, 300, 900, 3600, 0] as const;
export const INTERVALS_S = [1, 5, 10, 30, 60] as const;
export const REFRESHES_S = [1, 2, 5, 0] as const;
export const DURATIONS_S = [null, 60, 300, 900, 3600] as const;
export const MAX_DURATION_S = 7 * 24 * 3600;

/** The neighbour of a choice; at the end, and for a value that is none of them, there is none. */
export function neighbour<T>(choices: readonly T[], now: T, steps: -1 | 1): T {
  const at = choices.indexOf(now);
  return at < 0 ? now : (choices[at + steps] ?? now);
}

const ALL: Protocols = [true, true, true, true, true];

/** Shows or hides one protocol; or only it, and all again when it was the only one. None is not a choice. */
export function toggled(shown: Protocols, protocol: Protocol, only: boolean): Protocols {
  const at = PROTOCOLS.indexOf(protocol);
  const alone = shown.every((on, i) => on === (i === at));
  if (alone) return ALL;
  return shown.map((on, i) => (only ? i === at : i === at ? !on : on)) as Protocols;
}

/** The rule needs so long before it can fire at all; a shorter capture would never see an attack. */
export function neededS(thresholds: { intervalS: number; consecutive: number }): number {
  return thresholds.intervalS * thresholds.consecutive;
}
