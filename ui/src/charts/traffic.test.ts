import { afterEach, describe, expect, it } from "vitest";
import { ALL, LIMITS, START_MS, TRAFFIC } from "./fixtures";
import type { Line } from "./figure";
import { LIGHT } from "./palette";
import { figure, newestCounts, peak } from "./traffic";

const draw = (over: Partial<Parameters<typeof figure>[0]> = {}) =>
  figure({ traffic: TRAFFIC, limits: LIMITS, shown: ALL, palette: LIGHT, atLeast: 0, ...over });
const zone = process.env.TZ;

describe("the traffic chart", () => {
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it("has a line for each shown protocol, in the fixed order", () => {
    expect(draw().frame.traces.map((t) => t.name)).toEqual(["TCP", "UDP", "ICMP", "ARP", "Other"]);
    const some = draw({ shown: [true, false, true, false, false] });
    expect(some.frame.traces.map((t) => t.name)).toEqual(["TCP", "ICMP"]);
    expect(some.twin.columns).toEqual(["Time", "TCP", "ICMP", "Total"]);
  });

  it("keeps a gap as null in the line and as a missing cell in the table", () => {
    const tcp = draw().frame.traces[0] as Line;
    expect(tcp.y).toEqual([120, 60, null, 90]);
    const row = draw().twin.rows[1];
    expect(row?.slice(1)).toEqual([null, null, null, null, null, null]);
  });

  it("marks the gap and the lossy interval", () => {
    const marks = draw().marks;
    expect(marks.filter((m) => m.kind === "gap")).toHaveLength(1);
    expect(marks.find((m) => m.kind === "loss")).toMatchObject({ text: "7 dropped here: counts are lower bounds" });
  });

  it("draws a limit that was crossed, and says so", () => {
    const limit = draw().marks.find((m) => m.kind === "limit" && m.at === 100);
    expect(limit).toMatchObject({ crossed: true, text: expect.stringContaining("TCP limit 100") as string });
    expect(draw().summary).toContain("Above the limit: TCP");
  });

  it("hides the limits of protocols that are not shown or not watched", () => {
    const ats = (f: ReturnType<typeof draw>) => f.marks.flatMap((m) => (m.kind === "limit" ? [m.at] : []));
    expect(ats(draw({ shown: [false, true, false, false, false] }))).not.toContain(100);
    expect(ats(draw({ limits: { ...LIMITS, tcp: { ...LIMITS.tcp, on: false } } }))).not.toContain(100);
  });

  it("scales a limit to the length of the drawn interval and names its own", () => {
    const limit = draw({ limits: { ...LIMITS, intervalS: 10 } }).marks.find((m) => m.kind === "limit");
    expect(limit).toMatchObject({ at: 50, text: expect.stringContaining("per 10") as string });
  });

  it("keeps numbers in its legend when an interval begins: those of the last one, and none behind a gap", () => {
    expect(newestCounts(TRAFFIC)).toEqual(TRAFFIC.now);
    expect(newestCounts({ ...TRAFFIC, now: [] })[0]).toBe(90);
    expect(newestCounts({ packets: [[7, null], []], now: [] })).toEqual([null, null]);
  });

  it("writes equal limits on one line", () => {
    const same = { on: true, perInterval: 10, perSource: 10 };
    const marks = draw({ limits: { ...LIMITS, tcp: same, udp: same, icmp: same, other: same } }).marks;
    expect(marks.filter((m) => m.kind === "limit")).toMatchObject([{ text: "Limit 10" }]);
  });

  it("sums the shown protocols in the table, newest first", () => {
    expect(draw().twin.rows[0]?.slice(1)).toEqual([90, 30, 3, 0, 5, 128]);
    expect(
      draw({ shown: [true, true, false, false, false] })
        .twin.rows.at(-1)
        ?.slice(1),
    ).toEqual([120, 10, 130]);
  });

  it("shows the interval in progress in the legend only", () => {
    expect(draw().legend[0]).toMatchObject({ name: "TCP", value: "11" });
    expect((draw().frame.traces[0] as Line).y).not.toContain(11);
  });

  it("reads local time from Plotly's UTC axis in every zone", () => {
    for (const [tz, hours] of [
      ["Asia/Tokyo", 9],
      ["UTC", 0],
      ["America/New_York", -5],
    ] as const) {
      process.env.TZ = tz;
      expect(draw().frame.x?.range[0]).toBe(START_MS + hours * 3_600_000);
    }
  });

  it("runs forwards across the hour that daylight saving repeats", () => {
    process.env.TZ = "Europe/Berlin";
    // At 01:00 UTC clocks go back from 03:00 to 02:00.
    const change = Date.UTC(2026, 9, 25, 1, 0, 0);
    const startsMs = [-10, -5, 0, 5].map((s) => change + s * 1000);
    const line = draw({ traffic: { ...TRAFFIC, startsMs, fromMs: change - 10_000, toMs: change + 10_000, gapsMs: [] } })
      .frame.traces[0] as Line;
    const steps = line.x.slice(1).map((x, i) => x - (line.x[i] ?? 0));
    expect(steps).toEqual([5000, 5000, 5000]);
  });

  it("tells the interval under the pointer in words", () => {
    const tip = draw().tip({ trace: 0, point: 0, x: (draw().frame.traces[0] as Line).x[0] ?? 0, y: 0 });
    expect(tip[0]).toMatch(/^\d\d:00:00–\d\d:00:05$/);
    expect(tip[1]).toBe("TCP 120 (88.9\u202f%)");
    expect(tip.at(-1)).toContain("TCP is above its limit of 100");
  });

  it("measures the peak over shown protocols only", () => {
    expect(peak(TRAFFIC, ALL)).toBe(120);
    expect(peak(TRAFFIC, [false, true, true, true, true])).toBe(30);
  });
});
