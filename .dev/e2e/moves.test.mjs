// A chart is moved where that is enough, which costs a third: what it shows then is what a full drawing shows.

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { until } from "./lib/process.mjs";
import { scenario, withScenes } from "./lib/scenario.mjs";

const CHARTS = ["chart-traffic", "chart-attacks", "chart-requests"];
const MOVES = 4;
const ENTER = "\uE007";

const here = withScenes(1280, 800);

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

const state = () => here.scenes.page.run(draws, CHARTS);

/** A paused window draws once more, since its boxes are lower; until it has, drawn is not what should be. */
async function settled() {
  let before = await state();
  await until("nothing more is drawn", async () => {
    await sleep(300);
    const now = await state();
    const same = String(now) === String(before);
    before = now;
    return same;
  });
}

async function showsWhatItShould() {
  await settled();
  await here.scenes.page.run(compare, CHARTS);
  const compared = await until("they are drawn anew", () => here.scenes.page.run(() => window.compared));
  for (const [id, moved, drawn] of compared) {
    assert.ok(drawn.length > 5, id);
    assert.deepEqual(moved, drawn, id);
  }
}

scenario("a chart that was moved shows what a full drawing shows, with more points than it began with", async () => {
  // An interval ends with each look, and the first alert grows.
  await here.scenes.show({ scene: "attack", interval: 1 }, { ready: "[data-testid=chart-requests] .plot svg" });
  const points = () => here.scenes.page.run(() => document.querySelectorAll("[data-testid=chart-attacks] .point").length);
  const first = await points();
  const begun = await here.scenes.page.run(draws, CHARTS);
  await until("each chart was moved", async () => (await here.scenes.page.run(draws, CHARTS)).every((n, i) => n - begun[i] >= (i < 2 ? MOVES : 1)), 60_000);
  // An attack that goes on has another bar with each of its intervals of five seconds.
  await until("the bars of the attacks grew in number", async () => (await points()) > first, 15_000);
  await here.scenes.page.run(() => document.querySelector("[data-testid=pause-view]").click());
  await until("the view is paused", () => here.scenes.page.run(() => document.querySelector("[data-testid=chart-traffic]").dataset.state === "paused"));
  await showsWhatItShould();
  const rows = () => here.scenes.page.run(() => document.querySelectorAll("[data-testid=chart-requests] .ticks-y span").length);
  const [all, drawn] = [await rows(), await state()];
  await here.scenes.page.click("[data-testid=filter]");
  await here.scenes.page.press(..."src 192.168.1.0/24", ENTER);
  await until("sources are left out", async () => (await rows()) < all);
  await showsWhatItShould();
  assert.ok((await state())[2] > drawn[2], "the chart has fewer rows");
});
