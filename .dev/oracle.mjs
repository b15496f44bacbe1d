// npm run oracle -- FILE|FOLDER…: Weir's report against tshark's, to the last packet.
//
// Compares packets and bytes per protocol, packets per interval of 5 s and protocol, packets and bytes per source and
// packets per source and protocol. A difference that tshark itself causes is named; any other fails.

import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { examine } from "./lib/examine.mjs";
import { Plain, main } from "./lib/run.mjs";

const CAPTURE = /\.(pcap|pcapng|cap|pcap\.gz|pcapng\.gz|pcap\.zst)$/;
const SHOWN = 8;

main(async () => {
  const files = process.argv.slice(2).flatMap(capturesBelow);
  if (files.length === 0) throw new Plain("Say which capture files: npm run oracle -- FILE|FOLDER…");
  const home = mkdtempSync(path.join(tmpdir(), "weir-oracle-"));
  const counts = { equal: 0, explained: 0, different: 0 };
  try {
    console.log("| file | packets | result |\n|---|---|---|");
    for (const file of files) counts[await check(file, home)] += 1;
  } finally {
    rmSync(home, { recursive: true });
  }
  console.log(`\n${files.length} files: ${counts.equal} equal, ${counts.explained} differ for a reason, ${counts.different} differ.`);
  if (counts.different > 0) process.exitCode = 1;
});

function capturesBelow(name) {
  if (!statSync(name, { throwIfNoEntry: false })) throw new Plain(`${name} does not exist.`);
  if (!statSync(name).isDirectory()) return [name];
  return readdirSync(name, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && CAPTURE.test(entry.name))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

async function check(file, home) {
  const { report, verdict, reason, rows } = await examine(file, home);
  const said = verdict === "equal" ? "equal" : `${verdict}: ${reason}`;
  console.log(`| ${path.basename(file)} | ${report?.packets.toLocaleString("en") ?? "–"} | ${said} |`);
  for (const row of rows.slice(0, SHOWN)) console.log(`|   | ${row.what} | Weir ${row.weir}, tshark ${row.tshark} |`);
  if (rows.length > SHOWN) console.log(`|   | and ${rows.length - SHOWN} more | |`);
  return verdict;
}
