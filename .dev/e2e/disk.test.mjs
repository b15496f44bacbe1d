// A full disk: what was changed is in force, the window says that it is not kept, and nothing that was kept is lost.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after } from "node:test";
import { until } from "./lib/process.mjs";
import { scenario, withApp } from "./lib/scenario.mjs";
import { USER } from "./lib/stage.mjs";

let folder;
// Before the app and its home go: what is mounted cannot be removed.
after(() => {
  if (folder && existsSync(folder)) execFileSync("umount", ["--lazy", folder]);
});
const here = withApp({
  prepare: (stage) => {
    folder = path.join(stage.env().XDG_CONFIG_HOME, "weir");
    stage.settings({ version: 1, theme: "light" });
    const kept = readFileSync(settings());
    // Nobody else sees this: the lab's end has mounts of its own.
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=64k,mode=700,uid=${USER.uid},gid=${USER.gid}`, "tmpfs", folder]);
    writeFileSync(settings(), kept);
    execFileSync("chown", [`${USER.uid}:${USER.gid}`, settings()]);
  },
});

const settings = () => path.join(folder, "settings.json");
const filler = () => path.join(folder, "filler");
const inForce = () => here.weir.page.run(() => window.__TAURI_INTERNALS__.invoke("get_settings"));
const choose = (id) => here.weir.page.run((id) => document.querySelector(`[data-testid="${id}"]`).click(), id);

function fill() {
  mkdirSync(folder, { recursive: true });
  try {
    for (const size of [1 << 20, 1]) for (let n = 0; n < 100; n += 1) writeFileSync(filler(), Buffer.alloc(size), { flag: "a" });
  } catch (error) {
    assert.equal(error.code, "ENOSPC");
    return;
  }
  assert.fail("the disk did not become full");
}

scenario("t16 on a full disk a change is in force, and the window says that it is not kept", async () => {
  fill();
  const before = readFileSync(settings(), "utf8");
  await here.weir.goTo("settings");
  await choose("disclosure-counts");
  await here.weir.says("save-error", /not on disk yet[\s\S]*could not be written[\s\S]*free space/);
  assert.equal((await inForce()).disclosure, "counts");
  assert.equal(readFileSync(settings(), "utf8"), before, "what was kept is as it was");
});

scenario("t16 with room again it is kept, and nothing half-written is left", async () => {
  rmSync(filler());
  await here.weir.page.run(() => document.querySelector("[data-testid=save-error] button").click());
  await until("the complaint is gone", async () => (await here.weir.text("save-error")) === null);
  assert.equal(JSON.parse(readFileSync(settings(), "utf8")).disclosure, "counts");
  assert.deepEqual(readdirSync(folder), ["settings.json"]);
});
