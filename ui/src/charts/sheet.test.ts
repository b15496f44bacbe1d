import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as anomalies from "./anomalies";
import * as attacks from "./attacks";
import type { Figure } from "./figure";
import { ALL, attack, episode, LIMITS, SOURCES, START_MS, TRAFFIC } from "./fixtures";
import { LIGHT, LIGHT_PATTERNED } from "./palette";
import { poster } from "./plot-image";
import * as requests from "./requests";
import * as traffic from "./traffic";

const palette = LIGHT;
const zone = process.env.TZ;
const drawTraffic = () => traffic.figure({ traffic: TRAFFIC, limits: LIMITS, shown: ALL, palette, atLeast: 0 });
const rowsOf = (figure: Figure) => figure.sheet?.rows ?? [];

describe("the numbers of a chart for a file", () => {
  beforeEach(() => (process.env.TZ = "Asia/Kolkata"));
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it("have times in ISO 8601 with their offset, oldest first, and a word on each interval", () => {
    expect(rowsOf(drawTraffic()).map((row) => [row[0], row.at(-2), row.at(-1)])).toEqual([
      ["2026-11-21T18:30:00+05:30", 135, "complete"],
      ["2026-11-21T18:30:05+05:30", 83, "lower bound, 7 dropped"],
      ["2026-11-21T18:30:10+05:30", null, "gap"],
      ["2026-11-21T18:30:15+05:30", 128, "complete"],
    ]);
  });

  it("are those of the table", () => {
    const figure = drawTraffic();
    const numbers = (rows: Figure["twin"]["rows"]) => rows.map((row) => row.slice(1, 7));
    expect(numbers(rowsOf(figure))).toEqual(numbers(figure.twin.rows).reverse());
  });

  it("are numbers where the table writes units", () => {
    const sources = requests.figure({ sources: SOURCES, shown: ALL, palette, atLeast: 0, rows: 10 });
    expect(rowsOf(sources)[0]).toEqual(["192.0.2.1", 50, 10, 0, 0, 60, 41.67]);
    const found = attacks.figure({ attacks: [attack()], episodes: [episode()], traffic: TRAFFIC, limits: LIMITS, shown: ALL, palette, atLeast: 0 });
    expect(rowsOf(found).map((row) => row.slice(0, 7))).toEqual([
      ["2026-11-21T18:30:00+05:30", "2026-11-21T18:30:05+05:30", "TCP above limit", "fixed limit", 120, null, 100],
      ["2026-11-21T18:30:05+05:30", "2026-11-21T18:30:15+05:30", "SYN flood", "smart detection", 1000, 200, null],
    ]);
    const row = { ip: "192.0.2.1", protocol: "tcp" as const, count: 125, threshold: 50, firstMs: START_MS + 250 };
    const above = anomalies.figure({ anomalies: [row], episodes: [], limits: LIMITS, shown: ALL, palette, atLeast: 0, rows: 5, nowMs: START_MS });
    expect(rowsOf(above)[0]?.slice(3)).toEqual([125, 50, 2.5, "2026-11-21T18:30:00.250+05:30"]);
  });
});

describe("a chart as a picture", () => {
  const words = { title: "Traffic count", subtitle: "by protocol", footer: "Weir" };

  it("has in it what stands around the chart in the window", () => {
    const { title, shapes, annotations, xaxis, yaxis, showlegend } = poster(drawTraffic(), words, palette);
    expect(title).toMatchObject({ text: "<b>Traffic count</b>  by protocol" });
    expect([xaxis?.title, yaxis?.title]).toMatchObject([{ text: "Time (local)" }, { text: "Packets per 5\u202fs" }]);
    expect(showlegend).toBe(true);
    // One gap, one lossy interval, and each line of a limit.
    const limits = drawTraffic().marks.filter((m) => m.kind === "limit").length;
    expect(shapes).toHaveLength(2 + limits);
    expect(annotations?.map((a) => a.text)).toEqual(expect.arrayContaining(["Weir", "gap 10\u202fs".replace("10", "5")]));
  });
});

describe("patterns", () => {
  it("tell protocols apart where they are wanted, and only there", () => {
    const hatches = (p: typeof palette) =>
      requests.figure({ sources: SOURCES, shown: ALL, palette: p, atLeast: 0, rows: 10 }).legend.map((l) => l.hatched);
    expect(hatches(LIGHT)).toEqual([false, false, false, false]);
    expect(new Set(hatches(LIGHT_PATTERNED)).size).toBe(4);
    const dashes = (p: typeof palette) =>
      traffic.figure({ traffic: TRAFFIC, limits: LIMITS, shown: ALL, palette: p, atLeast: 0 }).legend.map((l) => l.dash);
    expect(new Set(dashes(LIGHT_PATTERNED)).size).toBe(5);
    expect(new Set(dashes(LIGHT)).size).toBe(4);
  });
});
