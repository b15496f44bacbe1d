import { useCallback, useEffect, useSyncExternalStore } from "react";
import { useNameBook } from "../app-context";
import type { AddressNames } from "../ipc";

/** Looked at so often; what is known and fresh costs nothing. */
const LOOK_MS = 2000;

/** What is known of the addresses that are shown, and their names as they come. */
export function useNames(ips: readonly string[]): (ip: string) => AddressNames | undefined {
  const book = useNameBook();
  const version = useSyncExternalStore(book.subscribe, book.getVersion);
  useEffect(() => {
    const look = () => {
      if (!document.hidden) book.want(ips);
    };
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [book, ips]);
  // Another function when something became known, so that what is made from it is made anew.
  // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  return useCallback((ip: string) => book.of(ip), [book, version]);
}
