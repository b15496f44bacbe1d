import { describe, expect, it } from "vitest";
import * as anomalies from "./anomalies";
import * as attacks from "./attacks";
import type { Anomaly } from "./data";
import type { Bars, Figure } from "./figure";
import { ALL, attack, LIMITS, SOURCES, START_MS, TRAFFIC } from "./fixtures";
import { LIGHT } from "./palette";
import { whole } from "./plot-dress";
import * as requests from "./requests";

const bars = (figure: Figure) => figure.frame.traces as Bars[];

describe("the attacks chart", () => {
  const draw = (rows = [attack(), attack({ protocol: "icmp", packets: 45, threshold: 40 })], shown = ALL) =>
    attacks.figure({
      attacks: rows,
      episodes: [],
      traffic: TRAFFIC,
      limits: LIMITS,
      shown,
      palette: LIGHT,
      atLeast: 0,
    });

  it("has one hatched trace for each protocol that was above its limit", () => {
    expect(bars(draw()).map((b) => [b.name, b.hatched])).toEqual([
      ["TCP above limit", true],
      ["ICMP above limit", true],
    ]);
  });

  it("puts each bar in the middle of its interval, on the axis of the traffic chart", () => {
    const figure = draw();
    expect(figure.frame.x?.range).toEqual([figure.frame.x?.range[0], (figure.frame.x?.range[0] ?? 0) + 20_000]);
    expect((bars(figure)[0]?.x[0] ?? 0) - (figure.frame.x?.range[0] ?? 0)).toBe(2500);
  });

  it("counts ARP with Other", () => {
    const other = [attack({ protocol: "other" })];
    expect(draw(other, [false, false, false, true, false]).empty).toBeNull();
    expect(draw(other, [true, true, true, false, false]).empty).not.toBeNull();
  });

  it("names the limits when there was no attack", () => {
    expect(draw([]).empty).toContain("TCP 100, UDP 80, ICMP 40, Other 20");
  });

  it("says which interval still counts", () => {
    expect(draw([attack({ inProgress: true })]).twin.rows[0]).toContain("still counting");
  });
});

describe("the anomalies chart", () => {
  const anomaly = (ip: string, protocol: Anomaly["protocol"], count: number): Anomaly => ({
    ip,
    protocol,
    count,
    threshold: 50,
    firstMs: START_MS,
  });
  const draw = (rows: Anomaly[], most = 10) =>
    anomalies.figure({
      anomalies: rows,
      episodes: [],
      limits: LIMITS,
      shown: ALL,
      palette: LIGHT,
      atLeast: 0,
      rows: most,
      nowMs: START_MS,
    });

  it("keeps the order of the core and stacks the protocols of one source", () => {
    const figure = draw([
      anomaly("192.0.2.9", "tcp", 500),
      anomaly("192.0.2.1", "udp", 300),
      anomaly("192.0.2.9", "udp", 60),
    ]);
    expect(figure.frame.y?.rows).toEqual(["192.0.2.9", "192.0.2.1"]);
    expect(bars(figure).map((b) => [b.name, b.x])).toEqual([
      ["TCP, limit", [500, 0]],
      ["UDP, limit", [60, 300]],
    ]);
  });

  it("ticks each part of a bar where it crosses its own limit", () => {
    const figure = draw([anomaly("192.0.2.9", "tcp", 500), anomaly("192.0.2.9", "udp", 60)]);
    expect(figure.marks).toEqual([
      { kind: "row-limit", row: 0, at: 50 },
      { kind: "row-limit", row: 0, at: 550 },
    ]);
  });

  it("shows as many rows as fit, and all of them in the table", () => {
    const rows = [1, 2, 3, 4].map((n) => anomaly(`192.0.2.${n}`, "tcp", 100 - n));
    expect(draw(rows, 2).frame.y?.rows).toHaveLength(2);
    expect(draw(rows, 2).twin.rows).toHaveLength(4);
  });

  it("gives Plotly a hostile name as text, and reads as it is in the window", () => {
    const { frame } = draw([anomaly("<img src=x onerror=alert(1)>", "tcp", 99), anomaly("\u202e7.0", "tcp", 98)]);
    expect(frame.y?.rows?.[0]).toMatch(/^<img/);
    expect(frame.y?.rows?.[1]).toBe("\\u202E7.0");
    const { ticktext } = whole({ frame, size: { width: 400, height: 200 } }).yaxis ?? {};
    expect(ticktext?.[0]).toMatch(/^&lt;img/);
    expect(String(ticktext)).not.toContain("<");
  });

  it("keeps two sources apart that look alike when shortened", () => {
    const long = (n: number) => `2001:db8:85a3:0:${n}:8a2e:370:7334`;
    const figure = draw([anomaly(long(1), "tcp", 99), anomaly(long(2), "tcp", 98)]);
    expect(figure.frame.y?.rows?.[0]).toBe(figure.frame.y?.rows?.[1]);
    expect(bars(figure)[0]?.y).toEqual([0, 1]);
  });
});

describe("the requests chart", () => {
  const draw = (rows: number, shown = ALL) =>
    requests.figure({ sources: SOURCES, shown, palette: LIGHT, atLeast: 0, rows });

  it("ends with everybody else, those without a place included", () => {
    expect(draw(15).frame.y?.rows).toEqual(["192.0.2.1", "192.0.2.2", "192.0.2.3", "others (7)"]);
    const short = draw(3);
    expect(short.frame.y?.rows).toEqual(["192.0.2.1", "192.0.2.2", "others (8)"]);
    expect(bars(short)[0]?.x.at(-1)).toBe(9 + 5);
  });

  it("ranks by what is shown", () => {
    expect(draw(15, [false, true, false, false, false]).frame.y?.rows).toEqual(["192.0.2.3", "192.0.2.1"]);
  });

  it("shows a total that is the sum of its parts, and shares of all", () => {
    const row = draw(15).twin.rows[0];
    expect(row).toEqual(["192.0.2.1", 50, 10, 0, 0, 60, "41.7\u202f%"]);
  });

  it("loses no packet between the rows", () => {
    const sum = (figure: Figure) =>
      bars(figure)
        .flatMap((b) => [...b.x])
        .reduce((a, b) => a + b, 0);
    for (const rows of [2, 3, 15]) expect(sum(draw(rows))).toBe(60 + 40 + 35 + 9);
  });
});
