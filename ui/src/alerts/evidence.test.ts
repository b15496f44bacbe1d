import { describe, expect, it } from "vitest";
import {
  answered,
  asText,
  detectedAfter,
  distinct,
  facts,
  moreSources,
  per5s,
  quality,
  threshold,
  usual,
  whoText,
} from "./evidence";
import { START_MS, row, view } from "./fixtures";

const reason = (over = {}) => ({ ...(view().reasons[0] ?? ({} as never)), ...over });

describe("the evidence", () => {
  it("adds the seconds up in whole intervals of 5 s and loses none", () => {
    const counts = per5s(view().series);
    expect(counts).toEqual([
      { startMs: START_MS - 5000, packets: 0 },
      { startMs: START_MS, packets: 150 },
      { startMs: START_MS + 5000, packets: 130 },
    ]);
    expect(per5s({ fromMs: 0, packets: [] })).toEqual([]);
  });

  it("says why the threshold is what it is", () => {
    expect(threshold(reason())).toBe("60: the rule's own lower limit");
    expect(threshold(reason({ threshold: 600, origin: "learned" }))).toMatch(/^600: three times the usual peak/);
    expect([usual(reason()), usual(reason({ baseline: 20 }))]).toEqual(["not known yet", "20"]);
  });

  it("marks what is an estimate", () => {
    expect(distinct({ count: 1790, estimated: true })).toBe("~1,790 (±13 %)");
    expect(distinct({ count: 12, estimated: false })).toBe("12");
    expect(moreSources(view())).toBe(1789);
    expect(moreSources(view({ distinctSources: { count: 0, estimated: false } }))).toBe(0);
  });

  it("says how many sent it where there are several", () => {
    const few = (distinctSources: { count: number; estimated: boolean }) =>
      whoText(view({ row: row({ attribution: "few" }), distinctSources }));
    expect(few({ count: 677, estimated: true })).toBe("~677 (±13 %) sources.");
    expect(few({ count: 8, estimated: false })).toBe("8 sources.");
    expect(few({ count: 0, estimated: false })).toBe("Several sources.");
    expect(whoText(view({ row: row({ attribution: "single" }) }))).toBe("One source sent nearly all of it.");
  });

  it("gives the answered part where it has a meaning", () => {
    expect(answered(view())).toBe("1.0\u202f% answered, 99.0\u202f% not");
    expect(answered(view({ answered: null }))).toBeNull();
    expect(facts(view({ answered: null }), START_MS).map(([name]) => name)).not.toContain("Answered");
  });

  it("says that packets were lost, and when replies could not be seen", () => {
    expect(quality(view())).toEqual(["No packet was lost while it happened."]);
    expect(quality(view({ row: row({ dropped: 1204, oneWay: true }) }))).toEqual([
      "This capture lost 1,204 packets while it happened: the real numbers are higher.",
      expect.stringContaining("Replies were not seen"),
    ]);
  });

  it("is a text that a mail can carry, with every number and nothing hidden in it", () => {
    const text = asText(view({ row: row({ source: "\u202e7", port: null }) }), START_MS + 12_000);
    for (const part of [
      "High: SYN flood",
      "1,842 SYNs/s to 192.168.1.5 from about 1,790 addresses",
      "detected after 0.4\u202fs",
      "2026-11-21T13:31:05.000Z",
      "SYNs without a handshake in 1 s: 737 (1,842)",
      "198.51.100.7  100  0.5\u202f%",
      "443  18,420",
    ])
      expect(text).toContain(part);
    expect(text).not.toContain("\u202e");
    expect(detectedAfter(view())).toBe("detected after 0.4\u202fs");
  });
});
