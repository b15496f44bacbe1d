// Forged addresses and bulk transfers: memory, totals, and who is still to be seen.

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { cost, resident } from "../lib/measure.mjs";
import { lab } from "../e2e/lib/lab.mjs";
import { Background } from "../e2e/lib/process.mjs";
import { row } from "./rows.mjs";
import { Watcher } from "./watcher.mjs";

export const REAL_HOSTS = 20;
const FORGED_RATE = 300_000;
// What other programs were measured with: 300,000 packets in 30 s.
const SLOW_RATE = 10_000;
const EVERY_MS = 500;
const BULK_MIB = 512;
const PORT = 5001;

export async function floods({ seconds, quick }) {
  const watched = quick ? 5 : 30;
  const count = FORGED_RATE * watched;
  const watcher = await Watcher.start();
  const pids = { sidecar: watcher.sidecar, core: watcher.core };
  // What a capture that runs already has.
  await lab.flood({ pps: 1000, count: 2000 });
  const before = memory(pids);
  await grow(pids, before, watched);
  const most = { ...before };
  const timer = setInterval(() => Object.entries(memory(pids)).forEach(([name, mib]) => (most[name] = Math.max(most[name], mib))), EVERY_MS);
  const sent = await lab.flood({ pps: FORGED_RATE, count, proto: "spoofed" });
  clearInterval(timer);
  const after = memory(pids);
  const report = await watcher.stop();
  const kept = realHosts(report, sent.sent);
  const growth = grown(before, after);
  const told = report.packets + report.quality.kernel_drops;
  const all = sent.sent + 2000 + SLOW_RATE * watched;
  console.log(`\n## ${sent.sent.toLocaleString("en")} packets, nine in ten from a new address (${Math.round(sent.sent / sent.seconds).toLocaleString("en")}/s)\n`);
  console.log("| what | measured | target |\n|---|---|---|");
  console.log(`| growth of sidecar and core | ${growth.toFixed(1)} MiB | |`);
  console.log(`| sidecar, most | ${most.sidecar.toFixed(1)} MiB | <= 32 MiB |`);
  console.log(`| packets and drops | ${told.toLocaleString("en")} of ${all.toLocaleString("en")} | all |`);
  console.log(`| dropped by the kernel | ${report.quality.kernel_drops.toLocaleString("en")} | 0 |`);
  console.log(`| real hosts among the ${REAL_HOSTS} busiest | ${kept} | ${REAL_HOSTS} |`);
  console.log(`| distinct sources | ${report.distinct_sources.toLocaleString("en")} of about ${Math.round(sent.sent * 0.9).toLocaleString("en")} | |`);
  const pace = Math.round(sent.sent / sent.seconds).toLocaleString("en");
  const forged = `${sent.sent.toLocaleString("en")} packets at ${pace}/s, nine in ten from a new address`;
  const complete = told === all;
  row(
    `${forged}: what is kept`,
    `${complete ? "each packet counted or told as dropped" : "**packets are missing**"}, ${report.quality.kernel_drops.toLocaleString("en")} dropped; ${kept} of the ${REAL_HOSTS} real hosts are the busiest`,
    "all",
    complete && kept === REAL_HOSTS,
  );
  row("the same: sidecar, most", `${most.sidecar.toFixed(1)} MiB, ${before.sidecar.toFixed(1)} before`, "<= 32 MiB", most.sidecar <= 32);
  row("the same: growth of sidecar and core", `${growth.toFixed(1)} MiB`);
  await rates(seconds);
  await bulk();
}

/** The same at a thirtieth of the rate. */
async function grow(pids, before, seconds) {
  const sent = await lab.flood({ pps: SLOW_RATE, count: SLOW_RATE * seconds, proto: "spoofed" });
  const growth = grown(before, memory(pids));
  const what = `${sent.sent.toLocaleString("en")} packets in ${Math.round(sent.seconds)} s, nine in ten from a new address: growth of sidecar and core`;
  row(what, `${growth.toFixed(1)} MiB`, "<= 10 MiB", growth <= 10);
  console.log(`\n${what}: ${growth.toFixed(1)} MiB (target: 10)`);
}

const grown = (before, after) => after.sidecar - before.sidecar + after.core - before.core;

function memory(pids) {
  return Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, resident(pid)]));
}

/** How many of the real hosts are among the busiest, with at least nine tenths of what they sent. */
export function realHosts(report, sent) {
  const each = sent / 10 / REAL_HOSTS;
  const busiest = report.sources.slice(0, REAL_HOSTS + 1);
  return busiest.filter(({ ip, packets }) => ip.startsWith("10.64.0.") && packets >= 0.9 * each).length;
}

async function rates(seconds) {
  console.log(`\n## Sidecar and core (weir-cli watch), CPU in % of a core, ${seconds} s each\n`);
  console.log("| packets/s | sidecar | core | together | target |\n|---|---|---|---|---|");
  for (const [rate, target] of [[1000, 0.5], [10_000, 1], [100_000, 4]]) {
    const watcher = await Watcher.start();
    const flood = lab.flood({ pps: rate, count: rate * (seconds + 1) });
    const [sidecar, core] = (await cost([watcher.sidecar, watcher.core], seconds)).map(({ cpu }) => cpu);
    await flood;
    await watcher.stop();
    const together = sidecar + core;
    row(`sidecar and core at ${rate.toLocaleString("en")} packets/s, with detection`, `${together.toFixed(2)} % of a core`, `<= ${target}`, together <= target);
    console.log(`| ${rate.toLocaleString("en")} | ${sidecar.toFixed(2)} | ${core.toFixed(2)} | ${(sidecar + core).toFixed(2)} | <= ${target} |`);
  }
}

/** A bulk transfer over TCP, whose segments the kernel joins to frames of up to 64 KiB. */
async function bulk() {
  const info = JSON.parse(process.env.WEIR_LAB);
  const server = `require("net").createServer((socket) => socket.resume().on("end", () => process.exit())).listen(${PORT}, "10.9.0.2", () => console.log("ready"))`;
  const client = `const s = require("net").connect(${PORT}, "10.9.0.2"); const chunk = Buffer.alloc(1 << 20); let left = ${BULK_MIB}; const more = () => { while (left-- > 0) if (!s.write(chunk)) return s.once("drain", more); s.end(); }; s.on("connect", more)`;
  const watcher = await Watcher.start();
  const before = kernelBytes();
  const receiver = new Background("ip", ["netns", "exec", info.b, process.execPath, "-e", server]);
  await receiver.said(/ready/);
  const begin = performance.now();
  await new Promise((resolve, reject) => spawn(process.execPath, ["-e", client], { stdio: "inherit" }).on("error", reject).on("close", resolve));
  await receiver.ended;
  const seconds = (performance.now() - begin) / 1000;
  const bytes = kernelBytes() - before;
  const report = await watcher.stop();
  const share = (100 * report.bytes) / bytes;
  row(`bulk TCP, ${BULK_MIB} MiB in joined segments`, `${share.toFixed(3)} % of the kernel's own bytes`, "100 %", share.toFixed(3) === "100.000");
  console.log(`\n## Bulk TCP: ${BULK_MIB} MiB in ${seconds.toFixed(1)} s\n\n| what | measured | target |\n|---|---|---|`);
  console.log(`| bytes seen, of the kernel's own count | ${share.toFixed(3)} % | 100 % |`);
}

function kernelBytes() {
  const statistic = (name) => Number(readFileSync(`/sys/class/net/${lab.iface}/statistics/${name}`, "utf8"));
  return statistic("rx_bytes") + statistic("tx_bytes");
}
