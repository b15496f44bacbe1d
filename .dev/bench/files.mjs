// A capture file to its finished report: how long, and with how much memory, beside tshark.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ROOT, output } from "../lib/run.mjs";
import { descendants } from "../e2e/lib/process.mjs";
import { row } from "./rows.mjs";

const RELEASE = path.join(ROOT, "target/release");
const LOOK_MS = 20;

export async function files({ quick }) {
  const folder = mkdtempSync(path.join(tmpdir(), "weir-bench-"));
  try {
    const sizes = quick ? [20_000, 200_000] : [100_000, 1_000_000];
    const made = sizes.map((packets) => make(folder, packets));
    console.log("\n## A capture file to its report\n\n| file | program | seconds | most memory, all processes |\n|---|---|---|---|");
    const weir = [];
    for (const [place, file] of made.entries()) weir.push(await measured(sizes[place], file, "Weir", path.join(RELEASE, "weir-cli"), ["report", file, "--json"]));
    const compressed = `${made[1]}.gz`;
    execFileSync("gzip", ["-1", "--keep", made[1]]);
    await measured(sizes[1], compressed, "Weir", path.join(RELEASE, "weir-cli"), ["report", compressed, "--json"]);
    if (output("tshark", ["--version"]) === null) return console.log("\ntshark is not installed here.");
    const tshark = await measured(sizes[1], made[1], "tshark", "tshark", ["-n", "-r", made[1], "-q", "-z", "io,stat,5", "-z", "endpoints,ip"]);
    const faster = tshark.seconds / weir[1].seconds;
    const grown = weir[1].mib - weir[0].mib;
    const packets = sizes[1].toLocaleString("en");
    row(`file of ${packets} packets to its report`, `${weir[1].seconds.toFixed(2)} s; tshark ${tshark.seconds.toFixed(1)} s: ${faster.toFixed(1)} times as fast`, "10 times", faster >= 10);
    row("memory of that, against a file of a tenth of the size", `${weir[1].mib.toFixed(1)} and ${weir[0].mib.toFixed(1)} MiB`, "the same, to 1 MiB", Math.abs(grown) < 1);
    console.log(`\nWeir is ${faster.toFixed(1)} times as fast (target: 10); a file of ten times the size takes ${grown.toFixed(1)} MiB more (target: none).`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function make(folder, packets) {
  const file = path.join(folder, `${packets}.pcap`);
  execFileSync(path.join(RELEASE, "weir-lab"), ["write-pcap", file, "--packets", String(packets), "--seconds", "600"]);
  // Read once, so that nobody waits for the disk.
  readFileSync(file);
  return file;
}

async function measured(packets, file, name, program, words) {
  const begin = performance.now();
  const child = spawn(program, words, { stdio: ["ignore", "ignore", "inherit"] });
  let most = 0;
  const look = setInterval(() => {
    const pids = [child.pid, ...descendants(child.pid).map(({ pid }) => pid)];
    most = Math.max(most, pids.reduce((sum, pid) => sum + highWater(pid), 0));
  }, LOOK_MS);
  await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  clearInterval(look);
  const seconds = (performance.now() - begin) / 1000;
  const size = (statSync(file).size / 2 ** 20).toFixed(0);
  console.log(`| ${packets.toLocaleString("en")} packets, ${size} MiB${file.endsWith(".gz") ? ", gzip" : ""} | ${name} | ${seconds.toFixed(2)} | ${most.toFixed(1)} MiB |`);
  return { seconds, mib: most };
}

function highWater(pid) {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
