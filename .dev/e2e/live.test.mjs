// Live, Weir and tcpdump side by side on one wire: what Weir reports is what tshark finds in tcpdump's file.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before } from "node:test";
import { compare } from "../lib/compare.mjs";
import { output } from "../lib/run.mjs";
import { truth } from "../lib/truth.mjs";
import { PROGRAMS, lab } from "./lib/lab.mjs";
import { Background, until } from "./lib/process.mjs";
import { scenario } from "./lib/scenario.mjs";
import { Stage } from "./lib/stage.mjs";
import { Watch } from "./lib/watch.mjs";

const skip = process.env.WEIR_E2E_SKIP;
const missing = ["tcpdump", "tshark"].find((name) => output(name, ["--version"]) === null);
const PIECES = 4;
const PIECE = 5000;
const [FILE_HEADER, RECORD_HEADER] = [24, 16];
const ENGINES = ["ring", "pnet"];

let folder, stage;

before(() => {
  if (skip) return;
  folder = mkdtempSync(path.join(tmpdir(), "weir-live-"));
  stage = new Stage(PROGRAMS);
});
after(() => {
  if (skip) return;
  stage.close();
  rmSync(folder, { recursive: true });
});

/** Everything on the wire while `work` sends, into a file; `work` gives {packets, bytes}. */
async function beside(file, work) {
  const dump = new Background("tcpdump", ["-i", lab.iface, "-w", file, "-s", "0", "-U", "-B", "32768", "-Z", "root"]);
  try {
    await dump.said(/listening on/);
    const sent = await work();
    const size = FILE_HEADER + RECORD_HEADER * sent.packets + sent.bytes;
    await until("tcpdump has written all of it", () => statSync(file).size >= size);
    return sent;
  } finally {
    await dump.stop("SIGINT");
  }
}

scenario("ring, pnet and tcpdump beside each other see the same packets and bytes, of each protocol and source", async (t) => {
  if (missing) return t.skip(`skipped, because ${missing} is missing (npm run setup -- --test)`);
  const file = path.join(folder, "wire.pcap");
  const watches = ENGINES.map((engine) => new Watch(stage, ["--engine", engine]));
  try {
    for (const watch of watches) await watch.isCapturing();
    const sent = await beside(file, async () => {
      const all = await lab.sendKnown();
      for (let seed = 1; seed <= PIECES; seed += 1) {
        const { packets, bytes } = await lab.sendMix({ packets: PIECE, seed });
        all.packets += packets;
        all.bytes += bytes;
      }
      return all;
    });
    for (const [place, watch] of watches.entries()) {
      const { report } = await watch.stop();
      const engine = ENGINES[place];
      const wanted = await truth(file, { untagged: engine === "pnet" });
      const { rows } = compare(report, wanted, sent.packets, file);
      // Each socket has its own clock for a packet, so one at a border may lie on either side of it.
      const different = rows.filter(({ kind }) => kind !== "interval");
      assert.deepEqual({ engine, different }, { engine, different: [] });
      assert.equal(report.packets + report.quality.kernel_drops, sent.packets, engine);
      assert.equal(report.sources_exact, true);
      if (engine === "ring") assert.equal(report.bytes, sent.bytes);
    }
  } finally {
    for (const watch of watches) await watch.end();
  }
});
