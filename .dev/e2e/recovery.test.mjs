// An interface that goes and comes under a capture without a window: said in words, waited for at no cost, captured again.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before } from "node:test";
import { cost } from "../lib/measure.mjs";
import { PROGRAMS, lab } from "./lib/lab.mjs";
import { until } from "./lib/process.mjs";
import { scenario } from "./lib/scenario.mjs";
import { Stage } from "./lib/stage.mjs";
import { Watch } from "./lib/watch.mjs";

const skip = process.env.WEIR_E2E_SKIP;
const RECOVERY_MS = 2000;
const WAITING_S = 3;
const MOST_CPU = 2;
const OTHER_NAME = "weir9";

let stage, watch;
let sent = 0;

before(() => {
  if (skip) return;
  stage = new Stage(PROGRAMS);
});
after(async () => {
  await watch?.end();
  stage?.close();
});

/** What is sent now is counted: all of it, once. */
async function countsAll() {
  sent += (await lab.sendKnown()).packets;
  await until(`${sent} packets are counted`, () => watch.tick?.packets === sent);
}

async function waitsQuietly() {
  const pids = [watch.pid, watch.sidecar].filter((pid) => pid !== undefined);
  const cpu = (await cost(pids, WAITING_S)).reduce((all, one) => all + one.cpu, 0);
  assert.ok(cpu < MOST_CPU, `${cpu.toFixed(1)} % of a core while it waits`);
}

/** The capture ends with `words`, waits, and is back within its time once the cause is gone. */
async function goesAndComes(gone, back, words) {
  const { place, sidecar: old } = watch;
  await gone();
  await watch.said(words, { from: place, within: RECOVERY_MS });
  await until("the old sidecar is gone", () => watch.sidecar !== old);
  await waitsQuietly();
  await back();
  await watch.isCapturing(RECOVERY_MS);
  await countsAll();
}

const rename = (from, to) => execFileSync("ip", ["link", "set", from, "name", to]);

scenario("a capture counts what is sent", async () => {
  watch = new Watch(stage);
  await watch.isCapturing();
  await countsAll();
});

scenario("an interface that is switched off is said, and captured again within 2 s of being on", () =>
  goesAndComes(() => lab.cable("down"), () => lab.cable("up"), new RegExp(`${lab.iface} is switched off`)));

scenario("an interface that is deleted is said, and captured again within 2 s of being made anew", () =>
  goesAndComes(() => lab.cable("delete"), () => lab.cable("create"), new RegExp(`${lab.iface} is gone`)));

scenario("an interface that is renamed is captured on, under whatever name", async () => {
  const before = watch.sidecar;
  rename(lab.iface, OTHER_NAME);
  await countsAll();
  await waitsQuietly();
  rename(OTHER_NAME, lab.iface);
  await countsAll();
  assert.equal(watch.sidecar, before, "it was never interrupted");
});

scenario("an interface that is away under another name is waited for", () =>
  goesAndComes(
    async () => {
      await lab.cable("down");
      rename(lab.iface, OTHER_NAME);
    },
    async () => {
      rename(OTHER_NAME, lab.iface);
      await lab.cable("up");
    },
    new RegExp(`${lab.iface} is (switched off|gone)`),
  ));

scenario("the report at the end has all of it", async () => {
  const { status, report } = await watch.stop();
  assert.deepEqual({ status, packets: report.packets, drops: report.quality.kernel_drops }, { status: 0, packets: sent, drops: 0 });
});
