// Builds the window and the programs, only if something changed.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT, run } from "./run.mjs";

// The window is embedded into the program only with this feature.
export const FEATURES = ["--features", "weir/custom-protocol"];
const STAMP = path.join(ROOT, "node_modules/.weir-window");

/** Builds ui/dist unless it was built from exactly these files. */
export function buildWindow() {
  const sources = hashOfSources();
  const current = existsSync(STAMP) && readFileSync(STAMP, "utf8");
  if (current === sources && existsSync(path.join(ROOT, "ui/dist/index.html"))) return;
  console.log("Building the window");
  run("npm", ["run", "--silent", "ui:build"]);
  writeFileSync(STAMP, sources);
}

/** Builds the released programs; cargo decides whether there is anything to do. */
export function buildPrograms() {
  const packages = ["weir", "weir-sidecar", "weir-cli", "weir-capture-grant"].flatMap((name) => ["-p", name]);
  if (!existsSync(path.join(ROOT, "target/release/weir"))) {
    console.log("Building the programs (the first time takes some minutes)");
  }
  run("cargo", ["build", "--release", "--locked", ...packages, ...FEATURES]);
}

function hashOfSources() {
  const hash = createHash("sha256");
  for (const file of ["package-lock.json", ...filesBelow("ui")].sort()) {
    hash.update(`${file}\0`).update(readFileSync(path.join(ROOT, file))).update("\0");
  }
  return hash.digest("hex");
}

function filesBelow(folder) {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isFile()) return [name];
    return entry.isDirectory() && !["dist", "node_modules"].includes(entry.name) ? filesBelow(name) : [];
  });
}
