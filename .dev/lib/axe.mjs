// Every view in both themes, held against WCAG 2.2 AA by axe-core, in the web view that Weir has.

import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import path from "node:path";
import { until } from "../e2e/lib/process.mjs";
import { ROOT } from "./run.mjs";
import { Scenes } from "./scenes.mjs";

const AXE = readFileSync(path.join(ROOT, "node_modules/axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const TAG = "data-testid^=view-";

export const THEMES = ["light", "dark"];

/** The overview in each state that looks different. */
const STATES = [
  { scene: "idle" },
  { scene: "doctor" },
  { scene: "stale" },
  { scene: "waits" },
  { scene: "hostile" },
  { scene: "attack", language: "de", patterns: "always" },
];

const [HOME, ENTER] = ["\uE011", "\uE007"];

// Charts, and what appears late by design.
const SETTLED_MS = 700;

// Whatever fades in would be judged by the colours that it has halfway, so nothing may.
export const openStill = () => Scenes.open(undefined, { still: true });

/** Checks one theme; calls `tell(state, violations)` for each view and state. Gives the number of violations. */
export async function checkTheme(scenes, theme, tell) {
  let found = 0;
  const look = async (name) => {
    await sleep(SETTLED_MS);
    await until("nothing moves any more", () => scenes.page.run(() => document.getAnimations().length === 0));
    const violations = await check(scenes.page);
    found += violations.length;
    tell(name, violations);
  };
  await scenes.show({ scene: "attack", theme }, { ready: ".plot svg" });
  // Whatever views the rail has.
  const views = await scenes.page.run((tag) => [...document.querySelectorAll(`[${tag}]`)].map((link) => link.dataset.testid.slice(5)), TAG);
  for (const view of views) {
    await scenes.page.run((view) => (location.hash = `#/${view}`), view);
    await look(view);
  }
  for (const table of ["sources", "packets"]) {
    await scenes.page.run((view) => (location.hash = `#/${view}`), table);
    await until(`the table of ${table}`, () => scenes.page.run((table) => !!document.querySelector(`[data-testid=${table}-table]`), table));
    await sleep(SETTLED_MS);
    await scenes.page.run((table) => document.querySelector(`[data-testid=${table}-table]`).focus(), table);
    await scenes.page.press(HOME, ENTER);
    await look(`${table} with the details of a row`);
  }
  for (const state of STATES) {
    await scenes.show({ ...state, theme });
    await look(Object.values(state).join(" "));
  }
  await scenes.show({ scene: "many", theme }, { ready: "[data-testid=quality-dropped]" });
  await scenes.page.run(() => document.querySelector("[data-testid=quality-dropped]").click());
  await until("the meaning is shown", () => scenes.page.run(() => !!document.querySelector("[data-testid=quality-about]")));
  await look("the meaning of a word of the quality strip");
  return found;
}

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

/** Violations as text. */
export const written = (violations) => violations.map(({ id, help, nodes }) => `    ${id}: ${help}\n${nodes.map((node) => `      ${node}`).join("\n")}`).join("\n");
