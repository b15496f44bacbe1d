// The row that the keyboard is at.

export interface Cursor {
  place: number;
  /** Of its row, once that is known. */
  key: string | null;
}

/** Where a key leads from the row `at` (-1: none yet) of `count`; `null`: it is not about rows. */
export function moved(key: string, at: number, count: number, page: number): number | null {
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: count - 1 }[key];
  return to === undefined || count === 0 ? null : Math.min(Math.max(0, to), count - 1);
}
