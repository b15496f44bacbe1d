// Which charts have a logarithmic axis; what was chosen is kept from one start to the next.
import { useCallback, useState } from "react";

/** Where the charts are listed whose scale was chosen. */
const KEPT_AS = { log: "weir.log", lin: "weir.lin" } as const;
type Scale = keyof typeof KEPT_AS;

/** From so many times on, the other bars would be a few pixels. */
const FAR = 50;
/** Below so many they can be read beside it again; between the two the scale stays as it is. */
const NEAR = 15;

/** Whether an axis should be logarithmic by itself. */
export const suggestsLog = (spread: number, now: boolean): boolean => spread >= (now ? NEAR : FAR);

function kept(scale: Scale): string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(KEPT_AS[scale]) ?? "[]");
    return Array.isArray(list) ? list.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

function keep(id: string, chosen: Scale | null): void {
  try {
    for (const scale of ["log", "lin"] as const) {
      const others = kept(scale).filter((one) => one !== id);
      localStorage.setItem(KEPT_AS[scale], JSON.stringify(chosen === scale ? [...others, id] : others));
    }
  } catch {
    // A scale that is not kept is chosen again.
  }
}

/** The scale of a chart: as chosen, else as `spread` asks for. Choosing what it would be by itself takes the choice back. */
export function useScale(id: string, spread = 1): { log: boolean; byItself: boolean; set: (log: boolean) => void } {
  const [chosen, setChosen] = useState<Scale | null>(() =>
    kept("log").includes(id) ? "log" : kept("lin").includes(id) ? "lin" : null,
  );
  const [suggested, setSuggested] = useState(() => suggestsLog(spread, false));
  const now = suggestsLog(spread, suggested);
  if (now !== suggested) setSuggested(now);
  const set = useCallback(
    (log: boolean) => {
      const next = log === now ? null : log ? "log" : "lin";
      setChosen(next);
      keep(id, next);
    },
    [id, now],
  );
  return { log: chosen === null ? now : chosen === "log", byItself: chosen === null && now, set };
}
