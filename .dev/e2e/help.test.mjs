// The help: one key from anywhere, at the place that belongs to the view, searchable, in both languages.

import assert from "node:assert/strict";
import { until } from "./lib/process.mjs";
import { scenario, withApp } from "./lib/scenario.mjs";

const here = withApp();
const heading = () => here.weir.page.run(() => document.querySelector("h1").textContent);
const focused = () => here.weir.page.run(() => document.activeElement.textContent);
/** Of the section, below the top of what scrolls. */
const offset = (id) =>
  here.weir.page.run((id) => {
    const main = document.querySelector("#main").getBoundingClientRect();
    return document.querySelector(`#${id}`).getBoundingClientRect().top - main.top;
  }, id);

async function search(words) {
  await here.weir.page.run(() => document.querySelector("[data-testid=help-search]").focus());
  await here.weir.page.press(...words);
}

scenario("the key opens the help at what the view shows", async () => {
  for (const [view, title] of [["alerts", "Alerts"], ["packets", "Sources and packets"], ["interfaces", "Interfaces"]]) {
    await here.weir.goTo(view);
    await here.weir.page.press("?");
    await until("the help is open", async () => (await heading()) === "Help");
    await until(`it begins with ${title}`, async () => (await focused()) === title);
  }
  const top = await offset("help-interfaces");
  assert.ok(top >= 0 && top < 120, `the section begins ${top} px below the top`);
});

scenario("a search shows what has the words, and one button shows all again", async () => {
  await search("reverse dns");
  await here.weir.says("help-found", /^\d entr(y|ies) found/);
  const terms = () => here.weir.page.run(() => [...document.querySelectorAll("[data-testid=help] dt")].map((dt) => dt.textContent));
  assert.ok((await terms()).includes("Host names"), String(await terms()));
  await search(" xyz");
  await here.weir.says("help-found", /Nothing/);
  await here.weir.page.run(() => document.querySelector("[data-testid=help-search]").parentElement.querySelector("button").click());
  await until("all is shown", async () => (await terms()).length > 80);
});

scenario("in the search field a letter is a letter", async () => {
  await search("?1p");
  assert.equal(await heading(), "Help");
  assert.equal(await here.weir.page.run(() => document.querySelector("[data-testid=help-search]").value), "?1p");
});

scenario("keys choose the interface, the range and the interval, and go from part to part", async () => {
  const [ESCAPE, F6] = ["\uE00C", "\uE036"];
  await here.weir.goTo("overview");
  const press = async (key) => {
    await here.weir.page.run(() => document.activeElement?.blur());
    await here.weir.page.press(key);
  };
  const says = (css, pattern) => until(`${css} says ${pattern}`, async () => pattern.test((await here.weir.page.run((css) => document.querySelector(css)?.innerText ?? "", css)) ?? ""));
  const [interval, range] = [".segment[aria-pressed=true]", ".scope button"];
  await says(range, /Last 5\smin/);
  await press("]");
  await says(range, /Last 15\smin/);
  await press("[");
  await says(range, /Last 5\smin/);
  await says(interval, /^5\ss$/);
  await press("=");
  await says(interval, /^10\ss$/);
  await press("-");
  await says(interval, /^5\ss$/);
  await press("i");
  await until("the interfaces are listed", () => here.weir.page.run(() => !!document.querySelector(".picker-list")));
  await here.weir.page.press(ESCAPE);
  await until("they are not any more", () => here.weir.page.run(() => !document.querySelector(".picker-list")));
  await press(F6);
  const part = () => here.weir.page.run(() => document.activeElement.closest(".head, .rail, .scope, #main, .strip")?.className ?? "");
  assert.match(await part(), /head/);
  await here.weir.page.press(F6);
  assert.match(await part(), /rail/);
});
