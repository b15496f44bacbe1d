import { afterEach, describe, expect, it } from "vitest";
import { setLanguage } from "../i18n";
import type { Quality } from "../ipc";
import { type Around, engineName, itemsOf, wordItem } from "./quality-items";

const AT = new Date(2026, 10, 21, 14, 31, 5).getTime();
const WHOLE: Quality = {
  word: "complete",
  kernelDrops: 0,
  countsDrops: true,
  truncated: 0,
  mergedTicks: 0,
  gaps: 0,
  gapS: 0,
  problems: [],
  sourcesExact: true,
  silentMs: 100,
  headersSkipped: 0,
  oneWay: false,
  coverage: null,
  droppedMs: null,
  cutMs: null,
  mergedMs: null,
  gapMs: null,
  estimatedMs: null,
};
const AROUND: Around = {
  packets: 98_796,
  engine: "packet ring",
  ringChosen: false,
  autoRefreshS: 1,
  runs: true,
  isFile: false,
  nowMs: AT + 60_000,
};
const LOSSY: Partial<Quality> = { word: "partial", kernelDrops: 1204, droppedMs: AT };
const one = (id: string, over: Partial<Quality>, around: Partial<Around> = {}) =>
  itemsOf({ ...WHOLE, ...over }, { ...AROUND, ...around }).find((item) => item.id === id);

describe("the items of the quality strip", () => {
  afterEach(() => void setLanguage("en"));

  it("stand in a fixed order, and what is not known is left out", () => {
    const ids = (over: Partial<Quality>) => itemsOf({ ...WHOLE, ...over }, AROUND).map((item) => item.id);
    expect(ids({})).toEqual(["dropped", "cut", "merged", "gaps", "exact"]);
    const all = {
      problems: [{ name: "IPv4 header too short", packets: 12, bytes: 0 }],
      oneWay: true,
      coverage: { captured: 997, counted: 1000, spanS: 60 },
    };
    expect(ids(all)).toEqual(["dropped", "cut", "merged", "gaps", "damaged", "exact", "one-way", "coverage"]);
  });

  it("say what a loss means, when it was, and how much of all", () => {
    const item = one("dropped", LOSSY);
    expect([item?.text, item?.unit, item?.bad, item?.at]).toEqual(["1,204", "dropped", true, AT]);
    expect(item?.about.slice(1)).toEqual(["That is 1.2\u202f% of all packets.", "Most recently at 14:31:05."]);
    expect(one("dropped", {})).toMatchObject({ bad: false, about: [expect.stringContaining("threw away")] });
    expect(one("dropped", { countsDrops: false })).toMatchObject({ text: "–", about: ["This system does not report dropped packets."] });
  });

  it("offer what helps, and only what can be done now", () => {
    const act = (around: Partial<Around>) => [one("dropped", LOSSY, around)?.act, one("dropped", LOSSY, around)?.cure];
    expect(act({ engine: "pnet" })).toEqual(["ring", expect.stringContaining("loses far fewer")]);
    expect(act({ engine: "pnet", ringChosen: true })).toEqual([undefined, expect.stringContaining("is chosen")]);
    expect(act({})).toEqual([undefined, expect.stringContaining("set a filter")]);
    expect(act({ runs: false })).toEqual(["filter", expect.stringContaining("set a filter")]);
    expect(act({ isFile: true })).toEqual([undefined, undefined]);
    const merged = (autoRefreshS: number) => one("merged", { mergedTicks: 3, mergedMs: AT }, { autoRefreshS })?.act;
    expect([merged(1), merged(2), merged(5), merged(0)]).toEqual(["slower", "slower", undefined, undefined]);
    expect(one("merged", {})?.act).toBeUndefined();
    expect(one("one-way", { oneWay: true })?.act).toBe("interface");
  });

  it("say when the last gap ended and since when sources are an estimate", () => {
    expect(one("gaps", { gaps: 1, gapS: 15, gapMs: AT })).toMatchObject({
      text: "1 gap (15\u202fs)",
      at: AT,
      about: [expect.any(String), "The last one ended at 14:31:05."],
    });
    expect(one("exact", { sourcesExact: false, estimatedMs: AT })?.about[1]).toBe("Since 14:31:05.");
  });

  it("tell how much of the system's own count was captured, and never more than all", () => {
    const text = (captured: number) => one("coverage", { coverage: { captured, counted: 1_000_000, spanS: 60 } })?.text;
    expect([text(997_000), text(1_004_000)]).toEqual(["coverage 99.7\u202f%", "coverage 100.0\u202f%"]);
  });

  it("are named by a word that is partial, in both languages", () => {
    const about = () => {
      const quality: Quality = { ...WHOLE, ...LOSSY, gaps: 1, gapS: 15 };
      return wordItem(quality, itemsOf(quality, AROUND));
    };
    expect(about()).toMatchObject({ text: "Partial", about: ["Something is missing, merged or estimated: 1,204 dropped, 1 gap (15\u202fs)."] });
    setLanguage("de");
    expect(about()).toMatchObject({ text: "Teilweise", about: [expect.stringContaining("1.204 verworfen, 1 Lücke (15\u202fs)")] });
  });

  it("name the engine in the language of the window", () => {
    expect(["packet ring", "pnet"].map(engineName)).toEqual(["packet ring", "pnet"]);
    setLanguage("de");
    expect(["packet ring", "pnet"].map(engineName)).toEqual(["Paketring", "pnet"]);
  });

  it("have a word for each state, with what to do where something can be done", () => {
    const words = (["none", "complete", "oneWay", "stale"] as const).map((word) => wordItem({ word }, []));
    expect(words.map(({ text, cure }) => [text, cure !== undefined])).toEqual([
      ["No data yet", true],
      ["Complete", false],
      ["One-way", true],
      ["Stale", true],
    ]);
  });
});
