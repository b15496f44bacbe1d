// Every view in both themes is legible and operable by WCAG 2.2 AA, as far as axe-core can tell.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { THEMES, checkTheme, openStill, written } from "../lib/axe.mjs";
import { buildScenes, Scenes } from "../lib/scenes.mjs";
import { until } from "./lib/process.mjs";
import { scenario } from "./lib/scenario.mjs";

let scenes;

before(async () => {
  if (process.env.WEIR_E2E_SKIP) return;
  buildScenes();
  scenes = await openStill();
  await scenes.resize(1280, 800);
});
after(() => scenes?.close());

/** In the page: what would move, and whether the desktop's wish has arrived. */
function moving() {
  const moves = (element) => {
    const { transitionDuration, animationDuration, animationName } = getComputedStyle(element);
    const lasts = (durations) => durations.split(", ").some((one) => parseFloat(one) > 0);
    return lasts(transitionDuration) || (animationName !== "none" && lasts(animationDuration));
  };
  const all = [...document.querySelectorAll("body *")].filter(moves);
  return { still: matchMedia("(prefers-reduced-motion: reduce)").matches, moving: all.length };
}

scenario("nothing moves on a desktop that asks for little motion", async () => {
  const look = async (page) => {
    await page.show({ scene: "attack" }, { hash: "#/settings", ready: "[data-testid=promiscuous]" });
    return page.page.run(moving);
  };
  assert.deepEqual(await look(scenes), { still: true, moving: 0 });
  const usual = await Scenes.open();
  try {
    assert.equal((await look(usual)).still, false);
    await until("a switch slides where nobody minds", async () => (await usual.page.run(moving)).moving > 0);
  } finally {
    await usual.close();
  }
});

for (const theme of THEMES) {
  scenario(`axe-core finds nothing in any view, ${theme}`, async () => {
    const said = [];
    let looked = 0;
    await checkTheme(scenes, theme, (name, violations) => {
      looked += 1;
      if (violations.length > 0) said.push(`${name}\n${written(violations)}`);
    });
    assert.equal(said.join("\n"), "");
    assert.ok(looked >= 11, `only ${looked} views and states were looked at`);
  });
}
