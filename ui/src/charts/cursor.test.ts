import { describe, expect, it } from "vitest";
import * as attacks from "./attacks";
import { type Cursor, linesAt, moved, spotOf, stops } from "./cursor";
import { changed, type Figure } from "./figure";
import { ALL, attack, episode, LIMITS, SOURCES, TRAFFIC } from "./fixtures";
import { LIGHT } from "./palette";
import * as requests from "./requests";
import * as share from "./share";
import * as traffic from "./traffic";

const palette = LIGHT;
const time = traffic.figure({ traffic: TRAFFIC, limits: LIMITS, shown: ALL, palette, atLeast: 0 });
const rows = requests.figure({ sources: SOURCES, shown: ALL, palette, atLeast: 0, rows: 10 });
const press = (figure: Figure, ...keys: string[]): Cursor | null =>
  keys.reduce<Cursor | null>((cursor, key) => moved(figure.frame, cursor, key), null);
const places = stops(time.frame);

describe("a cursor of keys", () => {
  it("begins at the newest interval and stops at the ends", () => {
    expect(press(time, "ArrowLeft")?.at).toBe(places[3]);
    expect(press(time, "ArrowLeft", "ArrowLeft")?.at).toBe(places[2]);
    expect(press(time, "Home")?.at).toBe(places[0]);
    expect(press(time, "Home", "ArrowLeft")?.at).toBe(places[0]);
    expect(press(time, "Home", "End", "ArrowRight")?.at).toBe(places[3]);
  });

  it("begins at the first row", () => {
    expect(press(rows, "ArrowRight")).toEqual({ at: 0, series: null });
    expect(press(rows, "ArrowRight", "ArrowRight")).toEqual({ at: 1, series: null });
  });

  it("leaves other keys alone, and charts without anything", () => {
    expect(press(time, "a")).toBeNull();
    expect(moved({ ...time.frame, traces: [] }, null, "ArrowLeft")).toBeNull();
  });

  it("goes through the series that have something there, and back to all of them", () => {
    // The second source sent TCP only.
    expect(press(rows, "ArrowRight", "ArrowRight", "ArrowDown")?.series).toBe(0);
    expect(press(rows, "ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown")?.series).toBeNull();
    expect(press(time, "ArrowLeft", "ArrowUp")?.series).toBe(4);
  });

  it("tells all series, or the one it is on", () => {
    const all = press(time, "Home");
    expect(all && linesAt(time, all).slice(0, 2)).toEqual([expect.stringMatching(/–/), "TCP 120 (88.9\u202f%)"]);
    const one = press(time, "Home", "ArrowDown", "ArrowDown");
    expect(one && linesAt(time, one)).toEqual([expect.stringMatching(/–/), "UDP 10"]);
  });

  it("says that there is no data in a gap", () => {
    const gap = press(time, "Home", "ArrowRight", "ArrowRight");
    expect(gap && linesAt(time, gap)).toContain("TCP: no data");
  });

  it("keeps to what is in view when a stretch is shown", () => {
    const [, second = 0, third = 0] = places;
    const x = { ...time.frame.x, range: [second - 1, third + 1] as const };
    expect(stops({ ...time.frame, x })).toEqual([second, third]);
  });

  it("stays in the chart when its place has gone", () => {
    const at = (places[0] ?? 0) - 60_000;
    expect(spotOf(time, { at, series: null })?.x).toBe(places[0]);
    expect(spotOf(changed(time, { frame: { ...time.frame, traces: [] } }), { at, series: null })).toBeNull();
  });

  it("finds the episode of a bar, for its evidence", () => {
    const input = { attacks: [attack()], traffic: TRAFFIC, limits: LIMITS, shown: ALL, palette, atLeast: 0 };
    const figure = attacks.figure({ ...input, episodes: [episode()] });
    const cursor = press(figure, "Home", "ArrowRight");
    const spot = cursor && spotOf(figure, cursor);
    expect(spot && figure.episode?.(spot)).toBe(7);
  });

  it("picks the row that it is on", () => {
    const cursor = press(rows, "ArrowRight", "ArrowRight");
    const spot = cursor && spotOf(rows, cursor);
    expect(spot && rows.pick?.(spot)).toBe("src 192.0.2.2");
  });

  it("goes round a ring by its parts", () => {
    const ring = share.figure({ parts: [{ protocol: "tcp", packets: 3, bytes: 9 }, { protocol: "udp", packets: 1, bytes: 9 }], shown: ALL, palette });
    const cursor = press(ring, "ArrowRight", "ArrowRight");
    expect(cursor && linesAt(ring, cursor)[0]).toBe("UDP");
  });
});
