import { useMemo } from "react";
import { useApp } from "../app-context";
import type { Snapshot } from "../ipc";
import type { Shown } from "../protocol";
import { narrow, shownBy } from "./narrow";

/** The snapshot as the filter and the marked stretch leave it. */
export function useNarrowed(snapshot: Snapshot | null): Snapshot | null {
  const expression = useApp((s) => s.filter.expression);
  const stretch = useApp((s) => s.stretch);
  return useMemo(() => snapshot && narrow(snapshot, expression, stretch), [snapshot, expression, stretch]);
}

/** The protocols that are shown: those that were chosen, and of which something passes the filter. */
export function useShown(): Shown {
  const chosen = useApp((s) => s.settings.protocols);
  const expression = useApp((s) => s.filter.expression);
  return useMemo(() => shownBy(expression, chosen), [expression, chosen]);
}
