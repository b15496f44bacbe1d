// The quality strip: how much was captured of what the system counted, and what each of its words means, by keys alone.

import assert from "node:assert/strict";
import { lab } from "./lib/lab.mjs";
import { until } from "./lib/process.mjs";
import { scenario, withApp } from "./lib/scenario.mjs";

const here = withApp();
const [ENTER, ESCAPE, F1] = ["\uE007", "\uE00C", "\uE031"];
const PPS = 400;
// From less than 10 s and 100 kB nothing is said.
const SECONDS = 14;

const focus = (id) => here.weir.page.run((id) => document.querySelector(`[data-testid="${id}"]`).closest("button").focus(), id);
const focused = () => here.weir.page.run(() => document.activeElement.textContent);
const isOpen = () => here.weir.page.run(() => document.querySelectorAll("[data-testid=quality-about]").length === 1);

scenario("what was captured is nearly all that the system counted on the interface", async () => {
  await here.weir.start();
  await lab.flood({ pps: PPS, count: PPS * SECONDS, sources: 20 });
  const said = await here.weir.says("quality-coverage", /^coverage \d+\.\d\s%$/);
  const percent = Number(said.match(/[\d.]+/)[0]);
  assert.ok(percent >= 97, said);
  assert.match(await here.weir.text("quality"), /Complete/);
});

scenario("a word of the strip says what it means when it is pressed, and Escape goes back to it", async () => {
  await focus("quality-dropped");
  await here.weir.page.press(ENTER);
  await here.weir.says("quality-about", /threw away/);
  await here.weir.page.press(ESCAPE);
  await until("it is closed", async () => !(await isOpen()));
  assert.equal(await focused(), "0 dropped");
  await focus("quality-coverage");
  await here.weir.page.press(ENTER);
  await here.weir.says("quality-about", /In the last \d+\ss the system counted .*B on this interface/);
  await here.weir.page.press(ESCAPE);
  await until("it is closed", async () => !(await isOpen()));
});

scenario("its button does what it says", async () => {
  await focus("quality-engine");
  await here.weir.page.press(ENTER);
  await until("the button has the focus", async () => (await focused()) === "Open the settings");
  await here.weir.page.press(ENTER);
  await until("the settings are shown", () => here.weir.page.run(() => location.hash === "#/settings"));
});

scenario("keys of one character can be switched off, and the help says so", async () => {
  const view = () => here.weir.page.run(() => location.hash);
  const press = async (key) => {
    await here.weir.page.run(() => document.activeElement?.blur());
    await here.weir.page.press(key);
  };
  await press("2");
  await until("the key acts", async () => (await view()) === "#/sources");
  assert.match(await here.weir.attribute("pause-view", "title"), / \(P\)$/);
  await here.weir.goTo("settings");
  await here.weir.page.run(() => document.querySelector("[data-testid=letter-keys]").click());
  await until("no button names its key", async () => !(await here.weir.attribute("pause-view", "title")).includes("(P)"));
  await press("2");
  await press("p");
  assert.equal(await view(), "#/settings");
  await press(F1);
  await until("the help is shown", async () => (await view()) === "#/help");
  assert.match(await here.weir.text("help-keys"), /Pause the view, and go on\. Keys of one character are switched off in Settings/);
  assert.equal(await here.weir.text("paused-band"), null);
});
