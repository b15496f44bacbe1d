// The long tables against real packets: a row opens, the keyboard goes from row to row, and every source is reachable.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import ipaddr from "ipaddr.js";
import { lab } from "./lib/lab.mjs";
import { until } from "./lib/process.mjs";
import { scenario, withApp } from "./lib/scenario.mjs";

const here = withApp();
const [ENTER, ESCAPE, BACKSPACE, ALT] = ["\uE007", "\uE00C", "\uE003", "\uE00A"];
const [DOWN, LEFT, RIGHT, HOME, END] = ["\uE015", "\uE012", "\uE014", "\uE011", "\uE010"];
const MIX = { pps: 800, count: 4000, sources: 20 };
// Nine in ten have an address of their own.
const CROWD = { pps: 8000, count: 64_000, proto: "spoofed" };
const LEAST_CROWD = 50_000;

const focus = (id) => here.weir.page.run((id) => document.querySelector(`[data-testid="${id}"]`).focus(), id);
const count = (id) => here.weir.page.run((id) => document.querySelectorAll(`[data-testid="${id}"]`).length, id);
const cell = (table, row, column) =>
  here.weir.page.run(
    (table, row, column) => document.querySelector(`#${table}-${row} [role=gridcell]:nth-child(${column})`)?.innerText ?? null,
    table,
    row,
    column,
  );

/** An address as the number that it is ordered by: those of IPv4 come before those of IPv6. */
const numberOf = (ip) => {
  const bytes = ipaddr.parse(ip).toByteArray();
  return [bytes.length, ...bytes].reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
};

async function filter(text) {
  await here.weir.page.run(() => document.querySelector("#filter").focus());
  await here.weir.page.press(...text, ESCAPE, ESCAPE);
}

/** Rows are taken over every five seconds, and within a second of that. */
const BEAT_MS = 6000;

/** Waits until the table stands still: the last packets are in it. */
const settled = (id) =>
  until(`${id} stands still`, async () => {
    const before = await here.weir.text(id);
    await sleep(BEAT_MS + 500);
    return before !== null && before === (await here.weir.text(id));
  }, 60_000);

scenario("the keyboard goes to a source and opens all that is known of it", async () => {
  await here.weir.start();
  await lab.flood(MIX);
  await here.weir.goTo("sources");
  await until("rows are there", () => cell("sources-table", 1, 1));
  await settled("sources-totals");
  await focus("sources-table");
  await here.weir.page.press(DOWN, DOWN, ENTER);
  const ip = await cell("sources-table", 1, 1);
  await here.weir.says("source-detail", new RegExp(ip.replaceAll(".", "\\.")));
  const detail = await until("the details have the number of the row", async () => {
    const said = await here.weir.text("source-detail");
    return new RegExp(`Packets\\s+${await cell("sources-table", 1, 3)}`).test(said) && said;
  });
  assert.match(detail, /Sends to/);
  assert.match(detail, /To ports/);
  // The details follow the keyboard, and Escape closes them before it clears anything.
  await here.weir.page.press(DOWN);
  const next = await cell("sources-table", 2, 1);
  await here.weir.says("source-detail", new RegExp(next.replaceAll(".", "\\.")));
  await here.weir.page.press(ESCAPE);
  assert.equal(await here.weir.text("source-detail"), null);
});

scenario("the search goes through all of them, and the totals are those of what is shown", async () => {
  const ip = await cell("sources-table", 0, 1);
  const packets = await cell("sources-table", 0, 3);
  await focus("sources-search");
  await here.weir.page.press(...ip);
  await here.weir.says("sources-totals", new RegExp(`sources?, 1 shown: ${packets} packets`));
  for (let i = 0; i < ip.length; i += 1) await here.weir.page.press(BACKSPACE);
  await here.weir.says("sources-totals", /^\d+ sources: [\d,]+ packets/);
});

scenario("what is shown is saved as CSV, every row of it", async () => {
  const [, all] = (await here.weir.text("sources-totals")).match(/^(\d+) sources/);
  await here.weir.click("sources-export");
  const said = () => here.weir.page.run(() => [...document.querySelectorAll(".mantine-Notification-root")].map((one) => one.innerText).join("\n"));
  const [, file] = await until("it is saved", async () => (await said()).match(/Saved as (\S+\.csv)/));
  const [head, ...rows] = readFileSync(file, "utf8").trim().split("\n");
  assert.match(head, /^source,packets,bytes,tcp,/);
  assert.equal(rows.length, Number(all));
  assert.equal(rows[0].split(",")[0], await cell("sources-table", 0, 1));
});

scenario("a source narrows every view, and Alt+Left takes that back", async () => {
  const ip = await cell("sources-table", 0, 1);
  await focus("sources-table");
  await here.weir.page.press(HOME, ENTER);
  await here.weir.click("source-filter");
  await here.weir.says("filter-chip", new RegExp(`src ${ip.replaceAll(".", "\\.")}`));
  await here.weir.says("sources-totals", / 1 shown: /);
  await here.weir.goTo("packets");
  await here.weir.says("packets-found", /^[1-9]\d* of the newest \d/);
  const rows = await here.weir.table("packets-table");
  assert.ok(rows.length > 10);
  assert.ok(rows.every((row) => row.source === ip || row.source.startsWith(`${ip}:`)), JSON.stringify(rows[0]));
  await focus("packets-table");
  await here.weir.page.chord(ALT, LEFT);
  await until("the filter is gone", async () => (await count("filter-chip")) === 0);
  await here.weir.page.chord(ALT, RIGHT);
  await until("and there again", async () => (await count("filter-chip")) === 1);
  await here.weir.page.press(ESCAPE);
  assert.equal(await count("filter-chip"), 0);
});

scenario("a packet opens in its layers, with the program or why there is none, and the list stands still", async () => {
  // An ARP request may come at any moment, and has no such layers.
  await filter("not proto arp");
  await until("packets are there", () => cell("packets-table", 0, 1));
  await here.weir.page.click("#packets-table-0 [role=gridcell]:first-child");
  const said = await here.weir.says("packet-detail", /IPv4|IPv6/);
  assert.match(said, /Frame/);
  assert.match(said, /Direction\s+to this machine/);
  await here.weir.click("packet-copy");
  await here.weir.says("packet-copy", /Copied/);
  const time = await cell("packets-table", 0, 1);
  await lab.flood({ pps: 500, count: 500, sources: 5, proto: "tcp" });
  await here.weir.says("packets-newer", /newer/);
  assert.equal(await cell("packets-table", 0, 1), time);
  await here.weir.click("packets-newer");
  await until("the newest are shown", async () => (await cell("packets-table", 0, 1)) !== time);
  assert.equal(await here.weir.text("packet-detail"), null);
  await here.weir.page.click("#packets-table-0 [role=gridcell]:first-child");
  await here.weir.says("packet-detail", /Program\s+(none now|on another machine)/);
  await here.weir.click("packet-detail-close");
  await here.weir.page.press(ESCAPE);
  await until("the filter is gone", async () => (await count("filter-chip")) === 0);
});

scenario("a filter that nothing passes says so in each view, and one key shows everything again", async () => {
  for (const view of ["sources", "packets"]) {
    await here.weir.goTo(view);
    await filter("src 203.0.113.254");
    await here.weir.says("none-left", /passes the filter/);
    await here.weir.goTo(view);
    await here.weir.page.press(ESCAPE);
    await until("rows are back", () => cell(`${view}-table`, 0, 1));
  }
});

scenario("every one of 50,000 sources can be scrolled to, and ordered", async () => {
  await here.weir.goTo("sources");
  const { sent } = await lab.flood(CROWD);
  await settled("sources-totals");
  const rows = Number(await here.weir.attribute("sources-table", "aria-rowcount")) - 1;
  assert.ok(rows >= LEAST_CROWD, `${rows} rows of ${sent} packets`);
  await focus("sources-table");
  await here.weir.page.press(END);
  await until("the last row is there", () => cell("sources-table", rows - 1, 1));
  assert.equal(await cell("sources-table", rows - 1, 3), "1");
  // By address: what is last in one order is first in the other.
  const order = async (direction) => {
    await focus("sources-table");
    await here.weir.page.press(HOME);
    await here.weir.page.click("[data-testid=sources-table] [role=columnheader]:first-child .sort");
    // 50,000 rows are ordered anew by a core that was not optimized: the heading is ahead of them.
    await until(`ordered ${direction}`, async () => {
      const rising = [];
      for (let row = 0; row < 8; row += 1) rising.push(numberOf(await cell("sources-table", row, 1)));
      if (direction === "descending") rising.reverse();
      return rising.every((number, i) => i === 0 || rising[i - 1] < number);
    });
    await focus("sources-table");
  };
  await order("ascending");
  await here.weir.page.press(END);
  const greatest = await until("the last row is there", () => cell("sources-table", rows - 1, 1));
  await order("descending");
  await here.weir.page.press(HOME);
  await until("the last is the first", async () => (await cell("sources-table", 0, 1)) === greatest);
  await here.weir.stop();
});

scenario("a source has its last minutes, and the columns are chosen and fit the window", async () => {
  const headings = () =>
    here.weir.page.run(() => [...document.querySelectorAll("[data-testid=sources-table] [role=columnheader]")].map((one) => one.innerText.trim().toLowerCase()));
  const overflow = () => here.weir.page.run(() => {
    const { scrollWidth, clientWidth } = document.querySelector("[data-testid=sources-table]").parentElement;
    return scrollWidth - clientWidth;
  });
  await until("there is a trend", () => here.weir.page.run(() => !!document.querySelector("#sources-table-0 .sparkline path")));
  const wide = await headings();
  await here.weir.resize(900, 600);
  await until("fewer columns are there", async () => (await headings()).length < wide.length);
  const narrow = await headings();
  assert.deepEqual(narrow.slice(0, 3), ["source", "name, country, network", "packets"]);
  assert.equal(await overflow(), 0);
  await here.weir.click("columns");
  await here.weir.click("column-first");
  await until("what is asked for is there", async () => (await headings()).includes("first seen"));
  await here.weir.click("column-alert");
  await until("what is not wanted is gone", async () => !(await headings()).includes("alert"));
  await here.weir.click("columns-reset");
  await until("all is as it was", async () => String(await headings()) === String(narrow));
  await here.weir.page.press(ESCAPE);
  await here.weir.resize(1280, 800);
  await until("and so in a wide window", async () => String(await headings()) === String(wide));
});
