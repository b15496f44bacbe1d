import { useEffect, useState } from "react";

/** The time, again each second, for what counts up by itself. It stands still while the window is hidden. */
export function useNow(runs: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!runs) return;
    const tick = () => {
      if (!document.hidden) setNow(Date.now());
    };
    const timer = setInterval(tick, 1000);
    const first = setTimeout(tick, 0);
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      clearTimeout(first);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [runs]);
  return now;
}
