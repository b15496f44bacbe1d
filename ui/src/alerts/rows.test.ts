import { describe, expect, it } from "vitest";
import { snapshotAt } from "../dev/scene";
import { fakeBackend } from "../dev/fake";
import { row, START_MS } from "./fixtures";
import { place } from "./place";
import { course, foremost, lasted, matching, NO_FILTER, stateOf, tally, whom, worst } from "./rows";

const ALL = [true, true, true, true, true];

describe("an alert in words", () => {
  it("is open until it ends, and what the user said of it goes before", () => {
    expect(stateOf(row())).toBe("open");
    expect(stateOf(row({ endMs: START_MS + 9000 }))).toBe("ended");
    expect(stateOf(row({ muted: true }))).toBe("muted");
    expect(stateOf(row({ muted: true, falseAlarm: 3 }))).toBe("falseAlarm");
  });

  it.each([
    [400, "0.4\u202fs"],
    [12, "0.1\u202fs"],
    [9000, "9\u202fs"],
    [9960, "10\u202fs"],
    [131_000, "00:02:11"],
    [-5, "0\u202fs"],
  ])("lasts %d ms as %s", (ms, text) => expect(lasted(ms)).toBe(text));

  it("puts an IPv6 address with a port into brackets, and shows what would hide", () => {
    expect(place("fe80::1", 22)).toBe("[fe80::1]:22");
    expect(place("192.168.1.5", 443)).toBe("192.168.1.5:443");
    expect(place(null, 445)).toBe(":445");
    expect(place("\u202e7.0", null)).toBe("\\u202E7.0");
  });

  it("names the scanner first, and the victim first elsewhere", () => {
    expect(whom(row({ source: "203.0.113.7" }))).toBe("to 192.168.1.5:443 from 203.0.113.7");
    expect(whom(row({ kind: "port_scan", port: null, source: "203.0.113.7" }))).toBe("from 203.0.113.7 to 192.168.1.5");
    expect(whom(row({ victim: null, port: null }))).toBe("");
  });

  it("says how long it is open or was", () => {
    expect(course(row(), START_MS + 12_000)).toBe("open for 12\u202fs");
    expect(course(row({ endMs: START_MS + 9000, muted: true }), START_MS + 99_000)).toBe(
      "ended after 9\u202fs · muted",
    );
    expect(course(row(), START_MS + 119_000)).toBe("open for 1\u202fmin");
    expect(course(row(), START_MS + 7_500_000)).toBe("open for 2\u202fh 5\u202fmin");
    // A clock that was set back.
    expect(course(row(), START_MS - 5000)).toBe("open for 0\u202fs");
  });
});

describe("the alert that is shown to somebody who chose none", () => {
  const over = (id: number, endMs: number) => row({ id, startMs: endMs - 1000, endMs, severity: "critical" });
  const at = (id: number, startMs: number, severity: "medium" | "high") => row({ id, startMs, severity });
  const first = (...rows: Parameters<typeof foremost>[0]) => foremost(rows)?.id ?? null;

  it("is the worst of the open ones, and the newest of those", () =>
    expect(first(at(1, 9000, "medium"), at(2, 5000, "high"), at(3, 7000, "high"), over(4, 9999))).toBe(3));
  it("is the newest where none is open", () => expect(first(over(1, 5000), over(2, 9000), over(3, 7000))).toBe(2));
  it("is a muted one only where there is no other", () => {
    expect(first(row({ id: 1, muted: true, startMs: 9000 }), over(2, 5000))).toBe(2);
    expect(first(row({ id: 1, muted: true }))).toBe(1);
    expect(first()).toBe(null);
  });
});

describe("the list of alerts", () => {
  const rows = [
    row({ id: 1 }),
    row({ id: 2, kind: "port_scan", severity: "medium", endMs: START_MS + 1, source: "203.0.113.7" }),
    row({ id: 3, kind: "icmp_flood", severity: "low", protocol: "icmp", muted: true }),
    row({ id: 4, kind: "volume", severity: "info", protocol: "udp", falseAlarm: 1 }),
  ];
  const ids = (over: Partial<typeof NO_FILTER>, shown = ALL) =>
    matching(rows, { ...NO_FILTER, ...over }, shown).map((one) => one.id);

  it("is narrowed by kind, severity, state and address", () => {
    expect(ids({})).toEqual([1, 3, 4, 2]);
    expect(ids({ kind: "port_scan" })).toEqual([2]);
    expect(ids({ severity: "medium" })).toEqual([1, 2]);
    expect(ids({ state: "open" })).toEqual([1]);
    expect(ids({ state: "ended" })).toEqual([2]);
    expect(ids({ state: "muted" })).toEqual([3, 4]);
    expect(ids({ address: " 203.0.113 " })).toEqual([2]);
  });

  it("has the newest first and what ended last, and of one second the worst first", () => {
    const at = (id: number, ms: number, severity: "info" | "high", endMs: number | null = null) =>
      row({ id, startMs: START_MS + ms, severity, endMs });
    const all = [at(1, 900, "info"), at(2, 100, "high"), at(3, 5000, "info"), at(4, 9000, "high", START_MS + 9500)];
    const order = matching(all, NO_FILTER, ALL).map((one) => one.id);
    expect(order).toEqual([3, 2, 1, 4]);
    expect(all.map((one) => one.id), "what was given stays as it is").toEqual([1, 2, 3, 4]);
  });

  it("follows the chosen protocols", () => expect(ids({}, [false, true, true, true, true])).toEqual([3, 4]));

  it("names the worst open one", () => {
    expect(worst(rows)).toBe("high");
    expect(worst(rows.slice(1))).toBeNull();
  });

  it("counts those that are too many to be listed as open", async () => {
    const settings = await fakeBackend(new URLSearchParams()).getSettings();
    const at = { scene: "many", settings, startedMs: START_MS - 600_000, endedMs: null, nowMs: START_MS } as const;
    const snapshot = snapshotAt({ ...at, openedMs: START_MS, state: "running" });
    expect(snapshot.episodes).toHaveLength(10);
    expect(tally(snapshot, ALL)).toEqual({ open: 2 + 3, ended: 8, muted: 0 });
    // A tally must not hide what it does not know the protocol of.
    expect(tally(snapshot, [false, false, false, false, true])).toEqual({ open: 3, ended: 0, muted: 0 });
  });
});
