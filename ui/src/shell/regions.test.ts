import { beforeEach, describe, expect, it } from "vitest";
import { INTERVALS_S, neighbour, RANGES_S } from "../scope";
import { toRegion } from "./regions";

describe("the key that goes from part to part", () => {
  beforeEach(() => {
    document.body.innerHTML = `
      <header class="head"><button disabled>x</button><button id="start">Start</button></header>
      <nav class="rail"><button id="view">Overview</button></nav>
      <main id="main" tabindex="-1"><div hidden><button>hidden</button></div></main>
      <footer class="strip"><button id="word">Complete</button></footer>`;
  });
  const walk = (...steps: (1 | -1)[]) =>
    steps.map((step) => {
      toRegion(step);
      return document.activeElement?.id;
    });

  it("focuses what can be used there first, else the part itself, and comes round", () =>
    expect(walk(1, 1, 1, 1, 1)).toEqual(["start", "view", "main", "word", "start"]));
  it("goes back as well", () => expect(walk(-1, -1, -1)).toEqual(["word", "main", "view"]));
});

describe("the next choice", () => {
  it("stops at the ends, and leaves a value alone that is none of them", () => {
    expect([neighbour(INTERVALS_S, 5, 1), neighbour(INTERVALS_S, 5, -1)]).toEqual([10, 1]);
    expect([neighbour(INTERVALS_S, 60, 1), neighbour(RANGES_S, 60, -1)]).toEqual([60, 60]);
    expect([neighbour(RANGES_S, 3600, 1), neighbour<number>(INTERVALS_S, 7, 1)]).toEqual([0, 7]);
  });
});
