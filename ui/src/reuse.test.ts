import fc from "fast-check";
import { expect, test } from "vitest";
import { reuse } from "./reuse";

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

test("what did not change is the same as before, down to the parts", () => {
  const old = { traffic: { packets: [[1, 2], [3, null]], now: [1, 2] }, rows: [{ ip: "a" }, { ip: "b" }] };
  const next = copy(old);
  next.traffic.now[1] = 3;
  const kept = reuse(old, next);
  expect(kept).not.toBe(old);
  expect(kept.traffic.packets).toBe(old.traffic.packets);
  expect(kept.traffic.now).not.toBe(old.traffic.now);
  expect(kept.rows).toBe(old.rows);
  expect(reuse(old, copy(old))).toBe(old);
});

test("shorter, longer and other kinds are news", () => {
  for (const [old, next] of [[[1, 2], [1]], [[1], [1, 2]], [{ a: 1 }, { b: 1 }], [[1], { 0: 1 }], [null, {}], [{}, null], [{ a: 1, b: 1 }, { a: 1 }]] as const)
    expect(reuse<unknown>(old, copy(next))).not.toBe(old);
});

test("whatever is kept, the value is the new one", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (old, next) => {
      expect(reuse(copy(old), copy(next))).toEqual(copy(next));
    }),
  );
});
