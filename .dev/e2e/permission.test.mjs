// Without the permission to capture: the doctor says what is missing, and the capture starts when it is given.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { lab } from "./lib/lab.mjs";
import { scenario, withApp } from "./lib/scenario.mjs";
import { until } from "./lib/process.mjs";
import { USER } from "./lib/stage.mjs";

const here = withApp({ prepare: (stage) => stage.revoke() });

/** The doctor in the window, with one plain sentence and something to press. */
async function doctorSays(code, pattern) {
  await until(`the doctor says ${code}`, async () => (await here.weir.attribute("doctor", "data-doctor")) === code);
  assert.match(await here.weir.text("doctor"), pattern);
  const buttons = await here.weir.page.run(() => document.querySelectorAll("[data-testid=doctor] button:not([disabled])").length);
  assert.ok(buttons > 0, "there is a button");
}

async function captureWorks() {
  await here.weir.isCapturing();
  const { packets: sent } = await lab.sendKnown();
  await here.weir.showTable("chart-share");
  const total = (rows) => rows.reduce((all, row) => all + row.packets, 0);
  await until("the packets are counted", async () => total((await here.weir.table("chart-share-table")) ?? []) >= sent);
}

/** The doctor of the terminal, as the user, within what setpriv(1) leaves. */
function doctor({ within = [], json = false } = {}) {
  const { stage, env } = here.desktop;
  const account = ["--reuid", `${USER.uid}`, "--regid", `${USER.gid}`, "--clear-groups"];
  return spawnSync("/usr/bin/setpriv", [...within, ...account, stage.cli, "doctor", ...(json ? ["--json"] : [])], { env, encoding: "utf8" });
}

scenario("a container without NET_RAW is told apart, though the account may capture", async () => {
  here.desktop.stage.grant();
  const free = doctor();
  assert.equal(free.status, 0, free.stdout + free.stderr);
  // As container engines do it: the file's capability is beyond the bounding set, so execve(2) fails with EPERM.
  const within = ["--bounding-set", "-net_raw"];
  const bound = doctor({ within });
  assert.equal(bound.status, 1);
  assert.match(bound.stdout + bound.stderr, /This container does not allow packet capture[\s\S]*NET_RAW/);
  const typed = doctor({ within, json: true });
  assert.equal(JSON.parse(typed.stdout).problem.code, "exec-blocked", typed.stdout);
  here.desktop.stage.revoke();
});

scenario("who may not run the sidecar is told so", async () => {
  await here.weir.says("start-stop", /^Start$/);
  await here.weir.click("start-stop");
  await doctorSays("not-granted", /not allowed/);
});

scenario("the capture starts by itself once it is allowed", async () => {
  here.desktop.stage.grant();
  await captureWorks();
  await here.weir.stop();
});

scenario("a sidecar that lost its capability is told apart", async () => {
  here.desktop.stage.loseCapability();
  await here.weir.click("start-stop");
  await doctorSays("no-capability", /permission/);
});

scenario("the capture starts by itself once the capability is back", async () => {
  here.desktop.stage.giveCapability();
  await captureWorks();
  await here.weir.stop();
});
