import { describe, expect, it } from "vitest";
import type { Frame, Line } from "./figure";
import { type Drawn, step } from "./step";

const line = (over: Partial<Line> = {}): Line => ({
  kind: "line",
  name: "TCP",
  colour: "#000",
  dash: "solid",
  x: [1, 2],
  y: [3, 4],
  ...over,
});
const frame = (over: Partial<Frame> = {}): Frame => ({
  traces: [line()],
  x: { range: [0, 10], time: true },
  y: { range: [0, 5] },
  margin: { l: 0, r: 0, t: 0, b: 0 },
  ink: { text: "#000", grid: "#eee" },
  hover: "x",
  ...over,
});
const drawn = (over: Partial<Frame> = {}, width = 400): Drawn => ({ frame: frame(over), size: { width, height: 200 } });

describe("the way from one drawing to the next", () => {
  it("draws the first time", () => expect(step(null, drawn())).toBe("draw"));
  it("does nothing when nothing changed", () => expect(step(drawn(), drawn())).toBe("nothing"));
  it("moves when only values changed", () =>
    expect(step(drawn(), drawn({ traces: [line({ y: [3, 9] })] }))).toBe("move"));
  it("moves when only the time window moved", () =>
    expect(step(drawn(), drawn({ x: { range: [5, 15], time: true } }))).toBe("move"));

  const anew: [string, Drawn][] = [
    ["a size", drawn({}, 401)],
    ["a number of traces", drawn({ traces: [line(), line({ name: "UDP" })] })],
    ["a name", drawn({ traces: [line({ name: "UDP" })] })],
    ["a colour", drawn({ traces: [line({ colour: "#fff" })] })],
    ["that there are points", drawn({ traces: [line({ x: [], y: [] })] })],
    ["the way an axis goes", drawn({ y: { range: [5, 0] } })],
    ["a margin", drawn({ margin: { l: 1, r: 0, t: 0, b: 0 } })],
  ];
  it.each(anew)("draws anew when %s changed", (_, next) => expect(step(drawn(), next)).toBe("draw"));

  it("moves when an end of an axis changed; the words on it are not drawn here", () => {
    expect(step(drawn(), drawn({ y: { range: [0, 6], step: 2 } }))).toBe("move");
    const rows = (name: string) => drawn({ y: { range: [1.5, -0.5], rows: [name, "b"] } });
    expect(step(rows("a"), rows("c"))).toBe("nothing");
  });

  it("moves when points come and go", () => {
    const grown = drawn({ traces: [line({ x: [1, 2, 3], y: [3, 4, 5] })] });
    expect([step(drawn(), grown), step(grown, drawn())]).toEqual(["move", "move"]);
  });

  it("leaves bars as they are that grew by less than anybody sees, but not when something became of nothing", () => {
    // The plot is 400 px wide: one of two traces may grow by a quarter of a pixel.
    const bars = (values: number[], across = true): Drawn => {
      const one = { ...line(), kind: "bars" as const, ground: "#fff", hatched: false, across, width: 1 };
      const traces = [values, [3, 3]].map((own) => ({ ...one, ...(across ? { x: own, y: [0, 1] } : { x: [0, 1], y: own }) }));
      return drawn({ traces, x: { range: [0, 1600] }, y: { range: [0, 1600] } });
    };
    expect(step(bars([100, 0]), bars([100.9, 0]))).toBe("nothing");
    expect(step(bars([100, 0]), bars([101.1, 0]))).toBe("move");
    expect(step(bars([100, 0]), bars([100, 0.5]))).toBe("move");
    // Half as high as wide, a pixel is twice as much.
    expect(step(bars([100, 0], false), bars([101.1, 0], false))).toBe("nothing");
    expect(step(bars([100, 0], false), bars([102.1, 0], false))).toBe("move");
  });

  it("leaves a ring as it is while its parts are as large as they were", () => {
    const ring = (...values: number[]) =>
      drawn({ traces: [{ kind: "ring", name: "", colours: [], hatches: [], ground: "", labels: [], values }] });
    expect(step(ring(600, 400), ring(900, 600))).toBe("nothing");
    expect(step(ring(600, 400), ring(6001, 4000))).toBe("nothing");
    expect(step(ring(600, 400), ring(610, 400))).toBe("draw");
    expect(step(ring(600, 0), ring(600, 0.01))).toBe("draw");
  });

  it("moves over a gap that comes and goes", () => {
    const [whole, broken] = [drawn({ traces: [line({ y: [3, 9] })] }), drawn({ traces: [line({ y: [3, null] })] })];
    expect([step(whole, broken), step(broken, whole)]).toEqual(["move", "move"]);
  });
});
