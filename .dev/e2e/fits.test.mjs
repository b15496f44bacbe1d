// In the smallest window that Weir has, nothing has to be scrolled sideways, whatever is in it.

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { until } from "./lib/process.mjs";
import { scenario, withScenes } from "./lib/scenario.mjs";

const VIEWS = ["overview", "sources", "packets", "alerts", "interfaces", "settings", "help"];
// Long words, many alerts and sources, the longest names that an interface and a program can have.
const STATES = [
  { scene: "attack", language: "de" },
  { scene: "many" },
  { scene: "hostile" },
];
// Charts, and what appears late by design.
const SETTLED_MS = 700;

const here = withScenes(900, 600);

/** In the page: what is wider than its place and can be scrolled there, and by how much. */
function tooWide() {
  const scrolls = (one) => ["auto", "scroll"].includes(getComputedStyle(one).overflowX);
  return [document.scrollingElement, ...document.querySelectorAll("body *")]
    .filter((one) => one.scrollWidth > one.clientWidth && one.clientWidth > 0 && (scrolls(one) || one === document.scrollingElement))
    .map((one) => `${one.tagName.toLowerCase()}.${one.className} ${one.scrollWidth - one.clientWidth} px`);
}

for (const state of STATES) {
  scenario(`nothing is wider than a window of 900 by 600: ${Object.values(state).join(" ")}`, async () => {
    const said = [];
    await here.scenes.show(state);
    for (const view of VIEWS) {
      await here.scenes.page.run((view) => (location.hash = `#/${view}`), view);
      await until(view, () => here.scenes.page.run((view) => document.querySelector(`[data-testid=view-${view}]`)?.getAttribute("aria-current") === "page", view));
      await sleep(SETTLED_MS);
      for (const one of await here.scenes.page.run(tooWide)) said.push(`${view}: ${one}`);
    }
    assert.deepEqual(said, []);
  });
}
