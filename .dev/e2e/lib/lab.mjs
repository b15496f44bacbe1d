// The laboratory that `run.mjs` made, as the tests see it from inside of its end A.

import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../../lib/run.mjs";

const run = promisify(execFile);

/** Where cargo put the programs under test; measurements and pictures take the released ones. */
export const PROGRAMS = path.join(process.env.CARGO_TARGET_DIR ?? path.join(ROOT, "target"), process.env.WEIR_PROFILE ?? "debug");

const info = JSON.parse(process.env.WEIR_LAB ?? "null");
const program = path.join(PROGRAMS, "weir-lab");

export const lab = {
  program,
  /** The interface that is captured. */
  iface: info?.ifaceA,
  /** Sends the known set from end B; gives what must come out. */
  sendKnown: async () => JSON.parse((await run(program, ["send-known", "--netns", info.b, "--iface", info.ifaceB])).stdout),
  /** Sends a paced stream from end B; gives {sent, bytes, seconds}. */
  flood: async ({ pps, count, sources = 100, proto = "mix" }) => {
    const numbers = ["--pps", pps, "--count", count, "--sources", sources].map(String);
    const args = ["flood", "--netns", info.b, "--iface", info.ifaceB, "--proto", proto, ...numbers];
    return JSON.parse((await run(program, args)).stdout);
  },
  /** create, delete, down or up. */
  cable: (action) => run(program, ["cable", "--a", info.a, "--b", info.b, action]),
};
