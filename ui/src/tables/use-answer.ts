import { useEffect, useState } from "react";

/** The newest answer to a question, kept while a newer one is on its way; `undefined` until the first. */
export function useAnswer<T>(ask: () => Promise<T>, question: string, fresh: unknown): T | undefined {
  const [kept, setKept] = useState<{ question: string; answer: T }>();
  useEffect(() => {
    let wanted = true;
    ask().then(
      (answer) => {
        if (wanted) setKept({ question, answer });
      },
      // Only while Weir shuts down: what is shown stays.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `ask` is new at each drawing; the question says what it asks
  }, [question, fresh]);
  return kept?.question === question ? kept.answer : undefined;
}
