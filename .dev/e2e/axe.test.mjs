// Every view in both themes is legible and operable by WCAG 2.2 AA, as far as axe-core can tell.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { THEMES, checkTheme, written } from "../lib/axe.mjs";
import { buildScenes, Scenes } from "../lib/scenes.mjs";
import { scenario } from "./lib/scenario.mjs";

let scenes;

before(async () => {
  if (process.env.WEIR_E2E_SKIP) return;
  buildScenes();
  scenes = await Scenes.open();
  await scenes.resize(1280, 800);
});
after(() => scenes?.close());

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
