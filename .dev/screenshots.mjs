// npm run screenshots [-- FOLDER]: pictures of the real window with real traffic, in both sizes and both colour schemes.

import { chownSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildPrograms, buildWindow } from "./lib/build.mjs";
import { Plain, ROOT, main, run } from "./lib/run.mjs";
import { Desktop } from "./e2e/lib/app.mjs";
import { runInLab } from "./e2e/lib/hold.mjs";
import { lab } from "./e2e/lib/lab.mjs";
import { USER } from "./e2e/lib/stage.mjs";

const SIZES = [
  [1280, 800],
  [900, 600],
];
const VIEWS = ["overview", "sources", "packets", "alerts", "settings"];
// Enough intervals for a line, and a burst in it.
const QUIET = { pps: 300, count: 12_000, sources: 60 };
const BURST = { pps: 3000, count: 18_000, sources: 400, proto: "udp" };

main(async () => {
  const folder = path.resolve(process.argv[2] ?? path.join(ROOT, ".cache/screenshots"));
  if (process.env.WEIR_LAB) return takeAll(folder);
  if (process.getuid() !== 0) throw new Plain("The pictures show packets of a lab, and making one needs root.");
  buildWindow();
  buildPrograms();
  run("cargo", ["build", "--release", "--locked", "--quiet", "-p", "weir-lab"]);
  process.exitCode = await runInLab("node", [fileURLToPath(import.meta.url), folder]);
});

async function takeAll(folder) {
  mkdirSync(folder, { recursive: true });
  for (const theme of ["light", "dark"]) {
    const desktop = await Desktop.open();
    try {
      writeSettings(desktop.stage, { version: 1, theme, intervalS: 1 });
      const weir = await desktop.start();
      await take(weir, folder, `${theme}-first`, ...SIZES[0]);
      await weir.start();
      const quiet = lab.flood(QUIET);
      await new Promise((resolve) => setTimeout(resolve, 20_000));
      await lab.flood(BURST);
      for (const view of VIEWS) {
        await weir.goTo(view);
        for (const [width, height] of SIZES) await take(weir, folder, `${theme}-${view}-${width}x${height}`, width, height);
      }
      await quiet;
    } finally {
      await desktop.close();
    }
  }
}

async function take(weir, folder, name, width, height) {
  await weir.resize(width, height);
  // One pulse and one drawing.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const file = path.join(folder, `${name}.png`);
  writeFileSync(file, await weir.page.screenshot());
  console.log(path.relative(ROOT, file));
}

function writeSettings(stage, settings) {
  const folder = path.join(stage.env().XDG_CONFIG_HOME, "weir");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "settings.json"), JSON.stringify(settings));
  for (const owned of [path.dirname(folder), folder, path.join(folder, "settings.json")]) chownSync(owned, USER.uid, USER.gid);
}
