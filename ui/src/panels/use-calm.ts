// Values that must not change with every look.
import { useState } from "react";
import { type Held, hold } from "../charts/scale";

/** The greatest value for an axis: up at once, down only after a while. Another key begins anew. */
export function useCalmMax(max: number, nowMs: number, key: string): number {
  const [kept, setKept] = useState<{ key: string; held: Held }>({ key, held: { max, lowSinceMs: null } });
  const held = hold(kept.key === key ? kept.held : null, max, nowMs);
  if (kept.key !== key || held.max !== kept.held.max || held.lowSinceMs !== kept.held.lowSinceMs)
    setKept({ key, held });
  return held.max;
}

/** A value that is taken over when the key is another; always, if it is not slow. */
export function useSlow<T>(value: T, key: string, isSlow: boolean): T {
  const [kept, setKept] = useState({ value, key });
  if (isSlow && kept.key === key) return kept.value;
  if (kept.value !== value || kept.key !== key) setKept({ value, key });
  return value;
}
