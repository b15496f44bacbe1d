import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as anomalies from "./anomalies";
import { asCut, CUT_AT } from "./cut";
import type { Bars, Figure, Line } from "./figure";
import { ALL, attack, episode, LIMITS, SOURCES, START_MS, TRAFFIC } from "./fixtures";
import * as attacks from "./attacks";
import { asLog, fromLog, toLog } from "./log";
import { LIGHT } from "./palette";
import * as requests from "./requests";
import * as traffic from "./traffic";

const palette = LIGHT;
const trafficFigure = (limits = LIMITS) =>
  traffic.figure({ traffic: TRAFFIC, limits, shown: ALL, palette, atLeast: 0 });
const requestsFigure = (others = SOURCES.others) =>
  requests.figure({ sources: { ...SOURCES, others }, shown: ALL, palette, atLeast: 0, rows: 10 });
const rowSums = ({ frame }: Figure) =>
  (frame.y?.rows ?? []).map((_, row) => frame.traces.reduce((sum, b) => sum + ((b as Bars).x[row] ?? 0), 0));

describe("a logarithmic axis", () => {
  it("gives every count its place and back, zero included", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (n) => {
        expect(Math.abs(fromLog(toLog(n)) - n)).toBeLessThanOrEqual(1 + Math.abs(n) * 1e-9);
      }),
    );
    expect(toLog(0)).toBe(0);
    expect(toLog(10) - toLog(0)).toBeGreaterThan(1);
  });

  it("keeps zeros at the foot and gaps missing", () => {
    const arp = asLog(trafficFigure()).frame.traces[3] as Line;
    expect(arp.y).toEqual([0, toLog(1), null, 0]);
  });

  it("has ticks at zero and at powers of ten, in the words of counts", () => {
    const { y } = asLog(trafficFigure()).frame;
    expect(y?.ticks?.map(({ text }) => text)).toEqual(["0", "10", "100"]);
    expect(y?.ticks?.[2]?.at).toBeCloseTo(Math.log10(101));
  });

  it("moves limits with the axis, and says on the axis what it is", () => {
    const before = trafficFigure().marks.flatMap((m) => (m.kind === "limit" ? [m.at] : []));
    const after = asLog(trafficFigure());
    expect(after.marks.flatMap((m) => (m.kind === "limit" ? [m.at] : []))).toEqual(before.map(toLog));
    expect(after.titles.y).toContain("logarithmic");
  });

  it("names limits together that come to stand on one another", () => {
    const near = { ...LIMITS, tcp: { ...LIMITS.tcp, perInterval: 110 }, udp: { ...LIMITS.udp, perInterval: 95 } };
    const texts = (figure: Figure) => figure.marks.flatMap((m) => (m.kind === "limit" && m.text ? [m.text] : []));
    const apart = texts(trafficFigure(near));
    expect(texts(asLog(trafficFigure(near))).length).toBeLessThan(apart.length);
    expect(texts(asLog(trafficFigure(near)))[0]).toContain(" · UDP limit 95");
  });

  it("ends each stacked bar at the place of its sum, shared as the sum is", () => {
    const plain = requestsFigure();
    const logged = asLog(plain);
    const sums = rowSums(plain);
    for (const [row, end] of rowSums(logged).entries()) expect(end).toBeCloseTo(toLog(sums[row] ?? 0));
    const [tcp, udp] = logged.frame.traces as Bars[];
    expect((tcp?.x[0] ?? 0) / (udp?.x[0] ?? 1)).toBeCloseTo(5);
  });

  it("holds everybody else whole", () => {
    const logged = asLog(requestsFigure({ ...SOURCES.others, tcp: 100_000 }));
    expect(logged.frame.x?.range[1]).toBeGreaterThanOrEqual(toLog(100_000));
    expect(logged.marks).toEqual([]);
  });

  it("puts the limit of a bar of one part where the axis has it", () => {
    const found = [{ ip: "192.0.2.1", protocol: "tcp" as const, count: 9260, threshold: 50, firstMs: START_MS }];
    const figure = anomalies.figure({ anomalies: found, episodes: [], limits: LIMITS, shown: ALL, palette, atLeast: 0, rows: 5, nowMs: START_MS });
    expect(asLog(figure).marks).toEqual([{ kind: "row-limit", row: 0, at: toLog(50) }]);
  });

  it("leaves room for brackets above the bars", () => {
    const input = { attacks: [attack()], traffic: TRAFFIC, limits: LIMITS, shown: ALL, palette, atLeast: 0 };
    const figure = asLog(attacks.figure({ ...input, episodes: [episode()] }));
    const highest = Math.max(...rowTops(figure));
    expect(figure.frame.y?.range[1]).toBeGreaterThan(highest * 1.1);
  });

  it("leaves a chart alone that has nothing to show", () => {
    const nothing = attacks.figure({ attacks: [], episodes: [], traffic: TRAFFIC, limits: LIMITS, shown: ALL, palette, atLeast: 0 });
    expect(asLog(nothing)).toBe(nothing);
  });

  it("tells and tables the same numbers as before", () => {
    const [plain, logged] = [requestsFigure(), asLog(requestsFigure())];
    expect(logged.twin).toEqual(plain.twin);
    const spot = { trace: 0, point: 0, x: 0, y: 0 };
    expect(logged.tip(spot)).toEqual(plain.tip(spot));
  });
});

const rowTops = ({ frame }: Figure): number[] => {
  const tops = new Map<number, number>();
  for (const trace of frame.traces as Bars[])
    for (const [i, x] of trace.x.entries()) tops.set(x, (tops.get(x) ?? 0) + (trace.y[i] ?? 0));
  return [...tops.values()];
};

describe("the bar of everybody else", () => {
  const many = { ...SOURCES.others, tcp: 3000, udp: 1000 };

  it("does not set the end of the axis", () => {
    expect(requestsFigure(many).frame.x?.range).toEqual(requestsFigure().frame.x?.range);
    expect(requests.peak({ ...SOURCES, others: many }, ALL, 10)).toBe(60);
  });

  it("is cut where it would leave the plot, with its number behind the cut", () => {
    const cut = asCut(requestsFigure(many));
    const end = cut.frame.x?.range[1] ?? 0;
    expect(rowSums(cut)[3]).toBeCloseTo(end * CUT_AT);
    expect(cut.marks).toEqual([{ kind: "break", row: 3, text: "4,000" }]);
    const [tcp, udp] = cut.frame.traces as Bars[];
    expect((tcp?.x[3] ?? 0) / (udp?.x[3] ?? 1)).toBeCloseTo(3);
    expect(rowSums(cut).slice(0, 3)).toEqual(rowSums(requestsFigure(many)).slice(0, 3));
  });

  it("stays whole where it fits, and where it is alone", () => {
    const fits = requestsFigure();
    expect(asCut(fits)).toBe(fits);
    const alone = requests.figure({ sources: { ...SOURCES, rows: [], others: many }, shown: ALL, palette, atLeast: 0, rows: 10 });
    expect(asCut(alone)).toBe(alone);
    expect(rowSums(alone)).toEqual([4000]);
    expect(alone.frame.x?.range[1]).toBeGreaterThanOrEqual(4000);
  });

  it("keeps its numbers in the table", () => {
    expect(asCut(requestsFigure(many)).twin.rows[3]?.slice(1, 3)).toEqual([3000, 1000]);
  });
});
