// The table of networks: what the builder writes of awkward lines, and what the terminal program reads of real ones.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { parse, table } from "../lib/places.mjs";
import { ROOT } from "../lib/run.mjs";
import { PROGRAMS } from "./lib/lab.mjs";

test("lines are read with their quotes, and nonsense is refused", () => {
  assert.deepEqual(parse('1,2,7,"A, ""B"" C"\n3,4,8,Plain\r\n'), [
    { first: 1n, last: 2n, number: 7, name: 'A, "B" C' },
    { first: 3n, last: 4n, number: 8, name: "Plain" },
  ]);
  assert.throws(() => parse("<html>"), /no line of network data/);
});

test("gaps, overlaps, disorder and the last address are written so that the reader finds them", () => {
  const last = 0xffff_ffffn;
  const ranges = [
    [30n, 40n, 3, "Three"],
    [10n, 19n, 1, "One"],
    [15n, 24n, 2, "Two"],
    [last - 1n, last, 4, "x".repeat(500)],
  ].map(([first, end, number, name]) => ({ first: base + first, last: base + end, number, name }));
  ranges[3].first -= base;
  ranges[3].last -= base;
  const six = [{ first: 2n ** 127n, last: 2n ** 127n + 1n, number: 6, name: "Six" }];
  const found = lookUp(table(ranges, six), ["8.0.0.9", "8.0.0.10", "8.0.0.19", "8.0.0.20", "8.0.0.24", "8.0.0.25", "8.0.0.30", "8.0.0.41"]);
  assert.deepEqual(found, [null, 1, 1, 2, 2, null, 3, null]);
});

const base = 8n << 24n;

/** Asks weir-cli, which reads the table as the window does: one packet from each address. */
function lookUp(bytes, addresses) {
  const folder = mkdtempSync(path.join(tmpdir(), "weir-places-"));
  try {
    writeFileSync(path.join(folder, "networks.bin"), bytes);
    copyFileSync(path.join(ROOT, "target/places/countries.mmdb"), path.join(folder, "countries.mmdb"));
    const file = path.join(folder, "a.pcap");
    writeFileSync(file, pcap(addresses));
    const env = { ...process.env, WEIR_PLACES: folder, XDG_CONFIG_HOME: folder };
    const report = JSON.parse(execFileSync(path.join(PROGRAMS, "weir-cli"), ["report", file, "--json", "--names"], { env }));
    return addresses.map((ip) => report.sources.find((row) => row.ip === ip).asn ?? null);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function pcap(addresses) {
  const frames = addresses.map((ip) => {
    const frame = Buffer.alloc(34);
    frame.writeUInt16BE(0x0800, 12);
    frame.set([0x45, 0, 0, 20, 0, 0, 0, 0, 64, 253, 0, 0, ...ip.split(".").map(Number), 10, 0, 0, 1], 14);
    const head = Buffer.alloc(16);
    head.writeUInt32LE(1_700_000_000, 0);
    head.writeUInt32LE(34, 8);
    head.writeUInt32LE(34, 12);
    return Buffer.concat([head, frame]);
  });
  return Buffer.concat([Buffer.from("d4c3b2a1020004000000000000000000ffff000001000000", "hex"), ...frames]);
}
