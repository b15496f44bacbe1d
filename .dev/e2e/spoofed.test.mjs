// A flood of forged addresses over a real cable: totals stay exact, memory stays small, real hosts stay to be seen.

import assert from "node:assert/strict";
import { test } from "node:test";
import { REAL_HOSTS, realHosts } from "../bench/floods.mjs";
import { Watcher } from "../bench/watcher.mjs";
import { resident } from "../lib/measure.mjs";
import { lab } from "./lib/lab.mjs";

const skip = process.env.WEIR_E2E_SKIP ?? false;
const PACKETS = 150_000;
const RATE = 30_000;
const MOST_MIB = 32;

test("nine packets in ten from an address that never came before hide nobody", { skip }, async () => {
  const watcher = await Watcher.start();
  const { sent } = await lab.flood({ pps: RATE, count: PACKETS, proto: "spoofed" });
  const memory = resident(watcher.sidecar);
  const report = await watcher.stop();
  assert.equal(report.packets + report.quality.kernel_drops, sent, "every packet was seen or is told as dropped");
  assert.equal(realHosts(report, sent), REAL_HOSTS);
  assert.ok(memory < MOST_MIB, `${memory} MiB`);
  assert.equal(report.sources_exact, false);
  const distinct = report.distinct_sources / (sent * 0.9);
  assert.ok(distinct > 0.93 && distinct < 1.07, `${report.distinct_sources} distinct sources of ${sent * 0.9}`);
});
