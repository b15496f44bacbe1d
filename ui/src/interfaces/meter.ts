// How fast the counters of each interface rise, from two readings of what the system has counted.

/** Counts that are read sooner one after the other say too little. */
const SHORTEST_MS = 500;

/** Points of an interface's course: half a minute at one a second. */
const COURSE_POINTS = 30;

export interface Count {
  name: string;
  count: number | null;
}

export class Meter {
  private last = new Map<string, { count: number; atMs: number }>();
  private newest: Record<string, number> = {};

  /** Per second, the newest rate of each interface that was read twice. */
  rates(counts: Count[], atMs = Date.now()): Record<string, number> {
    const rates = { ...this.newest };
    for (const { name, count } of counts) {
      const last = this.last.get(name);
      if (count === null || (last && atMs - last.atMs < SHORTEST_MS)) continue;
      // An interface that was made again counts from zero.
      if (last) rates[name] = Math.max(0, Math.round(((count - last.count) * 1000) / (atMs - last.atMs)));
      this.last.set(name, { count, atMs });
    }
    this.newest = rates;
    return rates;
  }
}

/** Each course with one more point. */
export function extended(courses: Record<string, number[]>, rates: Record<string, number>): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(rates).map(([name, rate]) => [name, [...(courses[name] ?? []), rate].slice(-COURSE_POINTS)]),
  );
}
