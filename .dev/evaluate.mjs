// Scores detection over a folder of captures: npm run evaluate -- DIR [--json FILE] [--only TEXT]
//
// DIR has index.csv (file, set, label, duration_s, peak_1s_…) and spliced_truth.csv (file, label, attack_source,
// t_start, t_end, victim). Every capture goes through `weir-cli report --json` with default settings: the decoder,
// the sums, the observations and the rules of a live capture.
import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs, promisify } from "node:util";
import { score } from "./lib/score.mjs";
import { table } from "./lib/score-table.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "string" }, only: { type: "string" }, verbose: { type: "boolean" } },
});
const folder = positionals[0] && resolve(positionals[0]);
if (!folder || !existsSync(join(folder, "index.csv"))) {
  console.error("Usage: npm run evaluate -- DIR [--json FILE] [--only TEXT] [--verbose]\nDIR must have an index.csv.");
  process.exit(2);
}
const root = resolve(import.meta.dirname, "..");
const profile = process.env.WEIR_PROFILE ?? "release";
const build = ["build", "--quiet", "--locked", "-p", "weir-cli", "-p", "weir-sidecar"];
execFileSync("cargo", profile === "release" ? [...build, "--release"] : build, { cwd: root, stdio: "inherit" });
const cli = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), profile, "weir-cli");

/** Rows of a CSV file without line breaks in its fields, as objects. */
function rows(name) {
  const path = join(folder, name);
  if (!existsSync(path)) return [];
  const split = (line) => [...line.matchAll(/("([^"]|"")*"|[^,]*)(,|$)/g)].map((m) => m[1].replace(/^"|"$/g, ""));
  const [head, ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = split(head);
  return lines.map((line) => Object.fromEntries(split(line).map((value, i) => [names[i], value])));
}

const home = mkdtempSync(join(tmpdir(), "weir-evaluate-"));
const run = promisify(execFile);
async function report(file) {
  const env = { ...process.env, XDG_CONFIG_HOME: home };
  // A file that is cut in the middle is reported up to the cut, with exit code 1.
  const { stdout } = await run(cli, ["report", "--json", join(folder, file)], { env, maxBuffer: 1 << 28 }).catch(
    (failure) => failure,
  );
  return stdout ? JSON.parse(stdout) : null;
}

const only = (row) => !values.only || row.file.includes(values.only);
const index = rows("index.csv").filter(only);
const truth = rows("spliced_truth.csv").filter(only);
const files = [...new Set([...index, ...truth].map((row) => row.file))].filter((file) => existsSync(join(folder, file)));
const reports = new Map();
const waiting = [...files];
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) reports.set(file, await report(file));
  }),
);
rmSync(home, { recursive: true });
const result = score(rows("index.csv"), index, truth, reports);
console.log(table(result, values.verbose === true));
if (values.json) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`);
