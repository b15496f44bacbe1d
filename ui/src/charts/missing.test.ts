import { afterEach, describe, expect, it } from "vitest";
import { setLanguage } from "../i18n";
import * as attacks from "./attacks";
import { changed, type Figure, type Line } from "./figure";
import { ALL, attack, LIMITS, START_MS, TRAFFIC } from "./fixtures";
import { missingIn } from "./missing";
import { LIGHT as palette } from "./palette";
import * as pps from "./pps";
import { wallShift } from "./scale";
import * as traffic from "./traffic";

const SHOWN = { limits: LIMITS, shown: ALL, palette, atLeast: 0 };
const PPS = {
  stepS: 1,
  startsMs: [4, 5, 9].map((s) => START_MS + s * 1000),
  inbound: [1, 2, null],
  outbound: [1, 2, null],
  passing: [0, 0, null],
  byProtocol: ALL.map(() => [1, 2, null]),
};
const figures = (over: Partial<typeof TRAFFIC> = {}): Figure[] => {
  const at = { ...TRAFFIC, ...over };
  return [
    traffic.figure({ ...SHOWN, traffic: at }),
    attacks.figure({ ...SHOWN, traffic: at, attacks: [attack()], episodes: [] }),
    pps.figure({ ...SHOWN, traffic: at, pps: PPS }),
  ];
};
const states = (all: Figure[]) => all.map(missingIn);

describe("what is missing in a chart over time", () => {
  afterEach(() => void setLanguage("en"));

  it("is its state: a gap before a loss, and nothing where nothing is missing", () => {
    expect(states(figures())).toEqual(["gap", "gap", "gap"]);
    expect(states(figures({ gapsMs: [] }))).toEqual(["lossy", "lossy", "lossy"]);
    expect(states(figures({ gapsMs: [], drops: [0, 0, 0, 0] }))).toEqual([null, null, null]);
  });

  it("counts only between the ends of the axis", () => {
    const zoomedTo = (from: number, to: number) =>
      states(
        figures().map((one) => {
          const by = START_MS + wallShift(START_MS);
          return changed(one, { frame: { ...one.frame, x: { ...one.frame.x, range: [by + from, by + to], time: true } } });
        }),
      );
    expect(zoomedTo(0, 5000)).toEqual([null, null, null]);
    expect(zoomedTo(5000, 10_000)).toEqual(["lossy", "lossy", "lossy"]);
    expect(zoomedTo(14_000, 20_000)).toEqual(["gap", "gap", "gap"]);
  });

  it("is a named grey band and a strip that says how much, in each of them and in both languages", () => {
    for (const [language, gap, loss] of [
      ["en", "gap 5\u202fs", "7 dropped here: counts are lower bounds"],
      ["de", "Lücke 5\u202fs", "7 hier verworfen: Zahlen sind Untergrenzen"],
    ] as const) {
      setLanguage(language);
      for (const { marks } of figures()) {
        expect(marks.filter(({ kind }) => kind === "gap")).toMatchObject([{ text: gap }]);
        expect(marks.filter(({ kind }) => kind === "loss")).toMatchObject([{ text: loss }]);
      }
    }
  });

  it("breaks the line, and is no zero in any sum", () => {
    const [counts] = figures();
    expect((counts?.frame.traces[0] as Line).y).toEqual([120, 60, null, 90]);
    expect(counts?.twin.rows[1]?.at(-1)).toBeNull();
  });

  it("is said in the sentence, beside the pointer and in the file", () => {
    const [counts, , rate] = figures();
    expect(counts?.summary).toContain("1 gap. 7 packets dropped: counts are lower bounds.");
    const at = (s: number) => ({ trace: 0, point: 0, x: START_MS + wallShift(START_MS) + s * 1000, y: 0 });
    expect([4.5, 5.5].map((s) => rate?.tip(at(s)).length)).toEqual([3, 4]);
    expect(rate?.tip(at(5.5)).at(-1)).toBe("7 dropped here: counts are lower bounds");
    expect(rate?.sheet?.rows.map((row) => row.at(-1))).toEqual(["complete", "lower bound, 7 dropped", "gap"]);
  });
});
