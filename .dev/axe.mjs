// npm run axe: every view in both themes held against WCAG 2.2 AA by axe-core, in the real web view.

import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import path from "node:path";
import { Plain, ROOT, main } from "./lib/run.mjs";
import { buildScenes, Scenes } from "./lib/scenes.mjs";

const AXE = readFileSync(path.join(ROOT, "node_modules/axe-core/axe.min.js"), "utf8");
const VIEWS = ["overview", "sources", "packets", "alerts", "settings"];
// A view in each state that looks different.
const STATES = [
  ...VIEWS.map((view) => ({ view, scene: "attack" })),
  { view: "overview", scene: "idle" },
  { view: "overview", scene: "doctor" },
  { view: "overview", scene: "stale" },
  { view: "overview", scene: "waits" },
  { view: "overview", scene: "hostile" },
  { view: "overview", scene: "attack", language: "de" },
];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

main(async () => {
  buildScenes();
  const scenes = await Scenes.open();
  let found = 0;
  try {
    await scenes.resize(1280, 800);
    for (const theme of ["light", "dark"]) {
      for (const { view, ...state } of STATES) {
        await scenes.show({ ...state, theme }, { hash: `#/${view}` });
        await sleep(1500);
        const violations = await check(scenes.page);
        found += violations.length;
        console.log(`${violations.length === 0 ? "ok" : "NOT OK"}  ${theme} ${view} ${Object.values(state).join(" ")}`);
        for (const { id, help, nodes } of violations) console.log(`    ${id}: ${help}\n${nodes.map((node) => `      ${node}`).join("\n")}`);
      }
    }
  } finally {
    await scenes.close();
  }
  if (found > 0) throw new Plain(`${found} rules of accessibility are broken.`);
});

async function check(page) {
  await page.run((source) => {
    if (!window.axe) new Function(source)();
  }, AXE);
  await page.run((tags) => {
    window.checked = null;
    window.axe.run(document, { runOnly: tags, resultTypes: ["violations"] }).then((result) => (window.checked = result.violations));
  }, RULES);
  for (let waited = 0; waited < 300; waited += 1) {
    const done = await page.run(() => window.checked?.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.slice(0, 4).map((node) => `${node.target.join(" ")}  ${node.any[0]?.message ?? ""}`) })) ?? null);
    if (done) return done;
    await sleep(100);
  }
  throw new Error("axe-core did not come to an end");
}
