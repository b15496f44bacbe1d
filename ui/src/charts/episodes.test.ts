import { describe, expect, it } from "vitest";
import * as anomalies from "./anomalies";
import * as attacks from "./attacks";
import type { Anomaly, Attack, Episode } from "./data";
import { brackets, cells, headroomOf } from "./episodes";
import type { Bars, Figure } from "./figure";
import { ALL, attack, episode, LIMITS, START_MS, TRAFFIC } from "./fixtures";
import { LIGHT } from "./palette";

const RANGE = [START_MS, START_MS + 20_000] as const;
const bars = (figure: Figure) => figure.frame.traces as Bars[];
const sum = (numbers: Iterable<number | null>) => [...numbers].reduce<number>((all, n) => all + (n ?? 0), 0);

describe("an episode in intervals", () => {
  it("is spread evenly over its length, and loses no packet", () => {
    const own = cells([episode({ startMs: START_MS + 4000, endMs: START_MS + 14_000 })], 5000, RANGE);
    expect([...own]).toEqual([
      [START_MS, 100],
      [START_MS + 5000, 500],
      [START_MS + 10_000, 400],
    ]);
  });
  it("is cut at the range, not squeezed into it", () => {
    const long = episode({ startMs: START_MS - 20_000, endMs: null, packets: 4000 });
    expect(sum(cells([long], 5000, RANGE).values())).toBe(2000);
  });
  it("of no length has one interval", () =>
    expect(cells([episode({ endMs: START_MS + 5000 })], 5000, RANGE).size).toBe(1));
});

describe("the legend of what was found", () => {
  it("has each kind once, with the colour of every protocol that it was found in", () => {
    const rows = [
      episode({ id: 1, kind: "volume", protocol: "tcp" }),
      episode({ id: 2, kind: "volume", protocol: "udp" }),
      episode({ id: 3, kind: "volume", protocol: "tcp" }),
      episode({ id: 4 }),
    ];
    const input = { attacks: [], episodes: rows, traffic: TRAFFIC, limits: LIMITS, shown: ALL, palette: LIGHT, atLeast: 0 };
    expect(attacks.figure(input).legend).toMatchObject([
      { name: "Unusual volume", colour: LIGHT.protocol.tcp, others: [LIGHT.protocol.udp] },
      { name: "SYN flood", colour: LIGHT.protocol.tcp, others: [] },
    ]);
    // A picture has a name for each colour, and no two are the same.
    const names = attacks.figure(input).frame.traces.map(({ name }) => name);
    expect(names).toEqual(["Unusual volume · TCP", "Unusual volume · UDP", "SYN flood"]);
  });
});

describe("the brackets", () => {
  const draw = (episodes: Episode[], rows = 13) => brackets(episodes, RANGE, 0, rows);
  it("tell begin, alert and end, and stay open while it goes on", () => {
    const [done] = draw([episode()]);
    expect(done).toMatchObject({
      from: START_MS + 5000,
      detected: START_MS + 5400,
      to: START_MS + 15_000,
      open: false,
    });
    expect(draw([episode({ endMs: null })])[0]).toMatchObject({ to: RANGE[1], open: true });
  });
  it("step back when muted or forgiven, and stand out when severe", () => {
    expect(draw([episode({ muted: true })])[0]).toMatchObject({ quiet: true, severe: true });
    expect(draw([episode({ falseAlarm: 1, severity: "low" })])[0]).toMatchObject({ quiet: true, severe: false });
  });
  it("have rows of their own where they would touch, and share the last one where there are too many", () => {
    const many = [1, 2, 3, 4, 5].map((id) => episode({ id }));
    const drawn = draw(many);
    expect(drawn.map((one) => [one.lane, one.id])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
      [3, null],
    ]);
    expect(drawn.at(-1)?.text).toBe("+2 more");
    expect(draw(many, 8).map(({ lane }) => lane)).toEqual([0, 1, 2]);
    expect(draw(many, 8).at(-1)).toMatchObject({ text: "+3 more", words: "in" });
  });
  it("go to the worst first, and of equals to those that go on", () => {
    const rest = [1, 2].map((id) => episode({ id, severity: "medium" }));
    const drawn = draw([...rest, episode({ id: 3, severity: "medium", endMs: null }), episode({ id: 4, severity: "critical" })], 8);
    expect(drawn.map(({ id }) => id)).toEqual([4, 3, null]);
    expect(drawn.at(-1)).toMatchObject({ severe: false, open: false });
  });
  it("share a row with a worse one that comes later", () => {
    const mild = episode({ id: 1, severity: "low", startMs: START_MS, endMs: START_MS + 5000 });
    const worse = episode({ id: 2, startMs: START_MS + 12_000, endMs: START_MS + 18_000 });
    expect(draw([mild, worse]).map(({ id, lane }) => [id, lane])).toEqual([
      [2, 0],
      [1, 0],
    ]);
  });
  it("that share a row are as severe as the worst of them, and open while one is", () => {
    const severe = [1, 2, 3].map((id) => episode({ id, endMs: null }));
    const mild = episode({ id: 4, severity: "low", muted: true, startMs: START_MS + 1000 });
    expect(draw([mild, ...severe], 8).at(-1)).toMatchObject({ id: null, from: mild.startMs, severe: true, quiet: false, open: true });
    expect(draw([...severe.slice(1), mild], 8).at(-1)).toMatchObject({ id: null, severe: false, quiet: true, open: false });
  });
  it("have the room that they take, in a low plot as well, and leave half of it to the bars", () => {
    for (const [lanes, part] of [0, 1.5 / 8, 2.5 / 8, 3.5 / 8].entries()) {
      const room = headroomOf(draw([1, 2, 3].slice(0, lanes).map((id) => episode({ id }))), 8);
      expect(room / (1 + room)).toBeCloseTo(part);
    }
    expect(headroomOf(draw([1, 2, 3, 4].map((id) => episode({ id }))), 4)).toBeCloseTo(1);
  });
  it("put their words where there is room", () => {
    expect(draw([episode()])[0]?.words).toBe("in");
    expect(draw([episode({ endMs: START_MS + 5100 })])[0]?.words).toBe("behind");
    expect(draw([episode({ startMs: START_MS + 19_000, endMs: null })])[0]?.words).toBe("before");
  });
  it("leave out what is outside of the range", () =>
    expect(draw([episode({ startMs: START_MS - 9000, endMs: START_MS - 5000 })])).toEqual([]));
});

describe("the attacks chart with episodes", () => {
  const draw = (episodes: Episode[], hits: Attack[] = [], shown = ALL) =>
    attacks.figure({ attacks: hits, episodes, traffic: TRAFFIC, limits: LIMITS, shown, palette: LIGHT, atLeast: 0 });

  it("tells the layers apart by pattern, and counts no packet twice", () => {
    const hit = attack({ startMs: START_MS + 5000, packets: 800 });
    const figure = draw([episode()], [hit]);
    expect(bars(figure).map((b) => [b.name, b.hatched])).toEqual([
      ["SYN flood", false],
      ["TCP above limit", true],
    ]);
    expect(bars(figure)[0]?.y).toEqual([500, 500]);
    // On top of the 500 of the flood: together the 800 of the interval.
    expect(bars(figure)[1]?.y).toEqual([300]);
    expect(bars(figure)[1]?.x[0]).toBe(bars(figure)[0]?.x[0]);
  });

  it("says the whole count of an interval, whatever is drawn of it", () => {
    const hit = attack({ startMs: START_MS + 5000, packets: 800 });
    expect(draw([episode()], [hit]).tip({ trace: 1, point: 0, x: 0, y: 0 })).toContain("800 packets in 5\u202fs");
  });

  it("opens the episode under the pointer, and nothing for a limit", () => {
    const figure = draw([episode()], [attack()]);
    expect(figure.episode?.({ trace: 0, point: 1, x: 0, y: 0 })).toBe(7);
    expect(figure.episode?.({ trace: 1, point: 0, x: 0, y: 0 })).toBeNull();
    expect(figure.tip({ trace: 0, point: 0, x: 0, y: 0 })[0]).toBe("High: SYN flood");
  });

  it("leaves room for the brackets above the bars", () => {
    const [plain, raised] = [draw([], [attack()]), draw([episode({ packets: 10 })], [attack()])];
    expect(raised.frame.y?.range[1]).toBeCloseTo((plain.frame.y?.range[1] ?? 0) / (1 - 1.5 / 13));
  });

  it("follows the chosen protocols, and is empty only without both", () => {
    expect(draw([episode()]).empty).toBeNull();
    expect(draw([episode()], [], [false, true, true, true, true]).empty).not.toBeNull();
  });

  it("shows both in its table, newest first, with hostile text made visible", () => {
    const { twin, summary } = draw([episode({ sentence: "\u202e<img>" })], [attack()]);
    expect(twin.rows.map((row) => row[2])).toEqual(["smart detection", "fixed limit"]);
    expect(twin.rows[0]?.at(-1)).toBe("\\u202E<img>");
    expect(summary).toBe("1 alert: SYN flood. 1 interval above a limit: TCP.");
  });
});

describe("the anomalies chart with episodes", () => {
  const above = (ip: string, count: number): Anomaly => ({
    ip,
    protocol: "tcp",
    count,
    threshold: 50,
    firstMs: START_MS,
  });
  const draw = (episodes: Episode[], rows: Anomaly[] = []) =>
    anomalies.figure({
      anomalies: rows,
      episodes,
      limits: LIMITS,
      shown: ALL,
      palette: LIGHT,
      atLeast: 0,
      rows: 10,
      nowMs: START_MS,
    });

  it("puts the sources of the worst episodes first", () => {
    const figure = draw(
      [episode({ source: "192.0.2.7", severity: "low" }), episode({ source: "192.0.2.8", severity: "critical" })],
      [above("192.0.2.9", 5000)],
    );
    expect(figure.frame.y?.rows).toEqual(["192.0.2.8", "192.0.2.7", "192.0.2.9"]);
  });

  it("draws a source that both layers found once, with a pattern of its own", () => {
    const figure = draw([episode({ source: "192.0.2.7", packets: 900 })], [above("192.0.2.7", 1000)]);
    expect(bars(figure).map((b) => [b.name, b.hatched, b.x])).toEqual([["TCP, both", "cross", [1000]]]);
    expect(figure.marks).toEqual([{ kind: "row-limit", row: 0, at: 50 }]);
    expect(figure.twin.rows).toHaveLength(2);
    expect(figure.episode?.({ trace: 0, point: 0, x: 0, y: 0 })).toBe(7);
  });

  it("leaves out what has no source, is muted or forgiven", () => {
    const quiet = [
      episode(),
      episode({ source: "192.0.2.1", muted: true }),
      episode({ source: "192.0.2.2", falseAlarm: 3 }),
    ];
    expect(draw(quiet).empty).not.toBeNull();
  });
});
