// npm run screenshots [-- WORD…]: pictures of every view in every state, in both sizes and both colour schemes, into
// .cache/screenshots. With words, only those whose name has all of them, such as `dark alerts 900`.
//
// `states-…` are scripted, since nobody can wait for some of them; they need neither Rust nor root. `real-…` show the
// released programs with the real traffic of a lab, and need both.

import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildPrograms, buildWindow } from "./lib/build.mjs";
import { ROOT, main, run } from "./lib/run.mjs";
import { runInLab } from "./e2e/lib/hold.mjs";
import { takeReal } from "./screenshots/real.mjs";
import { takeStates } from "./screenshots/states.mjs";

const FOLDER = path.join(ROOT, ".cache/screenshots");

main(async () => {
  const words = process.argv.slice(2);
  const wanted = (name) => words.every((word) => name.includes(word));
  mkdirSync(FOLDER, { recursive: true });
  const keep = (name, picture) => {
    const file = path.join(FOLDER, `${name}.png`);
    writeFileSync(file, picture);
    console.log(path.relative(ROOT, file));
  };
  if (process.env.WEIR_LAB) return takeReal(wanted, keep);
  if (!words.includes("real")) await takeStates(wanted, keep);
  if (words.includes("states")) return;
  if (process.getuid() !== 0) return console.log("NOT TAKEN: pictures of real traffic need a lab, and making one needs root.");
  buildWindow();
  buildPrograms();
  run("cargo", ["build", "--release", "--locked", "--quiet", "-p", "weir-lab"]);
  process.exitCode = await runInLab("node", [fileURLToPath(import.meta.url), ...words]);
});
