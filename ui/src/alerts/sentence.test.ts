import { afterEach, describe, expect, it } from "vitest";
import { setLanguage, t } from "../i18n";
import type { EpisodeRow } from "../ipc";
import { row } from "./fixtures";
import { sentence } from "./sentence";
// Written by the core: rows with its own sentence in each, and how it says kind, severity and sentence in German.
import known from "./sentences.json";

const rows = known as unknown as { row: EpisodeRow; german: string[] }[];
afterEach(() => void setLanguage("en"));

describe("the sentence of an alert", () => {
  it("is in English what the core says", () => {
    setLanguage("en");
    expect(rows.length).toBeGreaterThan(15);
    for (const { row } of rows) expect(sentence(row)).toBe(row.sentence);
  });

  it("is in German what the core says, with the names of kind and severity", () => {
    setLanguage("de");
    for (const { row, german } of rows) {
      expect([t(`kind.${row.kind}`), t(`severity.${row.severity}`), sentence(row)]).toEqual(german);
    }
  });

  it("has in German every number and address, and nothing left to fill in", () => {
    setLanguage("de");
    for (const { row: one } of rows) {
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
