// The capture filter in the window: a bad one is answered in the compiler's words, a good one narrows what is counted.

import assert from "node:assert/strict";
import { lab } from "./lib/lab.mjs";
import { until } from "./lib/process.mjs";
import { scenario, withApp } from "./lib/scenario.mjs";

const here = withApp();
const ENTER = "\uE007";
const ESCAPE = "\uE00C";

async function type(text) {
  await here.weir.click("capture-filter");
  await here.weir.page.press(...text, ENTER);
}

scenario("a filter that is none is refused beneath its field, with the word at which it goes wrong", async () => {
  await type("udp prot 53");
  const said = await here.weir.says("capture-filter-error", /syntax error at .*prot/);
  assert.match(said, /tcpdump/, "and with the cure");
  const places = await here.weir.page.run(() =>
    ["capture-filter", "capture-filter-error"].map((id) => document.querySelector(`[data-testid=${id}]`).getBoundingClientRect().toJSON()),
  );
  assert.ok(places[1].top >= places[0].bottom, JSON.stringify(places));
  await here.weir.page.press(ESCAPE);
  await until("the error is gone", async () => (await here.weir.text("capture-filter-error")) === null);
});

scenario("with a filter only what it accepts is counted", async () => {
  await type("udp");
  await here.weir.start();
  const { protocols } = await lab.sendKnown();
  await here.weir.showTable("chart-share");
  const found = (rows) => Object.fromEntries(rows.map((row) => [row.protocol.toLowerCase(), row.packets]));
  const wanted = Object.fromEntries(Object.keys(protocols).map((name) => [name, name === "udp" ? protocols.udp.packets : 0]));
  await here.weir.tableIs("chart-share-table", found, wanted);
  assert.ok(protocols.udp.packets > 0);
});

scenario("while a capture runs its filter is shown and cannot be changed", async () => {
  const [value, fixed] = await here.weir.page.run(() => {
    const field = document.querySelector("[data-testid=capture-filter]");
    return [field.value, field.disabled];
  });
  assert.deepEqual([value, fixed], ["udp", true]);
  await here.weir.stop();
});
