// npm run bench [-- --quick] [-- PART…]: what Weir costs, as Markdown, beside others in the same run.
//
// Parts: small, files, engines, floods, window; all of them unless some are named. Nothing here can fail a test: it
// measures, a person judges.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { cpus, release } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildPrograms, buildWindow } from "./lib/build.mjs";
import { age, cost } from "./lib/measure.mjs";
import { Plain, ROOT, duration, main, run, runQuietly } from "./lib/run.mjs";
import { engines } from "./bench/engines.mjs";
import { files } from "./bench/files.mjs";
import { floods } from "./bench/floods.mjs";
import { isInstalled, openSniffnet } from "./bench/peer.mjs";
import { clearRows, printRows, row as tell } from "./bench/rows.mjs";
import { Desktop } from "./e2e/lib/app.mjs";
import { runInLab } from "./e2e/lib/hold.mjs";
import { lab } from "./e2e/lib/lab.mjs";
import { Background, descendants, until } from "./e2e/lib/process.mjs";
import { Stage, USER } from "./e2e/lib/stage.mjs";

const RATES = [0, 1000, 10_000];
const SECONDS = process.argv.includes("--quick") ? 5 : 15;
// The first seconds of a capture are not what it costs.
const WARM_UP_S = 3;
// Nor is the first minute of a window: the web view still translates the page's program into that of the machine.
const WINDOW_WARM_UP_S = process.argv.includes("--quick") ? 3 : 90;
// It has a rhythm of five seconds; the sender may send for two minutes.
const WINDOW_SECONDS = process.argv.includes("--quick") ? 5 : 25;
const STARTS = 5;
const SAMPLES = 20;
const PACKAGES = { weir: "src-tauri", "weir-core": "src-tauri/core", "weir-sidecar": "sidecar", "weir-protocol": "sidecar/protocol" };

const PARTS = ["small", "files", "engines", "floods", "window"];
const words = process.argv.slice(2);
const quick = words.includes("--quick");
const chosen = words.filter((word) => word !== "--quick");
const wanted = (part) => chosen.length === 0 || chosen.includes(part);
const scale = { quick, seconds: quick ? 2 : 6 };
// For criterion; what was measured in a moment would be of that moment.
const SAMPLING = quick ? ["--quick"] : ["--warm-up-time", "1", "--measurement-time", "3"];

main(async () => {
  if (process.env.WEIR_LAB) return measureLive();
  const unknown = chosen.find((part) => !PARTS.includes(part));
  if (unknown) throw new Plain(`There is no part "${unknown}"; there are: ${PARTS.join(", ")}`);
  const live = ["engines", "floods", "window"].some(wanted);
  if (live && process.getuid() !== 0) throw new Plain("The live measurements make network namespaces, which needs root.");
  if (wanted("window")) buildWindow();
  // Without the window's part the window need not be built.
  if (wanted("window")) buildPrograms();
  else run("cargo", ["build", "--release", "--locked", "--quiet", "-p", "weir-cli", "-p", "weir-sidecar"]);
  run("cargo", ["build", "--release", "--locked", "--quiet", "-p", "weir-lab"]);
  console.log(`# ${machine()}\n`);
  clearRows();
  if (wanted("small")) await micro();
  if (wanted("files")) await files(scale);
  if (live) process.exitCode = await runInLab("node", [fileURLToPath(import.meta.url), ...words]);
  printRows();
});

function machine() {
  const model = /^model name\s*:\s*(.*)$/m.exec(readFileSync("/proc/cpuinfo", "utf8"))?.[1] ?? cpus()[0]?.model;
  return `${cpus().length} cores, ${model}, Linux ${release()}`;
}

/** Criterion's benches. */
async function micro() {
  console.log("## Small parts\n\n| what | time | rate |\n|---|---|---|");
  for (const [name, folder] of Object.entries(PACKAGES)) {
    const benches = path.join(ROOT, folder, "benches");
    if (!existsSync(benches)) continue;
    for (const file of readdirSync(benches).filter((entry) => entry.endsWith(".rs"))) {
      const args = ["bench", "--locked", "-p", name, "--bench", file.slice(0, -3), "--", ...SAMPLING, "--noplot"];
      const done = await runQuietly(`bench ${file}`, "cargo", args);
      if (!done.ok) throw new Plain(`${file} failed; see ${path.relative(ROOT, done.log)}`);
      // `name   time: [low middle high]`, and the rate likewise below it if the bench gives one.
      const results = done.text.matchAll(/^(\S.*?)\s+time:\s+\[\S+ \S+ (\S+ \S+) \S+ \S+\](?:\s+thrpt:\s+\[\S+ \S+ (\S+ \S+))?/gm);
      for (const [, what, time, rate] of results) {
        console.log(`| ${what} | ${time} | ${rate ?? ""} |`);
        tellSmall(what, rate);
      }
    }
  }
}

/** What of it belongs into the README: name of the bench, in words, most nanoseconds a packet. */
const SMALL = [
  ["by hand/5,000 sources", "a look at fixed places and a map, by hand, 5,000 sources", undefined],
  ["decode/mixed", "decode alone", undefined],
  ["decode and aggregate/5,000 sources, counts, unobserved", "glance and add up, 5,000 sources, no headers", undefined],
  ["decode and aggregate/5,000 sources, headers, unobserved", "decode and add up, 5,000 sources", 40],
  ["decode and aggregate/5,000 sources, headers, unobserved, looked at", "the same where no glance is enough: each packet decoded whole", 40],
  ["decode and aggregate/conversations, headers", "the same and observe for detection: 300 conversations", 120],
  ["decode and aggregate/200 sources, headers", "200 sources, nobody answers", 120],
  ["decode and aggregate/5,000 sources, headers", "5,000 sources, nobody answers", undefined],
  ["decode and aggregate/forged SYN flood, headers", "a SYN flood, each packet from a new address", undefined],
];
// What the first of them took: beside it the others can be compared between machines and hours.
let byHand = Number.NaN;

function tellSmall(name, rate) {
  const known = SMALL.find(([bench]) => bench === name);
  const [, number, unit] = /^([\d.]+) ([KMG]?)elem\/s$/.exec(rate ?? "") ?? [];
  if (!known || !number) return;
  const nanos = 1e9 / (Number(number) * { "": 1, K: 1e3, M: 1e6, G: 1e9 }[unit]);
  const [bench, what, most] = known;
  if (bench === SMALL[0][0]) byHand = nanos;
  const times = most ? `, ${(nanos / byHand).toFixed(1)} times by hand` : "";
  tell(what, `${nanos.toFixed(0)} ns a packet${times}`, most && `<= ${most}`, most && nanos <= most);
}

async function measureLive() {
  if (wanted("engines")) await engines(scale);
  if (wanted("floods")) await floods(scale);
  if (wanted("window")) await desktopCosts();
}

async function desktopCosts() {
  console.log(`\n## Without a window (weir-cli watch, ${SECONDS} s each)\n`);
  heading(["sidecar", "core"]);
  for (const pps of RATES) row(pps, await withoutWindow(pps));

  console.log("\n## Start to first chart\n");
  const starts = [];
  for (let at = 0; at < STARTS; at += 1) starts.push(await firstChart());
  console.log(`the window opens: ${spread(starts.map(({ opened }) => opened))}`);
  console.log(`\na chart is drawn: ${spread(starts.map(({ drawn }) => drawn))}`);
  console.log(`\nfrom the one to the other: ${spread(starts.map(({ opened, drawn }) => drawn - opened))}`);

  await windowCosts();
}

/** Beside another window that shows traffic, where it is installed: in the same seconds, since a machine has its hours. */
async function windowCosts() {
  console.log(`\n## With the window (${WINDOW_SECONDS} s each, ${WINDOW_WARM_UP_S} s after the start of the traffic)\n`);
  const desktop = await Desktop.open();
  let sniffnet = isInstalled() ? await openSniffnet() : null;
  if (!sniffnet) console.log("Sniffnet is not installed here.\n");
  try {
    heading(["sidecar", "core", "web view", "its network process", ...(sniffnet ? ["sniffnet"] : [])]);
    const weir = await desktop.start();
    await weir.start();
    const pids = ["weir-sidecar", "weir", "WebKitWebProces", "WebKitNetworkPr"].map(weir.find);
    if (sniffnet) pids.push(sniffnet.pid);
    for (const pps of RATES) row(pps, await under(pps, pids, WINDOW_WARM_UP_S, WINDOW_SECONDS));
    await sniffnet?.close();
    sniffnet = null;
    console.log(`\n## From a packet to the window's event\n\n${await latency(weir)}`);
  } finally {
    await sniffnet?.close();
    await desktop.close();
  }
}

async function withoutWindow(pps) {
  const stage = new Stage(path.join(ROOT, "target/release"));
  const seconds = WARM_UP_S + SECONDS + 5;
  const watch = new Background(stage.cli, ["watch", "-i", lab.iface, "--duration", `${seconds}s`, "--json"], { env: stage.env(), ...USER });
  try {
    const sidecar = await until("the sidecar runs", () => descendants(watch.pid).find((one) => one.name === "weir-sidecar"));
    return await under(pps, [sidecar.pid, watch.pid]);
  } finally {
    await watch.stop();
    stage.close();
  }
}

/** What the processes cost while so many packets arrive. */
async function under(pps, pids, warmUp = WARM_UP_S, seconds = SECONDS) {
  const flood = pps > 0 ? lab.flood({ pps, count: pps * (warmUp + seconds + 1) }) : null;
  await new Promise((resolve) => setTimeout(resolve, warmUp * 1000));
  const costs = await cost(pids, seconds);
  const sent = await flood;
  if (sent && sent.seconds > (warmUp + seconds) * 1.2) console.log(`(the sender needed ${duration(sent.seconds * 1000)}: this machine is busy)`);
  return costs;
}

/** Milliseconds from the start of the process until its window is on the screen, and until the first chart is drawn. */
async function firstChart() {
  const desktop = await Desktop.open();
  try {
    // Says so by its end. Both answers take some milliseconds themselves, so what comes out are upper bounds.
    const window = new Background("xdotool", ["search", "--sync", "--onlyvisible", "--name", "^Weir$"], { env: desktop.env, ...USER });
    const opened = window.ended.then(() => performance.now());
    const weir = await desktop.start({ ready: false });
    await until("a chart is drawn", () => weir.page.run(() => !!document.querySelector("[data-testid=chart-traffic] svg")));
    const [now, drawn] = [performance.now(), age(weir.find("weir"))];
    return { opened: drawn - (now - (await opened)), drawn };
  } finally {
    await desktop.close();
  }
}

/** The middle of some times, and all of them. */
function spread(times) {
  const sorted = times.map(Math.round).sort((a, b) => a - b);
  return `median ${sorted[Math.floor(sorted.length / 2)]} ms of ${sorted.length} (${sorted.join(", ")})`;
}

/** From just before a packet is sent until the window has heard of it; the sender's own start is in it. */
async function latency(weir) {
  await weir.page.run(() => {
    window.heard = [];
    const tauri = window.__TAURI_INTERNALS__;
    const scope = { intervalS: 5, rangeS: 300 };
    const handler = tauri.transformCallback(async () => {
      const at = Date.now();
      const { totals } = await tauri.invoke("get_snapshot", { scope, whole: false });
      window.heard.push({ at, packets: totals.packets });
    });
    return tauri.invoke("plugin:event|listen", { event: "pulse-event", target: { kind: "Any" }, handler });
  });
  const heard = () => weir.page.run(() => window.heard);
  const times = [];
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const before = (await until("a pulse", async () => (await heard()).at(-1))).packets;
    const sent = Date.now();
    await lab.flood({ pps: 1, count: 1 });
    const pulse = await until("the packet is heard of", async () => (await heard()).find(({ packets }) => packets > before));
    times.push(pulse.at - sent);
    // Another place between two ticks each time.
    await new Promise((resolve) => setTimeout(resolve, 1000 + 37 * sample));
  }
  times.sort((a, b) => a - b);
  return `median ${times[SAMPLES / 2]} ms, longest ${times.at(-1)} ms of ${SAMPLES}`;
}

function heading(names) {
  const cells = ["packets/s", ...names.flatMap((name) => [`${name} CPU`, `${name} MiB (own)`])];
  console.log(`| ${cells.join(" | ")} |\n|${"---|".repeat(cells.length)}`);
}

function row(pps, costs) {
  const cells = costs.flatMap(({ cpu, resident, own }) => [`${cpu.toFixed(1)} %`, `${resident.toFixed(1)} (${own.toFixed(1)})`]);
  console.log(`| ${[pps.toLocaleString("en"), ...cells].join(" | ")} |`);
}
