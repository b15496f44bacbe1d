import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { type Page, Pages, type Part } from "./pages";

/**
 * The rows of a long table. `question`: what is asked, as text; `fresh`: changes when there are newer numbers;
 * `frozen`: newer ones are not wanted.
 */
export function usePages<T, P extends Page<T>>(
  ask: (part: Part) => Promise<P>,
  question: string,
  fresh: unknown,
  frozen: boolean,
): Pages<T, P> {
  const [pages] = useState(() => new Pages<T, P>());
  useSyncExternalStore(pages.subscribe, pages.getVersion);
  const asked = useRef<{ question: string; fresh: unknown }>({ question, fresh: undefined });
  useEffect(() => {
    const before = asked.current;
    const first = pages.latest === null;
    if (!first && frozen && before.question === question) return;
    asked.current = { question, fresh };
    // Another order or search of what is shown need not wait for newer numbers.
    pages.renew(ask, frozen || (!first && before.fresh === fresh));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `ask` is new at each drawing; the question says what it asks
  }, [pages, question, fresh, frozen]);
  return pages;
}
