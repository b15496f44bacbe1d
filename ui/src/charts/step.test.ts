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
    ["the side of zero", drawn({ y: { range: [-1, 5] } })],
    ["the number of rows", drawn({ y: { range: [0, 5], rows: ["a"] } })],
    ["the theme", drawn({ ink: { text: "#fff", grid: "#111" } })],
  ];
  it.each(anew)("draws anew when %s changed", (_, next) => expect(step(drawn(), next)).toBe("draw"));

  it("moves when an end of an axis or the words on it changed", () => {
    expect(step(drawn(), drawn({ y: { range: [0, 6], step: 2 } }))).toBe("move");
    const rows = (name: string) => drawn({ y: { range: [1.5, -0.5], rows: [name, "b"] } });
    expect([step(rows("a"), rows("c")), step(rows("a"), rows("a"))]).toEqual(["move", "nothing"]);
  });

  it("moves when points come and go, but for rows, which have names", () => {
    const grown = drawn({ traces: [line({ x: [1, 2, 3], y: [3, 4, 5] })] });
    expect([step(drawn(), grown), step(grown, drawn())]).toEqual(["move", "move"]);
    const rows = (x: number[]) =>
      drawn({ traces: [{ ...line({ x, y: x }), kind: "bars", ground: "#fff", hatched: false, across: true, width: 1 }] });
    expect(step(rows([1, 2]), rows([1, 2, 3]))).toBe("draw");
  });

  it("moves over a gap that comes and goes", () => {
    const [whole, broken] = [drawn({ traces: [line({ y: [3, 9] })] }), drawn({ traces: [line({ y: [3, null] })] })];
    expect([step(whole, broken), step(broken, whole)]).toEqual(["move", "move"]);
  });
});
