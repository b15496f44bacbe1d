import { useMemo } from "react";
import { useApp } from "./app-context";
import { type Trouble, troubleOf } from "./trouble";

/** What stands in the way of a capture, if anything does. */
export function useTrouble(): Trouble | null {
  const session = useApp((s) => s.session);
  const denied = useApp((s) => s.denied);
  const doctor = useApp((s) => s.doctor);
  const hasData = useApp((s) => (s.snapshot?.totals.packets ?? 0) > 0);
  return useMemo(() => troubleOf({ session, denied, doctor, hasData }), [session, denied, doctor, hasData]);
}
