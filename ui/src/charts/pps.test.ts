import { describe, expect, it } from "vitest";
import type { Pps } from "./data";
import type { Line } from "./figure";
import { ALL, START_MS, TRAFFIC } from "./fixtures";
import { LIGHT } from "./palette";
import { figure, together } from "./pps";
import * as share from "./share";

const PPS: Pps = {
  stepS: 1,
  startsMs: [START_MS, START_MS + 1000, START_MS + 2000],
  inbound: [10, null, 30],
  outbound: [5, null, 6],
  passing: [0, null, 0],
  byProtocol: [
    [10, null, 30],
    [5, null, 6],
    [0, null, 0],
    [0, null, 0],
    [0, null, 0],
  ],
};
const draw = (shown = ALL) => figure({ pps: PPS, traffic: TRAFFIC, shown, palette: LIGHT, atLeast: 0 });

describe("packets per second", () => {
  it("draws what comes in above zero and what goes out below", () => {
    expect((draw().frame.traces as Line[]).map((t) => [t.name, t.y])).toEqual([
      ["In", [10, null, 30]],
      ["Out", [-5, null, -6]],
    ]);
    expect(draw().frame.y?.range[0]).toBeLessThan(0);
  });

  it("says no negative number in the table", () => expect(draw().twin.rows[0]?.slice(1)).toEqual([30, 6]));

  it("is one line when a protocol is left out, since directions are known for all together only", () => {
    const figure = draw([true, false, false, false, false]);
    expect((figure.frame.traces as Line[]).map((t) => [t.name, t.y])).toEqual([["All directions", [10, null, 30]]]);
    expect(figure.frame.y?.range[0]).toBe(-0);
  });

  it("adds the shown protocols and keeps gaps", () => expect(together(PPS, ALL)).toEqual([15, null, 36]));
});

describe("the shares", () => {
  const parts = (["tcp", "udp", "icmp", "arp", "other"] as const).map((protocol, i) => ({
    protocol,
    packets: i === 0 ? 9999 : i === 1 ? 1 : 0,
    bytes: 100 * i,
  }));
  const draw = (shown = ALL) => share.figure({ parts, shown, palette: LIGHT });

  it("never writes nothing for something", () => {
    expect(draw().legend.map((l) => l.value)).toEqual([
      "100.0\u202f%",
      "<0.1\u202f%",
      "0.0\u202f%",
      "0.0\u202f%",
      "0.0\u202f%",
    ]);
  });

  it("are of what is shown", () => expect(draw([false, true, true, true, true]).legend[1]?.value).toBe("100.0\u202f%"));
  it("are empty without a packet", () =>
    expect(share.figure({ parts: [], shown: ALL, palette: LIGHT }).empty).not.toBeNull());
});
