// npm start: install what is missing, build, allow capture, open Weir.

import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { buildPrograms, buildWindow } from "./lib/build.mjs";
import { grant } from "./lib/grant.mjs";
import { Plain, ROOT, main, output, run } from "./lib/run.mjs";
import { setup } from "./lib/setup.mjs";

const PROGRAMS = path.join(ROOT, "target/release");
const WITHOUT_DISPLAY_S = 30;

main(async () => {
  setup({ forTests: false });
  buildWindow();
  buildPrograms();
  if (process.platform === "linux") grant();
  const display = process.platform !== "linux" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (display) run(path.join(PROGRAMS, "weir"), []);
  else await watchInstead();
});

/** A machine without a display still gets its report. */
async function watchInstead() {
  const cli = path.join(PROGRAMS, "weir-cli");
  const name = defaultInterface(cli);
  console.log(`There is no display here, so Weir cannot open its window. Watching ${name} for ${WITHOUT_DISPLAY_S} s instead.`);
  const watch = spawn(cli, ["watch", "-i", name, "--duration", `${WITHOUT_DISPLAY_S}s`, "--json"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const begin = Date.now();
  let report;
  for await (const line of createInterface({ input: watch.stdout })) {
    const said = JSON.parse(line);
    report = said.report ?? report;
    if (said.tick && process.stdout.isTTY) {
      process.stdout.write(`\r${Math.round((Date.now() - begin) / 1000)} s of ${WITHOUT_DISPLAY_S} s`);
    }
  }
  if (process.stdout.isTTY) process.stdout.write("\n");
  if (!report) throw new Plain(`Weir could not capture on ${name}. See why with: ${path.relative(ROOT, cli)} doctor`);
  const file = path.join(ROOT, ".cache/report.json");
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  console.log(`${report.packets} packets from ${report.distinct_sources} sources. The report is in ${path.relative(ROOT, file)}`);
}

function defaultInterface(cli) {
  const answer = output(cli, ["interfaces", "--json"]);
  if (answer === null) throw new Plain(`${cli} could not list the interfaces.`);
  const list = JSON.parse(answer);
  const rows = Array.isArray(list) ? list : list.interfaces;
  const chosen = rows.find((row) => row.isDefault ?? row.is_default) ?? rows.find((row) => row.up);
  if (!chosen) throw new Plain("No interface of this machine is switched on. Connect to a network, then start again.");
  return chosen.name;
}
