// Lays out what a package holds below target/package, and lets Tauri's bundler pack it.

import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { Plain, ROOT, run } from "./run.mjs";

const STAGE = path.join(ROOT, "target/package");
const PROGRAMS = ["weir-cli", "weir-capture-grant", "weir-sidecar", "weir-replay"];
const CONFIG = {
  linux: "src-tauri/tauri.bundle.conf.json",
  darwin: "src-tauri/tauri.bundle.macos.conf.json",
  win32: "src-tauri/tauri.bundle.windows.conf.json",
};
const ENDING = process.platform === "win32" ? ".exe" : "";

/**
 * Packs programs that are built already. Without their debug information: an installed debug build is as good to test,
 * and a tenth of the size. Gives the paths of the packages.
 */
export function bundle({ programs, profile, kinds }) {
  rmSync(STAGE, { recursive: true, force: true });
  const files = path.join(STAGE, "files");
  const own = path.join(STAGE, profile);
  mkdirSync(files, { recursive: true });
  mkdirSync(own, { recursive: true });
  take(programs, "weir", own);
  for (const name of PROGRAMS) take(programs, name, files);
  writeManPages(files);

  const args = ["bundle", "--ci", "--bundles", kinds.join(","), "--config", CONFIG[process.platform]];
  if (profile === "debug") args.push("--debug");
  // The bundler looks for the program in the target folder; this one holds nothing else.
  run(process.execPath, [path.join(ROOT, "node_modules/@tauri-apps/cli/tauri.js"), ...args], {
    env: { ...process.env, CARGO_TARGET_DIR: STAGE },
  });
  const out = path.join(own, "bundle");
  // Beside the packages lie the folders that they were made from.
  const packages = (kind) => readdirSync(path.join(out, kind)).filter((name) => /\.(deb|rpm|dmg|msi|exe)$/.test(name));
  return kinds.flatMap((kind) => packages(kind).map((name) => path.join(out, kind, name)));
}

function take(programs, name, folder) {
  const [from, to] = [programs, folder].map((place) => path.join(place, name + ENDING));
  if (!existsSync(from)) throw new Plain(`${name} is not built: there is no ${path.relative(ROOT, from)}.`);
  if (process.platform === "linux") run("strip", ["--strip-debug", "-o", to, from]);
  else copyFileSync(from, to);
}

function writeManPages(files) {
  if (process.platform === "win32") return;
  const fresh = path.join(STAGE, "man");
  run("cargo", ["run", "--quiet", "--locked", "-p", "weir-cli", "--example", "man", "--", fresh]);
  const written = path.join(ROOT, "src-tauri/linux");
  const pages = [fresh, written].flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)));
  for (const page of pages.filter((page) => /\.[18]$/.test(page))) {
    const folder = path.join(files, `man${page.at(-1)}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, `${path.basename(page)}.gz`), gzipSync(readFileSync(page), { level: 9 }));
  }
}
