// The rows of the README's table "Speed and memory", as they are measured: collected by all parts, printed at the end.

import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../lib/run.mjs";

// The part that needs the lab runs in a process of its own.
const FILE = path.join(ROOT, ".cache/bench/rows.jsonl");

export function clearRows() {
  mkdirSync(path.dirname(FILE), { recursive: true });
  rmSync(FILE, { force: true });
}

/** `target`: in words, or nothing; `reached`: true, false with why in `measured`, or nothing. */
export function row(what, measured, target = "", reached = undefined) {
  const verdict = reached === undefined ? "" : reached ? "yes" : "**no**";
  appendFileSync(FILE, `${JSON.stringify([what, measured, target, verdict])}\n`);
}

export function printRows() {
  if (!existsSync(FILE)) return;
  console.log("\n## For the README\n\n| what | measured | to reach | reached |\n|---|---|---|---|");
  for (const line of readFileSync(FILE, "utf8").trim().split("\n")) console.log(`| ${JSON.parse(line).join(" | ")} |`);
}
