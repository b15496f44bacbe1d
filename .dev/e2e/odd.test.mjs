// Odd captures in the window: no IP at all, a clock before 2000, nothing but long IPv6 addresses. Shown safely and legibly.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import path from "node:path";
import { until } from "./lib/process.mjs";
import { scenario, withApp } from "./lib/scenario.mjs";
import { USER } from "./lib/stage.mjs";

const here = withApp();
const MAC = Buffer.from("020000000001", "hex");
const EVERYBODY = Buffer.from("ffffffffffff", "hex");
const LONG = "2001:db8:85a3:8d3:1319:8a2e:370:7348";
// 3 May 1999, 08:05:00 UTC.
const OLD_S = Date.UTC(1999, 4, 3, 8, 5) / 1000;

/** RFC 826: who has 192.0.2.`target`? */
function arp(target) {
  const body = Buffer.from("0001080006040001", "hex");
  return Buffer.concat([EVERYBODY, MAC, Buffer.from("0806", "hex"), body, MAC, Buffer.from([192, 0, 2, 1]), Buffer.alloc(6), Buffer.from([192, 0, 2, target]), Buffer.alloc(18)]);
}

/** RFC 8200 and RFC 768, from LONG to its neighbour. */
function udp6(port) {
  const source = Buffer.from(LONG.split(":").map((group) => group.padStart(4, "0")).join(""), "hex");
  const destination = Buffer.from(source);
  destination[15] ^= 1;
  const udp = Buffer.alloc(12);
  [port, 53, 12, 0].forEach((value, i) => udp.writeUInt16BE(value, 2 * i));
  const ip = Buffer.from("60000000000c1140", "hex");
  return Buffer.concat([MAC, MAC, Buffer.from("86dd", "hex"), ip, source, destination, udp]);
}

/** A pcap file of Ethernet frames, ten a second. */
function capture(name, startS, frames) {
  const head = Buffer.alloc(24);
  head.writeUInt32LE(0xa1b2c3d4, 0);
  head.writeUInt16LE(2, 4);
  head.writeUInt16LE(4, 6);
  head.writeUInt32LE(65_535, 16);
  head.writeUInt32LE(1, 20);
  const records = frames.flatMap((frame, i) => {
    const record = Buffer.alloc(16);
    [startS + Math.floor(i / 10), (i % 10) * 100_000, frame.length, frame.length].forEach((value, at) => record.writeUInt32LE(value, 4 * at));
    return [record, frame];
  });
  const file = path.join(here.desktop.stage.folder, name);
  writeFileSync(file, Buffer.concat([head, ...records]));
  chmodSync(file, 0o644);
  return file;
}

async function open(file) {
  const second = spawn(here.desktop.stage.app, [file], { env: here.desktop.env, stdio: "ignore", ...USER });
  await new Promise((done, failed) => second.on("exit", done).on("error", failed));
  await here.weir.says("session-state", new RegExp(path.basename(file).replace(".", "\\.")));
}

const count = (frames, make) => Array.from({ length: frames }, (_, i) => make(i));
const openFirst = async (table) => {
  await here.weir.page.run((id) => document.querySelector(`[data-testid=${id}]`).focus(), table);
  await here.weir.page.press("\uE011", "\uE007");
};

scenario("a capture of 1999 with nothing but ARP has packets, and says why it has no sources", async () => {
  await open(capture("arp.pcap", OLD_S, count(120, (i) => arp(i))));
  await here.weir.goTo("sources");
  await here.weir.says("sources-empty", /Nothing of what was captured so far is IP/);
  await here.weir.goTo("packets");
  await here.weir.tableIs("packets-table", (rows) => [rows.length, new Set(rows.map((row) => row.protocol)).size], [120, 1]);
  await openFirst("packets-table");
  const said = await here.weir.says("packet-detail", /Operation/);
  assert.match(said, /Operation\s+1 \(who has 192\.0\.2\.119\? tell 192\.0\.2\.1\)/);
  assert.match(said, /Target|Destination/);
  await here.weir.click("packet-detail-close");
  await here.weir.goTo("overview");
  await here.weir.showTable("chart-traffic");
  const arps = (rows) => rows.reduce((all, row) => all + (Number(row.arp) || 0), 0);
  await here.weir.tableIs("chart-traffic-table", arps, 120);
});

scenario("nothing but long IPv6 addresses: whole where they are read, cut nowhere without a title, and no row is torn", async () => {
  await open(capture("six.pcap", OLD_S, count(90, (i) => udp6(1024 + i))));
  await here.weir.goTo("sources");
  await here.weir.tableIs("sources-table", (rows) => rows.map((row) => [row.source, row.packets, row.udp]), [[LONG, 90, 90]]);
  await here.weir.click("columns");
  await here.weir.click("column-first");
  await here.weir.page.press("\uE00C");
  const [first] = await until("the column is there", async () => {
    const rows = await here.weir.table("sources-table");
    return rows[0]?.["first seen"] && rows;
  });
  assert.match(first["first seen"], /1999/);
  await openFirst("sources-table");
  await here.weir.says("source-detail", new RegExp(LONG));
  await here.weir.says("source-detail", /UDP 53/);
  const torn = await here.weir.page.run(() =>
    [...document.querySelectorAll("[role=gridcell]")].filter((cell) => cell.getBoundingClientRect().height > 30).length,
  );
  assert.equal(torn, 0, "cells are one line high");
  await here.weir.goTo("packets");
  await until("rows are there", () => here.weir.page.run(() => !!document.querySelector("#packets-table-0")));
  const titles = await here.weir.page.run(() => document.querySelector("#packets-table-0 [role=gridcell]:nth-child(2)").title);
  assert.match(titles, /^\[2001:db8:85a3:8d3:1319:8a2e:370:7348\]:\d+$/);
});
