// What comes from the core is new each time; most of it says what the last one said.

type Part = Record<string | number, unknown>;

/**
 * The new value with every part that equals its old one replaced by that, so that whoever compares by identity sees
 * what really changed. The new value is taken over: nobody else may hold it.
 */
export function reuse<T>(old: unknown, next: T): T {
  if (old === next || typeof old !== "object" || typeof next !== "object" || old === null || next === null) return next;
  if (Array.isArray(old) !== Array.isArray(next)) return next;
  const [before, after] = [old as Part, next as Part];
  let same: boolean;
  if (Array.isArray(next)) {
    // By number: the names of a series' places would be some thousand words at each look.
    same = next.length === (old as unknown[]).length;
    for (let i = 0; i < next.length; i += 1) same = take(before, after, i) && same;
  } else {
    const keys = Object.keys(after);
    same = keys.length === Object.keys(before).length;
    for (const key of keys) same = take(before, after, key) && same;
  }
  return same ? (old as T) : next;
}

/** Takes over what one place has kept: whether that is all of it. */
function take(before: Part, after: Part, key: string | number): boolean {
  const [old, next] = [before[key], after[key]];
  if (old === next) return true;
  const kept = reuse(old, next);
  if (kept !== next) after[key] = kept;
  return kept === old;
}
