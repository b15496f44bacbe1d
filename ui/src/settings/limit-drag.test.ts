import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limitAt, stepped } from "./limit-drag";
import { badLimit } from "./limits";

describe("a limit that is moved", () => {
  it("has two digits that matter under the pointer", () => {
    expect([8234.6, 12_499, 96, 7.4, 0.2].map(limitAt)).toEqual([8200, 12_000, 96, 7, 1]);
  });

  it("goes one per cent with an arrow, ten with a page, and at least one packet", () => {
    expect(stepped(10_000, "ArrowUp")).toBe(10_100);
    expect(stepped(10_000, "PageDown")).toBe(9000);
    expect(stepped(10, "ArrowDown")).toBe(9);
    expect(stepped(10_000, "Enter")).toBeNull();
  });

  it("is always one that can be used", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), (n) => {
        expect(badLimit(limitAt(n))).toBeNull();
      }),
    );
    expect([stepped(1, "PageDown"), stepped(1_000_000_000, "PageUp")]).toEqual([1, 1_000_000_000]);
  });
});
