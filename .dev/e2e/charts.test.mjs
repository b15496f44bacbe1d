// The charts with a pointer, with keys and on disk: what is saved is what the table says, and nothing changes unasked.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { lab } from "./lib/lab.mjs";
import { until } from "./lib/process.mjs";
import { scenario, withApp } from "./lib/scenario.mjs";

const here = withApp({ prepare: (stage) => stage.settings({ version: 1, intervalS: 1 }) });
const [SHIFT, ESCAPE, ENTER, PAGE_DOWN] = ["\uE008", "\uE00C", "\uE007", "\uE00F"];
const [END, LEFT, RIGHT] = ["\uE010", "\uE012", "\uE014"];
const NAMES = ["tcp", "udp", "icmp", "arp", "other", "total"];

const downloads = () => path.join(here.desktop.stage.home, "Downloads");
const focus = (id) => here.weir.page.run((id) => document.querySelector(`[data-testid="${id}"]`).focus(), id);
const count = (css) => here.weir.page.run((css) => document.querySelectorAll(css).length, css);
const filter = () => here.weir.page.run(() => document.querySelector("#filter").value);

/** Chooses from a chart's menu what saves a file, and gives what is in it. */
async function save(chart, item, ending) {
  await here.weir.page.click(`[data-testid=${chart}] [data-testid=chart-menu]`);
  await until(`the menu has ${item}`, async () => (await count(`[data-testid=${item}]`)) === 1);
  await here.weir.click(item);
  const name = `weir-${chart.replace("chart-", "")}-`;
  const found = () => readdirSync(downloads()).find((file) => file.startsWith(name) && file.endsWith(ending));
  await until(`a file ${name}*${ending}`, () => {
    try {
      return found();
    } catch {
      return false;
    }
  });
  const file = path.join(downloads(), found());
  const said = () => here.weir.page.run(() => [...document.querySelectorAll(".mantine-Notification-root")].map((n) => n.innerText).join("\n"));
  await until("the window says where it is", async () => (await said()).includes(file));
  return readFileSync(file);
}

const sums = (rows) => Object.fromEntries(NAMES.map((name) => [name, rows.reduce((sum, row) => sum + (Number(row[name]) || 0), 0)]));

scenario("numbers that are exported are those of the table, with times that say their zone", async () => {
  await here.weir.start();
  const { protocols } = await lab.sendKnown();
  await lab.flood({ pps: 200, count: 600, sources: 5 });
  await here.weir.stop();
  await here.weir.showTable("chart-traffic");
  const table = await here.weir.table("chart-traffic-table");
  const [head, ...lines] = (await save("chart-traffic", "save-csv", ".csv")).toString().trim().split("\n").map((line) => line.split(","));
  const rows = lines.map((cells) => Object.fromEntries(cells.map((cell, at) => [head[at].toLowerCase(), cell])));
  assert.deepEqual(head, ["Time", "TCP", "UDP", "ICMP", "ARP", "Other", "Total", "Quality"]);
  assert.deepEqual(sums(rows), sums(table));
  assert.ok(sums(rows).tcp >= protocols.tcp.packets + 1 && sums(rows).total >= 600, JSON.stringify(sums(rows)));
  assert.equal(rows.length, table.length);
  for (const { time, quality } of rows) {
    assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
    assert.match(quality, /^(complete|gap|lower bound.*)$/);
  }
  assert.ok(Math.abs(Date.parse(rows.at(-1).time) - Date.now()) < 120_000, rows.at(-1).time);
  await here.weir.page.click("[data-testid=chart-traffic] button[aria-pressed=true][title*=chart]");
});

scenario("a picture has title, legend and axes in it, in two formats", async () => {
  const png = await save("chart-traffic", "save-png", ".png");
  assert.equal(png.subarray(1, 4).toString(), "PNG");
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1920, 1080]);
  const svg = (await save("chart-traffic", "save-svg", ".svg")).toString();
  for (const words of ["Traffic count", "Packets per", "Time (local)", "UDP", "Weir · "]) assert.ok(svg.includes(words), words);
  assert.doesNotMatch(svg.replaceAll(/xmlns[^=]*="[^"]*"/g, ""), /<script|https?:/);
});

scenario("what was saved is shown in its folder; without a file manager the window says where it is", async () => {
  await save("chart-traffic", "save-csv", ".csv");
  const said = () => here.weir.page.run(() => [...document.querySelectorAll(".mantine-Notification-root")].map((n) => n.innerText).join("\n"));
  // The newest of them is the last.
  const show = () => here.weir.page.run(() => [...document.querySelectorAll("[data-testid=show-export]")].at(-1).click());
  await show();
  await until("the window says where it is", async () => /No file manager could show the folder\. The file is \S+Downloads\/weir-traffic-\S+\.csv\./.test(await said()));
  await here.desktop.tray.openFiles();
  await save("chart-traffic", "save-svg", ".svg");
  await show();
  const shown = await until("the file manager was asked", async () => {
    const files = await here.desktop.tray.shownFiles();
    return files.length > 0 && files;
  });
  assert.equal(shown.length, 1);
  assert.match(shown[0], /^file:\/\/\S+\/Downloads\/weir-traffic-\S+\.svg$/);
});

scenario("a logarithmic axis begins at zero, counts in tens, and is remembered", async () => {
  // From below, as they stand: an axis that moved has them in any order.
  const ticks = () => here.weir.page.run(() => {
    const texts = [...document.querySelectorAll("[data-testid=chart-traffic] .ticks-y span")];
    return texts.sort((a, b) => b.getBoundingClientRect().y - a.getBoundingClientRect().y).map((text) => text.textContent);
  });
  const linear = await ticks();
  await focus("chart-traffic");
  await here.weir.page.press("g");
  await until("the ticks are powers of ten", async () => (await ticks()).every((text, at) => text === (at === 0 ? "0" : String(10 ** at))));
  assert.notDeepEqual(await ticks(), linear);
  await here.weir.page.run(() => location.reload());
  await here.weir.isReady();
  await until("it is logarithmic again", async () => (await ticks())[1] === "10");
  await here.weir.page.click("[data-testid=chart-traffic] [data-testid=chart-scale]");
  await until("and linear when asked", async () => JSON.stringify(await ticks()) === JSON.stringify(linear));
});

scenario("arrow keys go through a chart and say what is there; Enter narrows every view to it, Escape clears", async () => {
  const source = await here.weir.page.run(() => document.querySelector("[data-testid=sources-top] tbody th").textContent.trim());
  await focus("chart-requests");
  await here.weir.page.press(RIGHT);
  await until("the busiest source is said", async () => (await here.weir.text("say-polite"))?.startsWith(`${source}, `));
  assert.equal(await count("[data-testid=row-cursor]"), 1);
  await here.weir.page.press(ENTER);
  assert.equal(await filter(), `src ${source}`);
  await here.weir.goTo("sources");
  await until("the table has only that source", async () => {
    const rows = await here.weir.table("sources-table");
    return rows.length === 1 && rows[0].source.includes(source);
  });
  await here.weir.goTo("overview");
  await focus("chart-requests");
  await here.weir.page.press(RIGHT, ESCAPE);
  assert.equal(await filter(), `src ${source}`, "the first Escape leaves the chart only");
  await here.weir.page.press(ESCAPE);
  assert.equal(await filter(), "");
});

scenario("Shift with the arrow keys marks a stretch of time that every view shows, until one key clears it", async () => {
  const chip = () => here.weir.text("filter-chip");
  const times = async () => (await here.weir.table("packets-table")).map((row) => row.time);
  await here.weir.goTo("packets");
  const before = await times();
  await here.weir.goTo("overview");
  await focus("chart-traffic");
  await here.weir.page.press(END);
  await here.weir.page.chord(SHIFT, LEFT, LEFT);
  await until("a stretch is marked", async () => /\d\d:\d\d:\d\d/.test((await chip()) ?? ""));
  const [from, to] = (await chip()).match(/\d\d:\d\d:\d\d/g);
  await here.weir.goTo("packets");
  const narrowed = await times();
  assert.ok(narrowed.length > 0 && narrowed.length < before.length, `${narrowed.length} of ${before.length}`);
  for (const time of narrowed) assert.ok(time.slice(0, 8) >= from && time.slice(0, 8) <= to, `${time} in ${from}-${to}`);
  await here.weir.page.press(ESCAPE);
  await until("everything is there again", async () => (await times()).length === before.length);
  assert.equal(await chip(), null);
  await here.weir.goTo("overview");
});

scenario("a limit that is moved is only tried: Escape leaves it as it was, Use changes it", async () => {
  const limit = async () => Number(await here.weir.attribute("limit-handle-udp", "aria-valuenow"));
  const preview = () => here.weir.text("limit-preview");
  const old = await limit();
  await focus("limit-handle-udp");
  await here.weir.page.press(PAGE_DOWN, PAGE_DOWN);
  const tried = await limit();
  assert.equal(tried, Math.round(Math.round(old * 0.9) * 0.9));
  await here.weir.says("limit-preview", /would have fired \d+ time/);
  await here.weir.page.press(ESCAPE);
  await until("the trial is over", async () => (await preview()) === null);
  assert.equal(await limit(), old);
  await focus("limit-handle-udp");
  await here.weir.page.press(PAGE_DOWN);
  await here.weir.says("limit-preview", /would have fired/);
  await here.weir.click("limit-use");
  await until("it is in force", async () => (await preview()) === null && (await limit()) === Math.round(old * 0.9));
  await here.weir.goTo("settings");
  const written = await here.weir.page.run(() => document.querySelector("[data-testid=limit-udp-interval]").value);
  assert.equal(Number(written.replaceAll(/\D/g, "")), Math.round(old * 0.9));
});
