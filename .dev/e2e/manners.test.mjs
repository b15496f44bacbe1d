// Desktop manners: start at login, a pause for notifications, and beginning where one left off.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { isAlive, until } from "./lib/process.mjs";
import { scenario, withApp } from "./lib/scenario.mjs";

const here = withApp();

scenario("the web view is started as it costs least", async () => {
  const environment = readFileSync(`/proc/${here.weir.find("WebKitWebProces")}/environ`, "utf8").split("\0");
  for (const one of ["JSC_useFTLJIT=0", "JSC_forceCodeBlockLiveness=1"]) assert.ok(environment.includes(one), one);
});

/** What the desktop would start at login. */
function entries() {
  const folder = path.join(here.desktop.stage.home, ".config/autostart");
  return existsSync(folder) ? readdirSync(folder).map((name) => readFileSync(path.join(folder, name), "utf8")) : [];
}

const toggleLogin = () => here.weir.page.run(() => document.querySelector("[data-testid=start-at-login]").click());

scenario("nothing is started at login until the user wants it", async () => {
  assert.deepEqual(entries(), []);
  await here.weir.goTo("settings");
  await toggleLogin();
  await until("there is an entry", () => entries().length === 1);
  const [entry] = entries();
  assert.ok(entry.includes(here.desktop.stage.app) && entry.includes("--hidden"), entry);
});

scenario("and no longer when the user does not", async () => {
  await toggleLogin();
  await until("the entry is gone", () => entries().length === 0);
});

scenario("the tray pauses notifications, and ends the pause", async () => {
  const labels = async () => (await here.desktop.tray.menu()).map(({ label }) => label);
  await here.desktop.tray.click("Pause notifications");
  await until("the pause is shown", async () => (await labels()).includes("Notify again"));
  await here.desktop.tray.click("Notify again");
  await until("the pause is over", async () => (await labels()).some((label) => label.startsWith("Pause notifications")));
});

const width = () => here.weir.page.run(() => innerWidth);
let usual;

scenario("everything can be made twice as large, and a little smaller again", async () => {
  usual = await width();
  const zoom = async (key, factor) => {
    await here.weir.page.run((key) => dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey: true })), key);
    await until(`it is ${factor} times as large`, async () => Math.abs((await width()) - usual / factor) < 3);
  };
  for (const factor of [1.1, 1.25, 1.5, 1.75, 2]) await zoom("+", factor);
  // Nothing of the header is beyond the window's edge, and nothing in it lies over another.
  const boxes = await here.weir.page.run(() => {
    const seen = [...document.querySelectorAll(".head > *, .session > *")].filter((one) => getComputedStyle(one).position !== "absolute");
    return seen.map((one) => ({ is: one.className || one.tagName, left: one.getBoundingClientRect().left, right: one.getBoundingClientRect().right, deep: one.parentElement.className !== "head" }));
  });
  const edge = await width();
  for (const { is, right } of boxes) assert.ok(right <= edge + 1, `${is} ends at ${right} of ${edge}`);
  const row = boxes.filter(({ deep }) => !deep).sort((a, b) => a.left - b.left);
  row.slice(1).forEach((one, at) => assert.ok(one.left >= row[at].right - 1, `${one.is} lies over ${row[at].is}`));
  await zoom("-", 1.75);
  await zoom("-", 1.5);
});

scenario("the next start begins with the view that was looked at last, as large as it was", async () => {
  // The driver does not know of the zoom: its clicks would go astray.
  const go = (view) => here.weir.page.run((view) => document.querySelector(`[data-testid=view-${view}]`).click(), view);
  await go("sources");
  await go("settings");
  const app = here.weir.find("weir");
  await here.desktop.tray.click("Quit");
  await until("the app is gone", () => !isAlive(app));
  here.weir = await here.desktop.start();
  assert.equal(await here.weir.page.run(() => document.querySelector("h1").textContent), "Sources");
  await until("it is as large as before", async () => Math.abs((await width()) - usual / 1.5) < 3);
});
