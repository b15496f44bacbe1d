import { describe, expect, it } from "vitest";
import { announce, QUIET_MS, SILENT, type Voice } from "./announce";
import { row } from "./fixtures";

const NOW = 1_000_000;
const first = (rows = [row({ id: 1 })]): Voice => announce(SILENT, rows, NOW);

describe("what is said aloud", () => {
  it("is nothing about alerts that were there when the window opened", () => expect(first().text).toBe(""));

  it("is a new alert, with its severity", () => {
    const voice = announce(first([]), [row({ id: 2 })], NOW + 1000);
    expect(voice.text).toMatch(/^High: 1,842 SYNs\/s to 192\.168\.1\.5:443/);
  });

  it("waits between two sentences, then says the worst and how many more", () => {
    let voice = announce(first([]), [row({ id: 1 })], NOW);
    const said = voice.text;
    voice = announce(voice, [row({ id: 2, severity: "medium" })], NOW + 1000);
    voice = announce(voice, [row({ id: 3, severity: "critical", peakPerS: 3000 })], NOW + 2000);
    expect(voice.text).toBe(said);
    voice = announce(voice, [row({ id: 3 })], NOW + QUIET_MS);
    expect(voice.text).toMatch(/^Critical: 3,000 SYNs\/s .* 1 more alert\.$/);
    expect(announce(voice, [row({ id: 3 })], NOW + 3 * QUIET_MS)).toBe(voice);
  });

  it("leaves out what is low, muted, over or forgiven", () => {
    const quiet = [
      row({ id: 5, severity: "low" }),
      row({ id: 6, muted: true }),
      row({ id: 7, endMs: NOW }),
      row({ id: 8, falseAlarm: 1 }),
    ];
    expect(announce(first(), quiet, NOW + 99_000).text).toBe("");
  });

  it("shows what would turn the text around", () =>
    expect(announce(first([]), [row({ id: 9, victim: "\u202eevil" })], NOW).text).toContain("\\u202Eevil"));

  it("comes to rest: the same look says nothing twice", () => {
    const rows = [row({ id: 1 }), row({ id: 2 })];
    let voice = announce(first([]), rows, NOW);
    const again = announce(voice, rows, NOW);
    expect(again).toBe(voice);
    voice = announce(voice, [...rows, row({ id: 3 })], NOW + 1);
    expect(announce(voice, [...rows, row({ id: 3 })], NOW + 1)).toBe(voice);
  });
});
