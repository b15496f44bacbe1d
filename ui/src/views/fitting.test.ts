import { expect, it } from "vitest";
import { type Fitting, fitted } from "./fitting";

const COLUMNS: Fitting[] = [
  { id: "name", px: 100, rank: 0 },
  { id: "count", px: 50, rank: 1 },
  { id: "first", px: 80, rank: 3 },
  { id: "last", px: 80, rank: 2 },
];
/** 42 beside, 14 between. */
const ALL = 100 + 50 + 80 + 80 + 3 * 14 + 42;
const shown = (choice: Record<string, boolean>, room: number) => {
  const { shown, crowded } = fitted(COLUMNS, choice, room);
  return [[...shown].join(" "), [...crowded].join(" ")];
};

it("the least important columns go first, and no more than have to", () => {
  expect(shown({}, ALL)).toEqual(["name count first last", ""]);
  expect(shown({}, ALL - 1)).toEqual(["name count last", "first"]);
  expect(shown({}, ALL - 95)).toEqual(["name count", "first last"]);
  expect(shown({}, 0)).toEqual(["name", "first last count"]);
});

it("what was taken out makes room, and what was asked for stays however little room there is", () => {
  expect(shown({ last: false }, ALL - 1)).toEqual(["name count first", ""]);
  expect(shown({ first: true }, ALL - 1)).toEqual(["name count first", "last"]);
  expect(shown({ first: true }, 0)).toEqual(["name first", "last count"]);
  expect(shown({ name: false }, ALL)[0]).toBe("name count first last");
});
