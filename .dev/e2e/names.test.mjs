// The worst name that a host, a network or a program can have: 255 characters of markup, reversed and control
// characters. Shown safely and legibly in every view, in the smallest window.

import assert from "node:assert/strict";
import { until } from "./lib/process.mjs";
import { scenario, withScenes } from "./lib/scenario.mjs";

const ADDRESS = "198.51.100.66";
const VIEWS = {
  overview: "[data-testid=chart-traffic] .plot svg",
  sources: "[data-testid=sources-table] [role=row][id]",
  packets: "[data-testid=packets-table] [role=row][id]",
  alerts: "[data-testid=alerts-list] li",
};
const here = withScenes(900, 600);

/** In the page: what a bad name could have done. */
function damage() {
  const text = document.body.innerText;
  const parts = [...document.querySelectorAll("#root *")];
  return {
    markup: parts.filter((part) => part.matches("img[src=x], script, a[href*='example.org']")).length,
    raw: /[\u202a-\u202e\u2066-\u2069\u0000-\u0008]/.test(text),
    sideways: document.documentElement.scrollWidth - innerWidth,
    torn: [...document.querySelectorAll("[role=gridcell]")].filter((cell) => cell.getBoundingClientRect().height > 30).length,
  };
}
const NONE = { markup: 0, raw: false, sideways: 0, torn: 0 };

for (const [view, ready] of Object.entries(VIEWS)) {
  scenario(`the worst name breaks nothing in ${view}`, async () => {
    await here.scenes.show({ scene: "hostile" }, { hash: `#/${view}`, ready });
    // Names come after the addresses.
    await until("a bad name is shown", () => here.scenes.page.run(() => document.body.innerText.includes("onerror") || document.body.innerText.includes("<b>")));
    assert.deepEqual(await here.scenes.page.run(damage), NONE);
  });
}

scenario("the worst name is written out in the source's detail, and stays within it", async () => {
  await here.scenes.show({ scene: "hostile" }, { hash: "#/sources", ready: VIEWS.sources });
  const open = (address) => {
    const row = [...document.querySelectorAll("[data-testid=sources-table] [role=row][id]")].find((one) => one.innerText.includes(address));
    row?.click();
    return !!row;
  };
  await until("its row is there", () => here.scenes.page.run(open, ADDRESS));
  const detail = () => here.scenes.page.run(() => document.querySelector("[data-testid=source-detail]")?.innerText ?? "");
  const said = await until("the detail has the name", async () => {
    const text = await detail();
    return text.includes("onerror") && text;
  });
  assert.match(said.replaceAll("\n", ""), /<img src=x onerror=alert\(1\)>\\u202E\\u0007&amp;(name){10}/);
  assert.deepEqual(await here.scenes.page.run(damage), NONE);
  const wider = await here.scenes.page.run(() => {
    const box = document.querySelector("[data-testid=source-detail]");
    return box.scrollWidth - box.clientWidth;
  });
  assert.ok(wider <= 0, `the detail is ${wider} px wider than its room`);
});
