import { describe, expect, it } from "vitest";
import { lineAt, ticksOf } from "./ticks";

const words = (axis: Parameters<typeof ticksOf>[0]) => ticksOf(axis).map(({ text }) => text);
const HOUR = 3_600_000;

describe("the words on an axis", () => {
  it("count in steps, both ends included", () => {
    expect(words({ range: [0, 2000], step: 500 })).toEqual(["0", "500", "1k", "1.5k", "2k"]);
    expect(ticksOf({ range: [0, 0.3], step: 0.1 })).toHaveLength(4);
  });
  it("count down from zero as they count up", () => {
    expect(words({ range: [-20, 20], step: 10 })).toEqual(["20", "10", "0", "10", "20"]);
  });
  it("stand at whole times, as the clock on the wall shows them", () => {
    const start = Date.UTC(2026, 0, 5, 14, 30, 40);
    expect(words({ range: [start, start + 180_000], step: 60_000, time: true })).toEqual(["14:31:00", "14:32:00", "14:33:00"]);
  });
  it("are dates where a step is a day", () => {
    const start = Date.UTC(2026, 0, 5);
    expect(words({ range: [start, start + 72 * HOUR], step: 48 * HOUR, time: true })).toEqual(["Jan 5", "Jan 7"]);
  });
  it("are names where there are rows, and places that were chosen", () => {
    expect(ticksOf({ range: [1.5, -0.5], rows: ["a", "b"] })).toEqual([
      { at: 0, text: "a" },
      { at: 1, text: "b" },
    ]);
    expect(words({ range: [0, 3], ticks: [{ at: 1, text: "10" }] })).toEqual(["10"]);
  });
});

describe("the lines across a plot", () => {
  it("stand out at zero where an axis has two directions", () => {
    expect([lineAt({ range: [-5, 5] }, 0), lineAt({ range: [-5, 5] }, 5), lineAt({ range: [0, 5] }, 0)]).toEqual(["zero", "grid", "grid"]);
  });
  it("are left out between rows and where nothing is drawn", () => {
    expect([lineAt({ range: [0, 5], rows: [] }, 0), lineAt({ range: [0, 5], bare: true }, 5)]).toEqual(["none", "none"]);
  });
});
