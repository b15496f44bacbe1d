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

scenario("a file without an attack says that all of it was looked through", async () => {
  await here.weir.goTo("alerts");
  await here.weir.says("alerts-empty", /No alerts[\s\S]*All of <b>office\.pcap was looked through/);
});

scenario("an attack in a file is an alert, with its evidence and in the charts", async () => {
  const file = path.join(here.desktop.stage.folder, "flood.pcap");
  writeFileSync(file, pcap(flood()));
  chmodSync(file, 0o644);
  const { episodes } = JSON.parse(execFileSync(here.desktop.stage.cli, ["report", file, "--json"], { env: here.desktop.env, ...USER }));
  assert.deepEqual(episodes.map(({ kind, victim }) => [kind, victim]), [["syn_flood", "192.168.7.2"]]);
  await openWithWeir(file);
  await here.weir.says("session-state", /^File flood\.pcap$/);
  await until("the alert is listed", async () => (await here.weir.attribute("alert-card", "data-kind")) === "syn_flood");
  await here.weir.click("alert-card");
  await here.weir.says("evidence-sentence", /400 SYNs\/s to 192\.168\.7\.2:443 from .* addresses, 100 % never completed/);
  await here.weir.says("alerts-list", /ended after/);
  await here.weir.goTo("overview");
  await here.weir.showTable("chart-attacks");
  const rows = await here.weir.table("chart-attacks-table");
  assert.ok(rows.some((row) => row.kind === "SYN flood" && row["found by"] === "smart detection"), JSON.stringify(rows));
  // Each packet has another sender: none of them is blamed for it.
  await here.weir.showTable("chart-anomalies");
  assert.doesNotMatch(JSON.stringify(await here.weir.table("chart-anomalies-table")), /smart/);
});

scenario("a new capture takes the place of the file", async () => {
  await here.weir.start();
  assert.match(await here.weir.text("range-chip"), /Last/);
  await here.weir.stop();
});

/** 300 packets over 23 s of a past day, from public and private addresses. */
function office() {
  const sources = ["8.8.8.8", "192.168.7.1", "203.0.113.9"];
  const protocols = [6, 17, 1];
  return Array.from({ length: 300 }, (_, n) => ({
    at: 1_700_000_001 + Math.floor(n / 13) + (n % 13) / 1000,
    frame: packet(sources[n % 3], "192.168.7.2", protocols[Math.floor(n / 3) % 3]),
  }));
}

/** 400 SYNs a second for 5 s, each from another address. */
function flood() {
  const SYN = 2;
  return Array.from({ length: 2000 }, (_, n) => ({
    at: 1_700_000_001 + n / 400,
    frame: packet(`203.${n % 113}.${n >> 8}.${n & 255}`, "192.168.7.2", 6, SYN),
  }));
}

function pcap(packets = office()) {
  const parts = [Buffer.from("d4c3b2a1020004000000000000000000ffff000001000000", "hex")];
  for (const { at, frame } of packets) {
    const head = Buffer.alloc(16);
    head.writeUInt32LE(Math.floor(at), 0);
    head.writeUInt32LE(Math.round((at % 1) * 1e6) % 1e6, 4);
    head.writeUInt32LE(frame.length, 8);
    head.writeUInt32LE(frame.length, 12);
    parts.push(head, frame);
  }
  return Buffer.concat(parts);
}

function packet(from, to, protocol, flags = 0) {
  const bytes = (ip) => Buffer.from(ip.split(".").map(Number));
  const payload = Buffer.alloc(20);
  payload.writeUInt16BE(40_000, 0);
  payload.writeUInt16BE(443, 2);
  if (protocol === 6) payload.writeUInt16BE(0x5000 | flags, 12);
  if (protocol === 17) payload.writeUInt16BE(20, 4);
  const ip = Buffer.alloc(12);
  ip[0] = 0x45;
  ip.writeUInt16BE(40, 2);
  ip[8] = 64;
  ip[9] = protocol;
  return Buffer.concat([Buffer.from("0200000000020200000000010800", "hex"), ip, bytes(from), bytes(to), payload]);
}
