import { expect, test } from "vitest";
import { extended, Meter } from "./meter";

test("a rate needs two readings, and a counter that began anew is no negative rate", () => {
  const meter = new Meter();
  expect(meter.rates([{ name: "eth0", count: 100 }], 0)).toEqual({});
  expect(meter.rates([{ name: "eth0", count: 300 }], 1000)).toEqual({ eth0: 200 });
  expect(meter.rates([{ name: "eth0", count: 301 }], 1100)).toEqual({ eth0: 200 });
  expect(meter.rates([{ name: "eth0", count: 5 }], 2000)).toEqual({ eth0: 0 });
  expect(meter.rates([{ name: "eth0", count: null }], 3000)).toEqual({ eth0: 0 });
});

test("a course keeps half a minute", () => {
  let courses: Record<string, number[]> = {};
  for (let second = 0; second < 40; second += 1) courses = extended(courses, { eth0: second });
  expect(courses.eth0).toHaveLength(30);
  expect(courses.eth0?.at(-1)).toBe(39);
});
