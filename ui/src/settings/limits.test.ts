import { describe, expect, it } from "vitest";
import { neededS, toggled } from "../scope";
import { badConsecutive, badLimit, badThresholds, byHand, CLASSIC_LIMITS, DEFAULT_LIMITS, MAX_LIMIT } from "./limits";

describe("limits", () => {
  it.each([1, 10_000, MAX_LIMIT])("may be %d", (n) => expect(badLimit(n)).toBeNull());
  it.each([0, -1, MAX_LIMIT + 1])("may not be %d, and the sentence names the bounds", (n) => {
    expect(badLimit(n)).toContain("choose 1 to 1,000,000,000 packets");
  });
  it.each(["", "abc", 1.5, Number.NaN])("are whole numbers, not %j", (text) =>
    expect(badLimit(text)).toBe("Write a whole number."),
  );
  it("ask for 1 to 100 intervals in a row", () => {
    expect([badConsecutive(1), badConsecutive(100)]).toEqual([null, null]);
    expect(badConsecutive(101)).toContain("101 intervals in a row were asked for");
  });
  it("of the presets are good", () =>
    expect([...badThresholds(DEFAULT_LIMITS), ...badThresholds(CLASSIC_LIMITS)]).toEqual([]));
  it("have an interval that the core knows", () =>
    expect(badThresholds({ ...DEFAULT_LIMITS, intervalS: 7 })).toHaveLength(1));
  it("changed by hand belong to no preset", () =>
    expect(byHand(CLASSIC_LIMITS, { consecutive: 2 })).toMatchObject({
      preset: "custom",
      consecutive: 2,
      intervalS: 5,
    }));
  it("need a capture as long as their intervals in a row", () =>
    expect([neededS(CLASSIC_LIMITS), neededS(DEFAULT_LIMITS)]).toEqual([25, 5]));
});

describe("the shown protocols", () => {
  const all = [true, true, true, true, true] as const;
  it("change one by one", () => expect(toggled([...all], "udp", false)).toEqual([true, false, true, true, true]));
  it("can be only one", () => expect(toggled([...all], "icmp", true)).toEqual([false, false, true, false, false]));
  it("are all again when the only one is left out", () => {
    expect(toggled([false, false, true, false, false], "icmp", true)).toEqual(all);
    expect(toggled([false, false, true, false, false], "icmp", false)).toEqual(all);
  });
});
