// The tray: it starts and stops the capture, the window follows; it keeps the capture when the window is closed.

import assert from "node:assert/strict";
import { Desktop } from "./lib/app.mjs";
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

scenario("in German the tray and a notification are German at once, numbers too", async () => {
  await here.weir.goTo("settings");
  await here.weir.page.run(() => document.querySelector("[data-testid=language] input[value=de]").click());
  await until("the menu is German", async () => {
    const [, capture, alert, ...rest] = (await shown()).filter((label) => label !== "");
    const menu = [capture, /^(Noch kein Alarm|Letzter Alarm: .+ \d\d:\d\d:\d\d)$/.test(alert), ...rest];
    assert.deepEqual(menu, ["Aufzeichnung stoppen", true, "Mitteilungen 1 Stunde anhalten", "Weir zeigen", "Beenden"]);
    return true;
  });
  const flood = lab.flood({ pps: 1500, count: 9000, proto: "tcp" });
  await until("the rate is German", async () => /(^| – )1\.[3-7]\d\d Pakete\/s, \d+,\d [kM]bit\/s$/.test((await shown())[0]));
  // Told when it is over; at most three are told in a minute.
  await until("so is the notification", async () => {
    const all = await here.desktop.tray.notifications();
    const german = ({ summary, body }) => /^Vorbei: SYN-Flut gegen /.test(summary) && /^\d+ s, höchstens 1\.\d{3} Pakete\/s\.( Und .+)?$/.test(body);
    assert.ok(all.some(german), JSON.stringify(all));
    return true;
  }, 70_000);
  await flood;
  await here.weir.page.run(() => document.querySelector("[data-testid=language] input[value=en]").click());
  await until("and English again", async () => (await shown()).includes("Stop capture"));
});

scenario("Quit ends everything", async () => {
  const app = here.weir.find("weir");
  const sidecar = here.weir.find("weir-sidecar");
  await here.desktop.tray.click("Quit");
  await until("the app is gone", () => !isAlive(app));
  await until("the sidecar is gone", () => !isAlive(sidecar));
});

scenario("on a desktop whose messages are German both are, though its letters are of no language", async () => {
  await here.desktop.close();
  here.desktop = await Desktop.open();
  Object.assign(here.desktop.env, { LANG: "C.UTF-8", LANGUAGE: "de_DE:de" });
  here.weir = await here.desktop.start();
  await until("the window is German", () => here.weir.page.run(() => document.documentElement.lang === "de"));
  await until("the tray is", async () => (await shown()).includes("Beenden"));
});
