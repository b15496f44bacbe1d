// Checkers that come as crates: taken from the machine where it has them, else built once into .cache/tools.

import { existsSync } from "node:fs";
import path from "node:path";
import { ROOT, output, run } from "./run.mjs";

const FOLDER = path.join(ROOT, ".cache/tools");

/** The path of the tool; builds it when there is none. Not optimised: it works for a second, and is built for minutes. */
export function tool(name, version) {
  if (output(name, ["--version"]) !== null) return name;
  const own = path.join(FOLDER, "bin", name);
  if (existsSync(own) && output(own, ["--version"])?.includes(version)) return own;
  console.log(`Building ${name} ${version} (once, a minute or two)`);
  const env = { ...process.env, CARGO_PROFILE_DEV_DEBUG: "0" };
  run("cargo", ["install", name, "--version", version, "--locked", "--quiet", "--debug", "--root", FOLDER], { env });
  return own;
}
