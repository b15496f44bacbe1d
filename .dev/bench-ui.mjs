// npm run bench:ui: what the window costs, as Markdown. It measures; a person judges.
//
// The window is the released one but for its scripted core, in the same web view; CPU is that of the web process, as
// the kernel counts it. Compare within one run only: machines differ, and so do the hours of one machine.

import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { cost } from "./lib/measure.mjs";
import { main } from "./lib/run.mjs";
import { buildScenes, Scenes } from "./lib/scenes.mjs";

const SECONDS = Number(process.env.WEIR_BENCH_S ?? 20);
const ROUNDS = Number(process.env.WEIR_BENCH_ROUNDS ?? 2);
// The web view translates the page's program into that of the machine in the first minute; that is not what it costs.
const WARM_UP_MS = 1000 * Number(process.env.WEIR_BENCH_WARM_S ?? 30);
// A look each 40 ms instead of each second: an hour of looks in 144 s.
const FAST_MS = 40;
const HOUR_OF_LOOKS = 3600;
const CROWD = 50_000;
// The engine of the page says what each collection of its garbage left. Each takes all of it: most take only what is
// young, and the others come by the clock, once or twice in two minutes, which would be once in an hour of fast looks.
const TELLS_MEMORY = { JSC_logGC: "1", JSC_useGenerationalGC: "0" };

const ONE_HZ = [
  ["nothing drawn: numbers and tables only", { scene: "attack", ahead: 1, draw: "none" }],
  ["**the window**, 5 min in 5 s", { scene: "attack", ahead: 1 }],
  ["the window, 5 min in 1 s", { scene: "attack", ahead: 1, interval: 1 }],
  ["the window, 8 h in 1 s (newest 720)", { scene: "attack", ahead: 1, interval: 1, range: 0, before: 28_800 }],
  ["plain `Plotly.react` of all charts, 5 min in 5 s", { scene: "attack", ahead: 1, draw: "plain" }],
  ["plain `Plotly.react` of all charts, 5 min in 1 s", { scene: "attack", ahead: 1, draw: "plain", interval: 1 }],
];

main(async () => {
  buildScenes();
  const only = process.argv.slice(2);
  for (const [name, part] of Object.entries({ oneHz, hidden, memory, first, crowd })) {
    if (only.length > 0 && !only.includes(name)) continue;
    const scenes = await Scenes.open(undefined, { env: part === memory ? TELLS_MEMORY : {} });
    try {
      await scenes.resize(1280, 800);
      await part(scenes);
    } finally {
      await scenes.close();
    }
  }
});

const web = (scenes) => scenes.find("WebKitWebProces");

async function cpu(scenes) {
  const [{ cpu }] = await cost([web(scenes)], SECONDS);
  return cpu;
}

/** Overview at one look each second; rounds alternate, so that a slow minute hits all alike. */
async function oneHz(scenes) {
  const found = ONE_HZ.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [place, [, query]] of ONE_HZ.entries()) {
      await scenes.show(query);
      await sleep(WARM_UP_MS);
      found[place].push(await cpu(scenes));
    }
  }
  const means = found.map((values) => values.reduce((sum, value) => sum + value, 0) / values.length);
  const drawing = means.map((mean) => mean - means[0]);
  console.log(`\n## Overview at 1 Hz (1280 x 800, ${ROUNDS} x ${SECONDS} s)\n`);
  console.log("| what | web process, % of a core | of it drawing | against plain |\n|---|---|---|---|");
  for (const [place, [name, query]] of ONE_HZ.entries()) {
    const against = ONE_HZ.findIndex(([, other]) => other.draw === "plain" && other.interval === query.interval);
    const ratio = query.draw === "none" || against < 0 ? "" : (means[place] / means[against]).toFixed(2);
    console.log(`| ${name} | ${found[place].map((value) => value.toFixed(1)).join(", ")} | ${drawing[place].toFixed(1)} | ${ratio} |`);
  }
  console.log(`\n8 h in the store against 5 min, both in 1 s: ${(means[3] / means[2]).toFixed(2)}`);
}

/** A hidden window keeps its numbers and draws nothing. */
async function hidden(scenes) {
  await scenes.show({ scene: "attack", ahead: 1 });
  await sleep(WARM_UP_MS);
  await scenes.page.minimize();
  await sleep(WARM_UP_MS);
  const draws = () => scenes.page.run(() => [...document.querySelectorAll(".plot")].map((plot) => Number(plot.dataset.draws)));
  const before = await draws();
  const used = await cpu(scenes);
  const after = await draws();
  const drawn = after.reduce((sum, value, place) => sum + value - before[place], 0);
  console.log(`\n## Hidden\n\n${used.toFixed(2)} % of a core, ${drawn} drawings in ${SECONDS} s`);
}

/** Memory of the web process over looks that come 25 times as fast. */
async function memory(scenes) {
  await scenes.show({ scene: "attack", ahead: 1 });
  const hours = Number(process.env.WEIR_BENCH_HOURS ?? 4);
  const look = (count, ms) => scenes.page.run((count, ms) => {
    window.left = count;
    const next = () => {
      if (window.left-- > 0) void window.weir.controller.look("asked").then(() => setTimeout(next, ms));
    };
    next();
  }, count, ms);
  const resident = () => Number(readFileSync(`/proc/${web(scenes)}/status`, "utf8").match(/VmRSS:\s+(\d+)/)[1]) / 1024;
  const run = async (count) => {
    const seen = [];
    await look(count, FAST_MS);
    do {
      await sleep(1000);
      seen.push(resident());
    } while ((await scenes.page.run(() => window.left)) > 0);
    return seen.sort((a, b) => a - b);
  };
  console.log(`\n## Memory of the web process (a look each ${FAST_MS} ms instead of each second)\n`);
  console.log("| hour of looks | held by the page, MiB: least | median | most | resident, MiB: least | median | most | elements | drawings |\n|---|---|---|---|---|---|---|---|---|");
  for (let hour = 1; hour <= hours; hour += 1) {
    scenes.said();
    const seen = await run(HOUR_OF_LOOKS);
    const held = heldAfterFull(scenes.said());
    const [elements, drawn] = await scenes.page.run(() => [document.querySelectorAll("*").length, document.querySelector(".plot").dataset.draws]);
    const middle = (sorted) => [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)].map((value) => value?.toFixed(1) ?? "–");
    console.log(`| ${[hour, ...middle(held), ...middle(seen), elements, drawn].join(" | ")} |`);
  }
}

/** MiB that full collections left, in order: all that the page really holds. What is resident is what nobody has given back. */
function heldAfterFull(log) {
  const held = [];
  let full = false;
  for (const [, kind, kib] of log.matchAll(/START M \d+kb => (\w+)Collection|=> (\d+)kb, p=/g)) {
    if (kind !== undefined) full = kind === "Full";
    else if (full) held.push(Number(kib) / 1024);
  }
  return held.sort((a, b) => a - b);
}

/** From the page's start until a chart is drawn. */
async function first(scenes) {
  const times = [];
  for (let round = 0; round < 5; round += 1) {
    await scenes.show({ scene: "attack" }, { ready: "[data-testid=chart-traffic] .plot svg" });
    times.push(await scenes.page.run(() => performance.getEntriesByName("weir-first-chart")[0]?.startTime ?? null));
  }
  times.sort((a, b) => a - b);
  console.log(`\n## First chart after the page began\n\nmedian ${times[2].toFixed(0)} ms of ${times.map((ms) => ms.toFixed(0)).join(", ")}`);
}

/** Fifty thousand sources: how long the frames take while the table is scrolled from end to end, and while it is ordered. */
async function crowd(scenes) {
  await scenes.show({ scene: "attack", sources: CROWD }, { hash: "#/sources", ready: "[data-testid=sources-table] [role=row][id]" });
  await sleep(WARM_UP_MS);
  const rows = await scenes.page.run(() => Number(document.querySelector("[data-testid=sources-table]").getAttribute("aria-rowcount")) - 1);
  console.log(`\n## ${rows} sources\n\n| what | frames | median, ms | 95 %, ms | worst, ms | web process, ms of CPU a frame |\n|---|---|---|---|---|---|`);
  for (const [name, what] of [["nothing", "rest"], ["scrolled by 10 rows a frame", "scroll"], ["jumped from end to end", "jump"], ["ordered by each column", "order"]]) {
    const before = spent(web(scenes));
    await scenes.page.run(frames, what);
    while (!(await scenes.page.run(() => window.frameTimes))) await sleep(500);
    const times = (await scenes.page.run(() => window.frameTimes)).sort((a, b) => a - b);
    const perFrame = (spent(web(scenes)) - before) / times.length;
    const at = (part) => times[Math.min(times.length - 1, Math.floor(part * times.length))].toFixed(0);
    console.log(`| ${name} | ${times.length} | ${at(0.5)} | ${at(0.95)} | ${at(1)} | ${perFrame.toFixed(1)} |`);
  }
}

/** Milliseconds of CPU that a process has had: fields 14 and 15 of proc_pid_stat(5), in hundredths of a second. */
function spent(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Runs in the page: the time from frame to frame while something is done in each. */
function frames(what) {
  window.frameTimes = null;
  const scroller = document.querySelector(".vtable-scroll");
  const headings = [...document.querySelectorAll("[data-testid=sources-table] .sort")].filter((_, i) => [0, 2, 3, 4].includes(i));
  const times = [];
  let last = 0;
  const step = (now) => {
    if (last > 0) times.push(now - last);
    last = now;
    const n = times.length;
    if (n >= 300) {
      window.frameTimes = times;
      return;
    }
    if (what === "scroll") scroller.scrollTop += 260;
    else if (what === "jump" && n % 10 === 0) scroller.scrollTop = n % 20 === 0 ? scroller.scrollHeight : 0;
    else if (what === "order" && n % 20 === 0) headings[(n / 20) % headings.length].click();
    requestAnimationFrame(step);
  };
  scroller.scrollTop = 0;
  requestAnimationFrame(step);
}
