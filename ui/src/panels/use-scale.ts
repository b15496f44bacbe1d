// Which charts have a logarithmic axis; kept from one start to the next.
import { useCallback, useState } from "react";

const KEPT_AS = "weir.log";

function kept(): string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(KEPT_AS) ?? "[]");
    return Array.isArray(list) ? list.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

export function useScale(id: string): [boolean, (log: boolean) => void] {
  const [log, setLog] = useState(() => kept().includes(id));
  const set = useCallback(
    (next: boolean) => {
      setLog(next);
      try {
        const others = kept().filter((one) => one !== id);
        localStorage.setItem(KEPT_AS, JSON.stringify(next ? [...others, id] : others));
      } catch {
        // A scale that is not kept is chosen again.
      }
    },
    [id],
  );
  return [log, set];
}
