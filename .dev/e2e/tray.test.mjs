// The tray: it starts and stops the capture, the window follows; it keeps the capture when the window is closed.

import assert from "node:assert/strict";
import { lab } from "./lib/lab.mjs";
import { isAlive, until } from "./lib/process.mjs";
import { scenario, withApp } from "./lib/scenario.mjs";

const here = withApp();
const shown = async () => (await here.desktop.tray.menu()).map((entry) => entry.label);

scenario("the tray starts the capture, and the window follows", async () => {
  await here.weir.isStopped();
  await here.desktop.tray.click("Start capture");
  await here.weir.isCapturing();
  assert.equal(await here.weir.text("start-stop"), "Stop");
});

scenario("the tray's first line has the live rate", async () => {
  const flood = lab.flood({ pps: 200, count: 1000 });
  // An alert may stand before it, if the flood is told first.
  await until("a rate above zero", async () => /^(.* – )?[1-9][\d,]* packets\/s/.test((await shown())[0]));
  await flood;
});

scenario("the tray stops the capture, and the window follows", async () => {
  await here.desktop.tray.click("Stop capture");
  await here.weir.isStopped();
  assert.ok((await shown()).some((label) => label.startsWith("Start capture")));
});

scenario("closing the window keeps the capture in the tray, and says so the first time only", async () => {
  await here.weir.start();
  const sidecar = here.weir.find("weir-sidecar");
  for (const time of ["first", "second"]) {
    here.desktop.closeWindow();
    await until(`the window is closed the ${time} time`, () => here.desktop.visibleWindows() === 0);
    await lab.sendKnown();
    await until("the capture goes on", async () => (await shown()).includes("Stop capture"));
    await here.desktop.tray.click("Show Weir");
    await until("the window is shown again", () => here.desktop.visibleWindows() === 1);
  }
  assert.equal(here.weir.find("weir-sidecar"), sidecar, "it is the same capture");
  const said = (await here.desktop.tray.notifications()).filter(({ body }) => /tray/.test(body));
  assert.equal(said.length, 1, JSON.stringify(said));
});

scenario("what was captured behind the closed window is in it", async () => {
  const expected = await lab.sendKnown();
  await here.weir.showTable("chart-share");
  const total = (rows) => rows.reduce((all, row) => all + row.packets, 0);
  await here.weir.tableIs("chart-share-table", total, 3 * expected.packets);
});

scenario("Quit ends everything", async () => {
  const app = here.weir.find("weir");
  const sidecar = here.weir.find("weir-sidecar");
  await here.desktop.tray.click("Quit");
  await until("the app is gone", () => !isAlive(app));
  await until("the sidecar is gone", () => !isAlive(sidecar));
});
