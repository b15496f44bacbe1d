import { expect, test } from "vitest";
import { stateText } from "./words";

test("an interface that is down says why, and one that works says nothing more", () => {
  expect(stateText({ state: "up", kind: "ethernet" })).toEqual(["up", null]);
  expect(stateText({ state: "up", kind: "loopback" })[1]).toMatch(/this machine/);
  const reasons = (["off", "noSignal", "lowerDown", "waiting", "notPresent"] as const).map((state) =>
    stateText({ state, kind: "ethernet" }),
  );
  expect(reasons.every(([word, why]) => word === "down" && why !== null)).toBe(true);
  expect(new Set(reasons.map(([, why]) => why)).size).toBe(5);
});
