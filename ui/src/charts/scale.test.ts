import { describe, expect, it } from "vitest";
import { hold, niceEnd, niceStep, SHRINK_AFTER_MS, timeStep } from "./scale";
import { thin } from "./thin";

describe("the ends of axes", () => {
  it.each([
    [0, 1],
    [1, 1],
    [3, 5],
    [15, 20],
    [2000, 2000],
    [2001, 5000],
  ])("steps of at least %d are %d", (wanted, step) => {
    expect(niceStep(wanted)).toBe(step);
  });

  it("reaches above every value without wasting half the height", () => {
    for (const max of [1, 7, 61, 999, 8102, 10_400, 14_001, 1_234_567]) {
      const { end } = niceEnd(max);
      expect(end).toBeGreaterThanOrEqual(max);
      if (max > 10) expect(max / end).toBeGreaterThan(0.5);
    }
  });

  it("grows at once and shrinks only after a while", () => {
    const high = hold(null, 10_000, 0);
    expect(hold(high, 20_000, 1).max).toBe(20_000);
    const low = hold(high, 100, 1000);
    expect(low.max).toBe(10_000);
    expect(hold(low, 100, 1000 + SHRINK_AFTER_MS - 1).max).toBe(10_000);
    expect(hold(low, 100, 1000 + SHRINK_AFTER_MS).max).toBe(100);
  });

  it("waits anew when a high value came between", () => {
    const low = hold(hold(null, 10_000, 0), 100, 1000);
    expect(hold(hold(low, 10_000, 20_000), 100, 31_500).max).toBe(10_000);
  });

  it("ticks time about four times", () => {
    for (const s of [60, 300, 900, 3600]) expect((s * 1000) / timeStep([0, s * 1000])).toBeGreaterThanOrEqual(3);
  });
});

describe("thinning", () => {
  const x = Array.from({ length: 720 }, (_, i) => i);

  it("leaves few points alone", () => expect(thin([1, 2], [3, 4])).toEqual({ x: [1, 2], y: [3, 4] }));

  it("has always as many points, and keeps those that were there when time goes on", () => {
    const value = (i: number) => (i % 97 === 0 ? 500 + i : (i * 7919) % 89);
    const looks = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((from) => {
      const times = x.map((i) => (i + from) * 1000);
      return thin(times, times.map((ms) => value(ms / 1000)));
    });
    expect(new Set(looks.map((look) => look.x.length)).size).toBe(1);
    const middle = ({ x: times, y }: { x: readonly number[]; y: readonly (number | null)[] }) =>
      times.flatMap((ms, i) => (ms > 100_000 && ms < 600_000 ? [`${ms} ${y[i] ?? ""}`] : []));
    for (const look of looks) expect(middle(look)).toEqual(middle(looks[0] ?? look));
  });

  it("never loses a peak", () => {
    for (const at of [0, 1, 333, 719]) {
      const y = x.map((i) => (i === at ? 1000 : 1));
      const thinned = thin(x, y);
      expect(thinned.x.length).toBeLessThanOrEqual(300);
      expect(thinned.y).toContain(1000);
      expect(thinned.x[thinned.y.indexOf(1000)]).toBe(at);
    }
  });

  it("never loses a trough", () => {
    for (const at of [0, 1, 333, 719]) {
      const { x: times, y } = thin(x, x.map((i) => (i === at ? 1 : 1000 + i)));
      expect(times[y.indexOf(1)]).toBe(at);
    }
  });

  it("keeps a gap a gap, wherever it lies, and the peak beside it", () => {
    for (const at of [0, 400, 402, 403]) {
      const y = x.map((i) => (i === at ? null : i === at + 1 ? 1000 : 1));
      const thinned = thin(x, y);
      expect(thinned.x[thinned.y.indexOf(null)]).toBe(at);
      expect(thinned.y).toContain(1000);
    }
  });
});
