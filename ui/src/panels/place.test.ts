import { describe, expect, it } from "vitest";
import { gapBands } from "./place";

describe("the bands of gaps", () => {
  const gap = (from: number, to: number) => ({ kind: "gap" as const, from, to, text: "gap" });

  it("can be seen however short they are, and end at the ends of the axis", () => {
    expect(gapBands([gap(50, 50.01), gap(-10, 20), gap(120, 130)], [0, 100])).toMatchObject([
      { left: 50, width: 0.4 },
      { left: 0, width: 20 },
    ]);
  });

  it("are named where there is room, and a narrow one has its name upright", () => {
    const named = gapBands([gap(1, 3), gap(5, 7), gap(40, 55), gap(57, 59), gap(97, 99)], [0, 100]);
    expect(named.map(({ text, upright }) => [text, upright])).toEqual([
      ["gap", true],
      ["", true],
      ["gap", false],
      ["gap", true],
      ["gap", true],
    ]);
  });
});
