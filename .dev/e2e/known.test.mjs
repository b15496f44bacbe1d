// Real packets in the window: every number that it shows is the number that was sent.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { lab } from "./lib/lab.mjs";
import { scenario, withApp } from "./lib/scenario.mjs";
import { writtenBytes } from "./lib/weir.mjs";

const here = withApp();
let expected;

scenario("Start captures as an ordinary user, with a sidecar that holds no right any more", async () => {
  await here.weir.start();
  const pid = here.weir.find("weir-sidecar");
  assert.ok(pid, "a sidecar runs");
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    const status = readFileSync(`/proc/${pid}/task/${task}/status`, "utf8");
    assert.match(status, /^CapPrm:\t0+$/m);
    assert.match(status, /^NoNewPrivs:\t1$/m);
    assert.match(status, /^Seccomp:\t2$/m);
  }
});

scenario("every protocol has the packets and bytes that were sent", async () => {
  expected = await lab.sendKnown();
  await here.weir.showTable("chart-share");
  const wanted = Object.entries(expected.protocols).map(([name, count]) => [name, [count.packets, writtenBytes(count.bytes)]]);
  const found = (rows) => Object.fromEntries(rows.map((row) => [row.protocol.toLowerCase(), [row.packets, row.bytes]]));
  await here.weir.tableIs("chart-share-table", found, Object.fromEntries(wanted));
});

scenario("the traffic over time sums to what was sent", async () => {
  await here.weir.showTable("chart-traffic");
  const names = Object.keys(expected.protocols);
  const total = (rows) => Object.fromEntries(names.map((name) => [name, rows.reduce((all, row) => all + (Number(row[name]) || 0), 0)]));
  const wanted = Object.fromEntries(names.map((name) => [name, expected.protocols[name].packets]));
  await here.weir.tableIs("chart-traffic-table", total, wanted);
});

scenario("every source has what it sent", async () => {
  await here.weir.goTo("sources");
  const found = (rows) =>
    rows.map((row) => [row.source, row.packets, row.bytes, row.tcp, row.udp, row.icmp, row.other]).sort();
  const wanted = expected.sources
    .map(({ ip, packets, bytes, tcp, udp, icmp, other }) => [ip, packets, bytes, tcp, udp, icmp, other])
    .sort();
  await here.weir.tableIs("sources-table", found, wanted);
});

scenario("every packet has its row", async () => {
  await here.weir.goTo("packets");
  const count = (rows) => {
    const counts = { packets: rows.length, bytes: 0 };
    for (const row of rows) counts.bytes += row.length;
    return counts;
  };
  await here.weir.tableIs("packets-table", count, { packets: expected.packets, bytes: expected.bytes });
  const rows = await here.weir.table("packets-table");
  assert.equal(rows.filter((row) => /SYN/.test(row.info)).length, 24, "24 packets were SYNs");
  assert.equal(rows.filter((row) => row.protocol === "ARP").length, expected.protocols.arp.packets);
});

scenario("nothing else was counted, and nothing was lost", async () => {
  await here.weir.goTo("overview");
  // Longer than two ticks and a pulse: what came late would show by now.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  const rows = await here.weir.table("chart-share-table");
  assert.equal(rows.reduce((all, row) => all + row.packets, 0), expected.packets);
  assert.match(await here.weir.text("quality"), /Complete/);
});

scenario("Stop ends the capture and the sidecar, and keeps the numbers", async () => {
  await here.weir.stop();
  assert.equal(here.weir.find("weir-sidecar"), undefined);
  const rows = await here.weir.table("chart-share-table");
  assert.equal(rows.reduce((all, row) => all + row.packets, 0), expected.packets);
});
