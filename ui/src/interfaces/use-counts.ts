import { useEffect } from "react";
import { useController } from "../app-context";

/** Rates of interfaces that are in view are read this often. */
const READ_MS = 1000;
/** And which interfaces there are each so many times. */
const LIST_EVERY = 3;

/** Reads which interfaces there are, and what goes over them, while somebody looks at them. */
export function useCounts(looks: boolean): void {
  const { readCounts, readInterfaces } = useController();
  useEffect(() => {
    if (!looks) return;
    let readings = 0;
    const read = () => {
      if (document.hidden) return;
      if (readings % LIST_EVERY === 0) void readInterfaces();
      readings += 1;
      void readCounts();
    };
    read();
    const timer = setInterval(read, READ_MS);
    return () => clearInterval(timer);
  }, [looks, readCounts, readInterfaces]);
}
