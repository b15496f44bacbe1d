// A capture file in the window: the numbers are those of the terminal program's report, and what is no capture is said.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import path from "node:path";
import { until } from "./lib/process.mjs";
import { scenario, withApp } from "./lib/scenario.mjs";
import { USER } from "./lib/stage.mjs";

const here = withApp();
let report;

/** As a file manager does: the program again, with the file. The first one takes it over. */
async function openWithWeir(file) {
  const second = spawn(here.desktop.stage.app, [file], { env: here.desktop.env, stdio: "ignore", ...USER });
  await new Promise((done, failed) => second.on("exit", done).on("error", failed));
}

function capture() {
  const file = path.join(here.desktop.stage.folder, "<b>office.pcap");
  writeFileSync(file, pcap());
  chmodSync(file, 0o644);
  return file;
}

scenario("a file that is opened with Weir is shown by its name", async () => {
  const file = capture();
  report = JSON.parse(execFileSync(here.desktop.stage.cli, ["report", file, "--json", "--names"], { env: here.desktop.env, ...USER }));
  assert.equal(report.packets, 300);
  await openWithWeir(file);
  await here.weir.says("session-state", /^File <b>office\.pcap$/);
  assert.match(await here.weir.text("range-chip"), /Whole file/);
});

scenario("every protocol has the packets of the report", async () => {
  await here.weir.goTo("overview");
  await here.weir.showTable("chart-share");
  const found = (rows) => Object.fromEntries(rows.map((row) => [row.protocol.toLowerCase(), row.packets]));
  const { tcp, udp, icmp, other } = report.protocols;
  const wanted = { tcp: tcp.packets, udp: udp.packets, icmp: icmp.packets, arp: 0, other: other.packets };
  await here.weir.tableIs("chart-share-table", found, wanted);
});

scenario("the chart over time has every interval of the report", async () => {
  await here.weir.showTable("chart-traffic");
  const sums = (rows) => rows.map((row) => ["tcp", "udp", "icmp"].map((name) => row[name])).filter((row) => row.some((n) => n > 0));
  // Newest or oldest first is the table's choice.
  const sorted = (rows) => rows.map(String).sort();
  const wanted = sorted(report.intervals.map(({ tcp, udp, icmp }) => [tcp, udp, icmp]));
  await here.weir.tableIs("chart-traffic-table", (rows) => sorted(sums(rows)), wanted);
});

scenario("every source has the numbers, the country and the network of the report", async () => {
  await here.weir.goTo("sources");
  const place = ({ country, asn, organisation }) => (country ? `${country} · AS${asn} ${organisation}` : "");
  const wanted = report.sources.map((row) => [row.ip, row.packets, row.tcp, row.udp, row.icmp, place(row)]).sort();
  const kinds = new Set(["private network", "for examples only", "public"]);
  const found = (rows) =>
    rows
      .map((row) => {
        const where = row["name, country, network"];
        return [row.source, row.packets, row.tcp, row.udp, row.icmp, kinds.has(where) ? "" : where];
      })
      .sort();
  await here.weir.tableIs("sources-table", found, wanted);
  assert.ok(wanted.some((row) => row[0] === "8.8.8.8" && /^US · AS15169 Google/.test(row[5])), JSON.stringify(wanted));
});

scenario("what is no capture is said in a sentence, and takes nothing away", async () => {
  const file = path.join(here.desktop.stage.folder, "letter.txt");
  writeFileSync(file, "Dear all, this is no capture.\n");
  chmodSync(file, 0o644);
  await openWithWeir(file);
  const said = () => here.weir.page.run(() => [...document.querySelectorAll(".mantine-Notification-root")].map((n) => n.innerText).join("\n"));
  await until("the refusal is said", async () => /letter\.txt is not a capture file/.test(await said()));
  assert.match(await here.weir.text("session-state"), /office/);
  assert.equal((await here.weir.table("sources-table")).length, report.sources.length);
});

scenario("a new capture takes the place of the file", async () => {
  await here.weir.start();
  assert.match(await here.weir.text("range-chip"), /Last/);
  await here.weir.stop();
});

/** 300 packets over 23 s of a past day, from public and private addresses. */
function pcap() {
  const parts = [Buffer.from("d4c3b2a1020004000000000000000000ffff000001000000", "hex")];
  const sources = ["8.8.8.8", "192.168.7.1", "203.0.113.9"];
  const protocols = [6, 17, 1];
  for (let n = 0; n < 300; n += 1) {
    const frame = packet(sources[n % 3], "192.168.7.2", protocols[Math.floor(n / 3) % 3]);
    const head = Buffer.alloc(16);
    head.writeUInt32LE(1_700_000_001 + Math.floor(n / 13), 0);
    head.writeUInt32LE((n % 13) * 1000, 4);
    head.writeUInt32LE(frame.length, 8);
    head.writeUInt32LE(frame.length, 12);
    parts.push(head, frame);
  }
  return Buffer.concat(parts);
}

function packet(from, to, protocol) {
  const bytes = (ip) => Buffer.from(ip.split(".").map(Number));
  const payload = Buffer.alloc(20);
  payload.writeUInt16BE(40_000, 0);
  payload.writeUInt16BE(443, 2);
  if (protocol === 6) payload[12] = 0x50;
  if (protocol === 17) payload.writeUInt16BE(20, 4);
  const ip = Buffer.alloc(12);
  ip[0] = 0x45;
  ip.writeUInt16BE(40, 2);
  ip[8] = 64;
  ip[9] = protocol;
  return Buffer.concat([Buffer.from("0200000000020200000000010800", "hex"), ip, bytes(from), bytes(to), payload]);
}
