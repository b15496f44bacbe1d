// Gets a machine ready: compilers, system packages, npm packages.

import { readFileSync } from "node:fs";
import path from "node:path";
import { installMissing, installModules } from "./packages.mjs";
import { buildPlaces } from "./places.mjs";
import { Plain, ROOT, output } from "./run.mjs";

/** Quiet and quick when nothing is missing. */
export function setup({ forTests }) {
  checkNode();
  checkRust();
  installMissing({ forTests });
  installModules();
  buildPlaces();
}

function checkNode() {
  const wanted = JSON.parse(read("package.json")).engines.node.replace(/^\D+/, "");
  if (older(process.versions.node, wanted)) {
    throw new Plain(`Weir needs Node ${wanted} or newer, this is ${process.versions.node}. Get it from https://nodejs.org`);
  }
}

function checkRust() {
  const wanted = read("Cargo.toml").match(/^rust-version = "([\d.]+)"/m)[1];
  const found = output("rustc", ["--version"])?.match(/rustc ([\d.]+)/)?.[1];
  if (!found) {
    throw new Plain(`Weir is written in Rust, which is not installed here. Get ${wanted} or newer from https://rustup.rs`);
  }
  if (older(found, wanted)) {
    throw new Plain(`Weir needs Rust ${wanted} or newer, this is ${found}. Renew it with: rustup update stable`);
  }
}

/** Whether version a comes before b; missing parts are zero. */
function older(a, b) {
  const [left, right] = [a, b].map((version) => version.split(".").map(Number));
  for (const place of [0, 1, 2]) {
    const difference = (left[place] ?? 0) - (right[place] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function read(file) {
  return readFileSync(path.join(ROOT, file), "utf8");
}
