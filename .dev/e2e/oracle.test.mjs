// Weir's report of a long mixed capture against tshark's, to the last packet.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { compare } from "../lib/compare.mjs";
import { examine } from "../lib/examine.mjs";
import { output } from "../lib/run.mjs";
import { PROGRAMS } from "./lib/lab.mjs";

const skip = process.env.WEIR_E2E_SKIP ?? (output("tshark", ["--version"]) === null && "tshark is missing (npm run setup -- --test)");
const PACKETS = 20_000;
let folder;

before(() => (folder = mkdtempSync(path.join(tmpdir(), "weir-oracle-"))));
after(() => rmSync(folder, { recursive: true }));

const write = (name, ...words) => {
  const file = path.join(folder, name);
  execFileSync(path.join(PROGRAMS, "weir-lab"), ["write-pcap", file, ...words.map(String)]);
  return file;
};

test("a mixed capture has the numbers that tshark finds in it, and a compressed one as well", { skip }, async () => {
  const plain = write("mix.pcap", "--packets", PACKETS, "--seconds", 60);
  execFileSync("gzip", ["--keep", plain]);
  for (const file of [plain, `${plain}.gz`]) {
    const { report, verdict, rows } = await examine(file, folder);
    assert.equal(report.packets, PACKETS);
    assert.deepEqual({ verdict, rows }, { verdict: "equal", rows: [] });
  }
});

test("one packet in the wrong place is a difference that nothing explains", { skip }, async () => {
  const file = write("known.pcap", "--known");
  const { report, wanted, listed, verdict } = await examine(file, folder);
  assert.equal(verdict, "equal");
  const changes = [
    (wrong) => (wrong.packets += 1),
    (wrong) => (wrong.protocols.udp.bytes -= 1),
    (wrong) => (wrong.intervals[0].tcp += 1),
    (wrong) => (wrong.sources[0].icmp += 1),
    (wrong) => wrong.sources.pop(),
  ];
  for (const change of changes) {
    const wrong = structuredClone(report);
    change(wrong);
    assert.equal(compare(wrong, wanted, listed, file).verdict, "different", String(change));
  }
});
