import { expect, test } from "vitest";
import { ZOOMS, zoomed } from "./zoom";

test("the zoom goes through its steps, stays at both ends, and comes back", () => {
  let zoom: number = ZOOMS[0];
  const seen = [zoom];
  for (let n = 0; n < 7; n += 1) seen.push((zoom = zoomed(zoom, 1)));
  expect(seen).toEqual([100, 110, 125, 150, 175, 200, 200, 200]);
  expect(zoomed(130, -1)).toBe(125);
  expect(zoomed(100, -1)).toBe(100);
  expect(zoomed(175, 0)).toBe(100);
});
