// What can go wrong while a capture runs: the window says what happened, and goes on when the cause is gone.

import assert from "node:assert/strict";
import { lab } from "./lib/lab.mjs";
import { until } from "./lib/process.mjs";
import { scenario, withApp } from "./lib/scenario.mjs";

const here = withApp();
const packets = async () => ((await here.weir.table("chart-share-table")) ?? []).reduce((all, row) => all + row.packets, 0);

/** A sentence somewhere in the window; where it stands is a matter of taste. */
const windowSays = (pattern) =>
  until(`the window says ${pattern}`, async () => pattern.test(await here.weir.page.run(() => document.body.innerText)));

/** New packets arrive in the window. */
async function captureWorks() {
  await here.weir.isCapturing();
  await here.weir.showTable("chart-share");
  const before = await packets();
  const { packets: sent } = await lab.sendKnown();
  await until("the packets are counted", async () => (await packets()) >= before + sent);
}

scenario("t15 a killed sidecar is started again within 1.5 s, and the loss is said and drawn as a gap", async () => {
  await here.weir.start();
  await captureWorks();
  const old = here.weir.find("weir-sidecar");
  const marks = () => here.weir.page.run(() => document.querySelectorAll("[data-testid=chart-traffic] .mark-gap").length);
  const before = await marks();
  process.kill(old, "SIGKILL");
  await until("another sidecar runs", () => ![undefined, old].includes(here.weir.find("weir-sidecar")), 1500);
  await captureWorks();
  await here.weir.says("quality", /gap/i);
  assert.doesNotMatch(await here.weir.text("quality"), /Complete/);
  await until("the gap is drawn over the traffic", async () => (await marks()) > before);
  assert.equal(await here.weir.attribute("chart-traffic", "data-state"), "gap");
});

scenario("an interface that vanishes is named, and the capture goes on when it is back", async () => {
  await lab.cable("delete");
  await windowSays(new RegExp(`${lab.iface} is gone`));
  await here.weir.says("start-stop", /Stop|Try again/);
  await lab.cable("create");
  await captureWorks();
});

scenario("an interface that is switched off is named, and the capture goes on when it is on again", async () => {
  await lab.cable("down");
  await windowSays(new RegExp(`${lab.iface} is switched off`));
  await lab.cable("up");
  await captureWorks();
});

scenario("a capture can be stopped while it waits", async () => {
  await lab.cable("delete");
  await windowSays(new RegExp(`${lab.iface} is gone`));
  await here.desktop.tray.click("Stop waiting");
  await here.weir.isStopped();
  await lab.cable("create");
  await here.weir.start();
  await here.weir.stop();
});
