// The interfaces before anything may be captured: what goes over them, why one is down, and a capture with one click.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { lab } from "./lib/lab.mjs";
import { until } from "./lib/process.mjs";
import { scenario, withApp } from "./lib/scenario.mjs";

const here = withApp({ prepare: (stage) => stage.revoke() });
const FLOOD = { pps: 300, count: 3000, proto: "udp" };

const row = (name = lab.iface) => `interface-${name}`;
const rate = async () => Number((await here.weir.text(`interface-rate-${lab.iface}`)).replace(/[^\d]/g, ""));

/** What the system counts: proc(5), /proc/net/dev. */
function counted(name) {
  const line = readFileSync("/proc/net/dev", "utf8").split("\n").find((one) => one.trim().startsWith(`${name}:`));
  const n = line.split(":")[1].trim().split(/\s+/).map(Number);
  return { packets: n[1] + n[9], errors: n[2] + n[10], dropped: n[3] + n[11] };
}

scenario("every interface is listed without any right, with kind, address and state", async () => {
  await here.weir.goTo("interfaces");
  await here.weir.says(row(), /Virtual[\s\S]*up[\s\S]*10\.9\.0\.\d+/);
  await here.weir.says(row("lo"), /Loopback[\s\S]*this machine with itself/);
  await here.weir.says(row("any"), /every packet of every interface/);
  // The doctor does not take its place, and says what is missing above it.
  assert.equal(await here.weir.attribute("doctor", "data-doctor"), "not-granted");
});

scenario("what goes over it now is shown as it happens, as numbers and as a line", async () => {
  const flood = lab.flood(FLOOD);
  await until("the rate is that of the flood", async () => Math.abs((await rate()) - FLOOD.pps) < 60, 15_000);
  assert.match(await here.weir.text(row()), /received [\d.]+\s[kM]bit\/s/);
  await until("there is a line", () =>
    here.weir.page.run((id) => (document.querySelector(`[data-testid="${id}"] .sparkline path`)?.getAttribute("d") ?? "").length > 20, row()),
  );
  assert.equal((await flood).sent, FLOOD.count);
  await until("the rate falls again", async () => (await rate()) < 60);
});

scenario("packets, errors and drops are those that the system counts", async () => {
  const same = async () => {
    const { packets, errors, dropped } = counted(lab.iface);
    const text = await here.weir.text(row());
    const has = (what) => text.includes(what);
    const n = (count) => count.toLocaleString("en");
    return has(`${n(packets)} packets`) && has(`${n(errors)} error`) && has(`${n(dropped)} dropped`);
  };
  await until("the numbers are those of the system", same, 15_000);
});

scenario("an interface that is switched off says so, and comes back", async () => {
  const state = () => here.weir.attribute(row(), "data-interface-state");
  await lab.cable("down");
  await until("it is off", async () => (await state()) === "off", 15_000);
  assert.match(await here.weir.text(row()), /down[\s\S]*switched off/);
  await lab.cable("up");
  await until("it is up", async () => (await state()) === "up", 15_000);
});

scenario("a click captures there once it is allowed, and on another one with another click", async () => {
  here.desktop.stage.grant();
  await here.weir.click("capture-on-lo");
  await here.weir.isCapturing();
  await here.weir.says("iface-picker", /^lo/);
  await here.weir.goTo("interfaces");
  await here.weir.says(row("lo"), /Capturing/);
  await here.weir.click(`capture-on-${lab.iface}`);
  await here.weir.says("iface-picker", new RegExp(`^${lab.iface}`));
  await here.weir.isCapturing();
  const { packets: sent } = await lab.sendKnown();
  await here.weir.showTable("chart-share");
  const total = (rows) => rows.reduce((all, one) => all + one.packets, 0);
  await until("its packets are counted", async () => total((await here.weir.table("chart-share-table")) ?? []) >= sent);
});
