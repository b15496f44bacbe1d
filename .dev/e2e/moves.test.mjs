// A chart is moved where that is enough, which costs a third: what it shows then is what a full drawing shows.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { buildScenes, Scenes } from "../lib/scenes.mjs";
import { until } from "./lib/process.mjs";
import { scenario } from "./lib/scenario.mjs";

const CHARTS = ["chart-traffic", "chart-attacks", "chart-requests"];
const MOVES = 4;

let scenes;

before(async () => {
  if (process.env.WEIR_E2E_SKIP) return;
  buildScenes();
  scenes = await Scenes.open();
  await scenes.resize(1280, 800);
});
after(() => scenes?.close());

/** In the page: how often each chart was drawn. */
const draws = (ids) => ids.map((id) => Number(document.querySelector(`[data-testid=${id}] .plot`).dataset.draws ?? 0));

/** In the page: what each chart shows now, and after everything is drawn anew. */
function compare(ids) {
  const shown = (host) =>
    [...host.querySelectorAll(".plot path")]
      .filter((element) => element.closest("defs") === null)
      .map((element) => [element.getAttribute("d"), element.getAttribute("transform")].join(" "))
      .sort();
  window.compared = null;
  const one = async (id) => {
    const host = document.querySelector(`[data-testid=${id}] .plot`);
    const moved = shown(host);
    await window.plotly.redraw(host);
    return [id, moved, shown(host)];
  };
  void Promise.all(ids.map(one)).then((all) => (window.compared = all));
}

scenario("a chart that was moved shows what a full drawing shows, with more points than it began with", async () => {
  // An interval ends with each look, and the first alert grows.
  await scenes.show({ scene: "attack", interval: 1 }, { ready: "[data-testid=chart-requests] .plot svg" });
  const points = () => scenes.page.run(() => document.querySelectorAll("[data-testid=chart-attacks] .point").length);
  const first = await points();
  const begun = await scenes.page.run(draws, CHARTS);
  await until("each chart was moved", async () => (await scenes.page.run(draws, CHARTS)).every((n, i) => n - begun[i] >= (i < 2 ? MOVES : 1)), 60_000);
  // An attack that goes on has another bar with each of its intervals of five seconds.
  await until("the bars of the attacks grew in number", async () => (await points()) > first, 15_000);
  await scenes.page.run(() => document.querySelector("[data-testid=pause-view]").click());
  await until("the view is paused", () => scenes.page.run(() => document.querySelector("[data-testid=chart-traffic]").dataset.state === "paused"));
  await scenes.page.run(compare, CHARTS);
  const compared = await until("they are drawn anew", () => scenes.page.run(() => window.compared));
  for (const [id, moved, drawn] of compared) {
    assert.ok(drawn.length > 5, id);
    assert.deepEqual(moved, drawn, id);
  }
});
