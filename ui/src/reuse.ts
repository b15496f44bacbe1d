// What comes from the core is new each time; most of it says what the last one said.

type Part = Record<string, unknown>;

/**
 * The new value with every part that equals its old one replaced by that, so that whoever compares by identity sees
 * what really changed. The new value is taken over: nobody else may hold it.
 */
export function reuse<T>(old: unknown, next: T): T {
  if (old === next || typeof old !== "object" || typeof next !== "object" || old === null || next === null) return next;
  if (Array.isArray(old) !== Array.isArray(next)) return next;
  const [before, after] = [old as Part, next as Part];
  const keys = Object.keys(after);
  let same = keys.length === Object.keys(before).length;
  for (const key of keys) {
    const kept = reuse(before[key], after[key]);
    if (kept !== after[key]) after[key] = kept;
    same &&= kept === before[key];
  }
  return same ? (old as T) : next;
}
