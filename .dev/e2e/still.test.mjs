// Numbers change, and what stands beside them does not move: watched in the running window, since no picture shows it.

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { lab } from "./lib/lab.mjs";
import { until } from "./lib/process.mjs";
import { scenario, withApp } from "./lib/scenario.mjs";

const here = withApp();
const RATE = 1000;
const INTERVAL_MS = 5000;
const WATCH_MS = 11_000;

/**
 * Runs in the page: notes again and again where these elements begin, and what they say. With `refresh` it also looks
 * each time: by itself the window may never look just after an interval has begun, when it has no packets yet.
 */
function watch(css, ms, refresh) {
  window.places = [];
  const note = () => {
    window.places.push([...document.querySelectorAll(css)].map((one) => [Math.round(one.getBoundingClientRect().left), one.textContent]));
    if (refresh) document.querySelector("[data-testid=refresh-view]").click();
  };
  const timer = setInterval(note, 120);
  setTimeout(() => clearInterval(timer), ms);
}

/** What was noted: [place, text] of each element at each time. */
async function watched(css, refresh) {
  await here.weir.page.run(watch, css, WATCH_MS, refresh);
  await sleep(WATCH_MS + 500);
  const noted = await here.weir.page.run(() => window.places);
  assert.ok(noted.length > 20, `${noted.length} looks at the page`);
  assert.ok(noted.every((all) => all.length > 0), "there is something that could move");
  const texts = new Set(noted.map((all) => all.map(([, text]) => text).join()));
  assert.ok(texts.size > 2, `its numbers change: ${[...texts].join(" | ")}`);
  return noted;
}

/** The different places of each element. */
const places = (noted) => [...new Set(noted.map((all) => all.map(([left]) => left).join()))];

scenario("the names above the traffic keep their places and their numbers from interval to interval", async () => {
  await here.weir.start();
  const flood = lab.flood({ pps: RATE, count: RATE * 45 });
  // Until the numbers of a whole interval were there twice, their room may grow.
  await until("there is traffic", () => here.weir.page.run(() => /[1-9]/.test(document.querySelector("[data-testid=chart-traffic] .legend b")?.textContent ?? "")));
  await sleep(2.5 * INTERVAL_MS);

  // By hand it can be done more often than each second.
  await here.weir.click("auto-refresh");
  await here.weir.click("auto-refresh-0");
  const noted = await watched("[data-testid=chart-traffic] .legend > li", true);
  const empty = noted.filter((all) => all.some(([, text]) => !/\d$/.test(text)));
  assert.deepEqual(empty, [], "each has its number, also when an interval begins");
  assert.equal(places(noted).length, 1, `they stand still: ${places(noted).join(" | ")}`);

  await here.weir.goTo("interfaces");
  await here.weir.says(`interface-rate-${lab.iface}`, /\d/);
  await sleep(3000);
  const columns = await watched(".interfaces tbody tr:first-child > *", false);
  assert.equal(places(columns).length, 1, `so do the columns of the interfaces: ${places(columns).join(" | ")}`);
  await flood;
});

scenario("numbers in one row are pieces of one height, which the web view paints without what lies between", async () => {
  await here.weir.goTo("overview");
  const rows = await here.weir.page.run(() =>
    [...document.querySelectorAll(".kpi-line > *")].map((one) => {
      const { top, height } = one.getBoundingClientRect();
      return `${top} ${height}`;
    }),
  );
  assert.ok(rows.length > 5, `${rows.length} pieces`);
  assert.equal(new Set(rows).size, 1, rows.join(", "));
});

scenario("scrollbars have their own place and do not fade, and nothing has to be scrolled sideways", async () => {
  const [gutter, sideways] = await here.weir.page.run(() => {
    const main = document.querySelector("main");
    return [main.offsetWidth - main.clientWidth, main.scrollWidth - main.clientWidth];
  });
  assert.equal(gutter, 10);
  assert.equal(sideways, 0);
});
