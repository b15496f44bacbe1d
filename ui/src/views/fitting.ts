// Which columns of a table are shown: those that the user chose, as far as there is room; the choice is kept.
import { useCallback, useState } from "react";

/** A column that may be left out. */
export interface Fitting {
  id: string;
  /** Room that it takes at least. */
  px: number;
  /** The highest goes first where there is little room; 0: it always stays. */
  rank: number;
}

/** What the user said of some columns: shown in any case, or not at all. Of the others the room decides. */
export type Choice = Readonly<Record<string, boolean>>;

/** As in tables.css: between two columns; beside the first and the last, with a scroll bar. */
const GAP_PX = 14;
const BESIDE_PX = 28 + 14;

/** The columns that are shown in `roomPx`, and those for which there is no room. */
export function fitted(
  columns: readonly Fitting[],
  choice: Choice,
  roomPx: number,
): { shown: ReadonlySet<string>; crowded: ReadonlySet<string> } {
  const shown = new Map(columns.filter(({ id, rank }) => rank === 0 || choice[id] !== false).map((one) => [one.id, one]));
  const crowded = new Set<string>();
  const width = () => [...shown.values()].reduce((sum, { px }) => sum + px + GAP_PX, BESIDE_PX - GAP_PX);
  const least = [...shown.values()].filter(({ id, rank }) => rank > 0 && choice[id] !== true).sort((a, b) => a.rank - b.rank);
  for (let next = least.pop(); next !== undefined && width() > roomPx; next = least.pop()) {
    shown.delete(next.id);
    crowded.add(next.id);
  }
  return { shown: new Set(shown.keys()), crowded };
}

function kept(key: string): Choice {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? "{}");
    if (typeof found !== "object" || found === null) return {};
    return Object.fromEntries(Object.entries(found).filter(([, shown]) => typeof shown === "boolean"));
  } catch {
    return {};
  }
}

/** The choice of a table, kept from one start to the next. */
export function useChoice(key: string): [Choice, (choice: Choice) => void] {
  const [choice, setChoice] = useState(() => kept(key));
  const set = useCallback(
    (next: Choice) => {
      setChoice(next);
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // A choice that is not kept is made again.
      }
    },
    [key],
  );
  return [choice, set];
}
