import { useEffect } from "react";
import { useController } from "../app-context";

/** Rates of interfaces that are in view are read this often. */
const READ_MS = 1000;

/** Reads what goes over the interfaces while somebody looks at them. */
export function useCounts(looks: boolean): void {
  const { readCounts } = useController();
  useEffect(() => {
    if (!looks) return;
    const read = () => {
      if (!document.hidden) void readCounts();
    };
    read();
    const timer = setInterval(read, READ_MS);
    return () => clearInterval(timer);
  }, [looks, readCounts]);
}
