import { afterEach, describe, expect, it } from "vitest";
import { parseFilter } from "../filter/parse";
import { setLanguage } from "../i18n";
import { VIEWS } from "../state";
import { EXAMPLES, found, KEYS, sections, TOPIC_OF, TOPICS } from "./topics";

afterEach(() => void setLanguage("en"));

describe("the help", () => {
  it("has a text for every entry in each language, and no text twice", () => {
    for (const language of ["en", "de"] as const) {
      setLanguage(language);
      const all = sections();
      expect(all.map((one) => one.topic)).toEqual([...TOPICS]);
      for (const { topic, entries } of all) {
        expect(entries.length, topic).toBeGreaterThan(2);
        for (const { term, text } of entries)
          expect(term === "" || text === "" || text.startsWith("help.")).toBe(false);
      }
      const texts = all.flatMap((one) => one.entries.map((entry) => entry.text));
      expect(new Set(texts).size).toBe(texts.length);
    }
  });

  it("finds what has every word, and all of a section whose title has them", () => {
    const all = sections();
    const byText = found(all, "reverse DNS");
    expect(byText.flatMap((one) => one.entries.map((entry) => entry.term))).toContain("Host names");
    expect(byText.flatMap((one) => one.entries).length).toBeLessThan(5);
    const byTitle = found(all, "keyboard");
    expect(byTitle.find((one) => one.topic === "keys")?.entries).toHaveLength(KEYS.length);
    expect(found(all, "no such thing")).toEqual([]);
    expect(found(all, "  ")).toHaveLength(TOPICS.length);
  });

  it("says which keys are switched off, and where", () => {
    const texts = (letters: boolean) => sections(letters).find((one) => one.topic === "keys")?.entries ?? [];
    const off = texts(false).filter(({ text }) => text.includes("are switched off"));
    expect(off.map(({ term }) => term)).toEqual(["1 – 7", "P", "R", "/", "I", "[ ]", "− =", "L"]);
    expect(texts(true).some(({ text }) => text.includes("are switched off"))).toBe(false);
    expect(texts(true).at(-1)?.text).toContain("Settings → Appearance");
  });

  it("shows only filters that are good", () => {
    for (const [filter] of EXAMPLES) expect(parseFilter(filter).mistake, filter).toBeNull();
  });

  it("knows where to begin in each view", () => {
    for (const view of VIEWS) expect(TOPICS).toContain(TOPIC_OF[view]);
  });
});
