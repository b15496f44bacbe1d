import { describe, expect, it } from "vitest";
import * as anomalies from "./anomalies";
import type { Episode } from "./data";
import { ALL, episode, LIMITS, START_MS } from "./fixtures";
import { LIGHT } from "./palette";

const draw = (episodes: Episode[], over: Partial<Parameters<typeof anomalies.figure>[0]> = {}) =>
  anomalies.figure({
    anomalies: [],
    episodes,
    limits: LIMITS,
    shown: ALL,
    palette: LIGHT,
    atLeast: 0,
    rows: 10,
    nowMs: START_MS,
    ...over,
  });
const open = (over: Partial<Episode> = {}) => episode({ endMs: null, ...over });
const said = (figure: ReturnType<typeof draw>) => [figure.empty?.split("\n")[0], figure.emptyLink?.episode];

describe("the chart of sources while an attack has none", () => {
  it("names it, leads to it, and says the same to those who do not see it", () => {
    const sentence = "Open: SYN flood from forged or very many addresses, none of them above its limit.";
    expect(said(draw([open({ id: 5 })]))).toEqual([sentence, 5]);
    expect(draw([open()]).summary).toBe(sentence);
    expect(said(draw([open({ attribution: "few" })]))[0]).toMatch(/from several addresses/);
  });
  it("leads to the list where there are several", () =>
    expect(said(draw([open({ id: 1 }), open({ id: 2, kind: "udp_flood" })]))).toEqual([
      "2 open alerts come from many addresses each, none of them above its limit.",
      null,
    ]));
  it.each<[string, Episode]>([
    ["is over", episode()],
    ["is muted", open({ muted: true })],
    ["is a false alarm", open({ falseAlarm: 3 })],
    ["is only much traffic", open({ kind: "volume" })],
  ])("says nothing of one that %s", (_, one) => expect(said(draw([one]))).toEqual(["No source is above its limit.", undefined]));
  it("says nothing of a protocol that is not shown", () =>
    expect(said(draw([open()], { shown: [false, true, true, true, true] }))[1]).toBeUndefined());
  it("has rows instead as soon as there is a source", () => {
    const figure = draw([open(), open({ source: "203.0.113.7" })]);
    expect(said(figure)).toEqual([undefined, undefined]);
  });
});

describe("how far the longest bar is from the others", () => {
  const spreadOf = (...counts: number[]) =>
    draw([], {
      anomalies: counts.map((count, n) => ({ ip: `10.0.0.${n}`, protocol: "tcp", count, threshold: 5, firstMs: START_MS })),
    }).spread;
  it("is told by the middle one of those", () => {
    expect(spreadOf(9000, 100, 90, 80)).toBe(100);
    expect(spreadOf(9000, 8000, 90)).toBeCloseTo(100);
    expect(spreadOf(9000, 8000, 7000, 90)).toBeCloseTo(9 / 7);
  });
  it("is nothing where there is one or none", () => expect([spreadOf(9000), spreadOf()]).toEqual([1, 1]));
});
