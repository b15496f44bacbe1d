import { expect, it } from "vitest";
import { moved } from "./cursor";

it("the keys go from row to row and never beyond the ends", () => {
  const keys = ["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End"];
  const from = (at: number, count = 100) => keys.map((key) => moved(key, at, count, 10));
  expect(from(50)).toEqual([51, 49, 60, 40, 0, 99]);
  expect(from(-1)).toEqual([0, 0, 9, 0, 0, 99]);
  expect(from(99)).toEqual([99, 98, 99, 89, 0, 99]);
  expect(from(0, 0)).toEqual([null, null, null, null, null, null]);
  expect(moved("a", 3, 9, 10)).toBeNull();
});
