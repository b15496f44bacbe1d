// One capture file through Weir, tshark and capinfos.

import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { PROGRAMS } from "../e2e/lib/lab.mjs";
import { compare } from "./compare.mjs";
import { Plain } from "./run.mjs";
import { truth } from "./truth.mjs";

const run = promisify(execFile);
const MAX_REPORT_BYTES = 256 << 20;

/** {report, wanted, listed, verdict, reason, rows}; `home` is an empty folder, so that nobody's settings count. */
export async function examine(file, home) {
  const [report, wanted, listed] = await Promise.all([reportOf(file, home), truth(file), capinfos(file)]);
  return { report, wanted, listed, ...compare(report, wanted, listed, file) };
}

/** The report, with the settings that nobody changed; null when the file is none that Weir reads. */
async function reportOf(file, home) {
  const options = { env: { ...process.env, XDG_CONFIG_HOME: home }, maxBuffer: MAX_REPORT_BYTES };
  const done = await run(path.join(PROGRAMS, "weir-cli"), ["report", file, "--json"], options).catch((error) => {
    if (error.code === "ENOENT") throw new Plain("weir-cli is not built. Build it first: cargo build -p weir-cli -p weir-sidecar");
    return error;
  });
  // What came before a cut is reported all the same.
  return done.stdout ? JSON.parse(done.stdout) : null;
}

/** How many packets capinfos counts; null when it cannot read the file. */
async function capinfos(file) {
  const done = await run("capinfos", ["-M", "-c", file]).catch((error) => error);
  const found = /^Number of packets:\s+(\d+)/m.exec(done.stdout ?? "");
  return found && Number(found[1]);
}
