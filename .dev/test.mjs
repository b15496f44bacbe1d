// npm test: every test there is, from a clean clone, in the order in which a failure is cheapest.
//
// Stops at the first failure with its output. The last line is always "N passed, N failed, N skipped".

import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { FEATURES, buildWindow } from "./lib/build.mjs";
import { Plain, ROOT, duration, main, runQuietly } from "./lib/run.mjs";
import { setup } from "./lib/setup.mjs";
import { countCargo, countNode, countVitest, sum } from "./lib/tally.mjs";

const VITEST_REPORT = path.join(ROOT, ".cache/vitest.json");
const env = { ...process.env, NO_COLOR: "1", CARGO_TERM_COLOR: "never", CARGO_TERM_PROGRESS_WHEN: "never" };
delete env.FORCE_COLOR;

const STEPS = [
  { name: "Format, lints and types", command: ["npm", "run", "--silent", "check"] },
  {
    name: "Window tests",
    command: ["npm", "run", "--silent", "ui:test", "--", "--reporter=default", "--reporter=json", `--outputFile=${VITEST_REPORT}`],
    before: () => rmSync(VITEST_REPORT, { force: true }),
    count: () => countVitest(JSON.parse(readFileSync(VITEST_REPORT, "utf8"))),
  },
  {
    // Tests and programs in one build: the end-to-end tests drive exactly these programs.
    name: "Build",
    command: ["cargo", "build", "--workspace", "--locked", "--bins", "--tests", ...FEATURES],
  },
  {
    name: "Rust tests",
    command: ["cargo", "test", "--workspace", "--locked", ...FEATURES, "--", "--show-output"],
    count: countCargo,
  },
  { name: "The real thing, end to end", command: ["node", ".dev/e2e/run.mjs"], count: countNode },
];

main(async () => {
  const begin = Date.now();
  const counts = [];
  let failed = false;
  try {
    console.log("== Setup");
    setup({ forTests: true });
    // The lints of the app need it as well: the window is part of the program.
    buildWindow();
    for (const step of STEPS) {
      const done = await take(step);
      counts.push(done.count);
      failed = !done.ok;
      if (failed) break;
    }
  } catch (error) {
    if (!(error instanceof Plain)) console.error(error);
    else console.error(error.message);
    failed = true;
  }
  close(sum(counts), failed, Date.now() - begin);
});

async function take(step) {
  console.log(`== ${step.name}`);
  step.before?.();
  const done = await runQuietly(step.name, step.command[0], step.command.slice(1), { env });
  const count = counted(step, done);
  const ok = done.ok && count.failed === 0;
  // A step that fails without a failed test, such as a lint, is one failure.
  if (!ok && count.failed === 0) count.failed = 1;
  if (!ok) console.log(`${done.text}\n   failed; the whole output is in ${path.relative(ROOT, done.log)}`);
  const said = step.count ? `${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped` : ok ? "ok" : "failed";
  console.log(`   ${said} (${duration(done.seconds * 1000)})`);
  // What a check could not check must not drown in a log.
  for (const line of done.text.match(/^NOT CHECKED: .*$/gm) ?? []) console.log(`   ${line}`);
  for (const reason of count.reasons) console.log(`   ${reason}`);
  return { ok, count };
}

function counted(step, done) {
  try {
    return step.count?.(done.text) ?? sum([]);
  } catch (error) {
    // A test run that died early leaves no report; a good one always does.
    if (done.ok) throw new Plain(`The results of "${step.name}" cannot be read: ${error.message}`);
    return sum([]);
  }
}

function close(all, failed, milliseconds) {
  const forbidden = process.env.WEIR_FORBID_SKIPS === "1" && all.skipped > 0;
  if (failed && all.failed === 0) all.failed = 1;
  console.log(`== Done in ${duration(milliseconds)}`);
  if (forbidden) console.log(`   ${all.skipped} skipped, which is forbidden here (WEIR_FORBID_SKIPS)`);
  if (failed || forbidden) process.exitCode = 1;
  console.log(`${all.passed} passed, ${all.failed} failed, ${all.skipped} skipped`);
}
