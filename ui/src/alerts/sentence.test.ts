import { afterEach, describe, expect, it } from "vitest";
import { setLanguage } from "../i18n";
import type { EpisodeRow } from "../ipc";
import { row } from "./fixtures";
import { sentence } from "./sentence";
// Written by the core, with its own sentence in each.
import known from "./sentences.json";

const rows = known as unknown as EpisodeRow[];
afterEach(() => void setLanguage("en"));

describe("the sentence of an alert", () => {
  it("is in English what the core says", () => {
    setLanguage("en");
    expect(rows.length).toBeGreaterThan(15);
    for (const one of rows) expect(sentence(one)).toBe(one.sentence);
  });

  it("has in German every number and address, and nothing left to fill in", () => {
    setLanguage("de");
    for (const one of rows) {
      const said = sentence(one);
      expect(said).not.toBe(one.sentence);
      expect(said).not.toMatch(/\{\{|\b(to|from|packets|the|with SYNs)\b/);
      const numbers = (text: string) =>
        [...text.replaceAll(/(\d)[.,](?=\d{3}\b)/g, "$1").matchAll(/\d+/g)].map(String).sort();
      expect(numbers(said)).toEqual(numbers(one.sentence));
    }
  });

  it("shows a name that would turn the line around as what it is", () => {
    const said = sentence(
      row({ victim: "\u202e1.2.3.4", senders: { one: "<b>x", distinct: { count: 1, estimated: false } } }),
    );
    expect(said).toContain("\\u202E1.2.3.4");
    expect(said).toContain("<b>x");
  });
});
