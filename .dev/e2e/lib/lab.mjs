// The laboratory that `run.mjs` made, as the tests see it from inside of its end A.

import { execFile } from "node:child_process";
import { connect } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../../lib/run.mjs";
import { Background } from "./process.mjs";

const run = promisify(execFile);

/** Where cargo put the programs under test; measurements and pictures take the released ones. */
export const PROGRAMS = path.join(process.env.CARGO_TARGET_DIR ?? path.join(ROOT, "target"), process.env.WEIR_PROFILE ?? "debug");

// Sends a piece ten times a second to whoever connects.
const SERVER = `
  const piece = Buffer.alloc(100_000, 120);
  const server = require("node:net").createServer((socket) => {
    const timer = setInterval(() => socket.write(piece), 100);
    socket.on("error", () => {}).on("close", () => clearInterval(timer));
  });
  server.listen(0, process.argv[1], () => console.log("port " + server.address().port));
`;

const info = JSON.parse(process.env.WEIR_LAB ?? "null");
const program = path.join(PROGRAMS, "weir-lab");

export const lab = {
  program,
  /** The interface that is captured. */
  iface: info?.ifaceA,
  /** Sends the known set from end B; gives what must come out. */
  sendKnown: async () => JSON.parse((await run(program, ["send-known", "--netns", info.b, "--iface", info.ifaceB])).stdout),
  /** Sends a mix that a seed chooses from end B; gives {packets, bytes}. */
  sendMix: async ({ packets, seed }) => {
    const numbers = ["--packets", packets, "--seed", seed].map(String);
    return JSON.parse((await run(program, ["send-mix", "--netns", info.b, "--iface", info.ifaceB, ...numbers])).stdout);
  },
  /** Sends a paced stream from end B; gives {sent, bytes, seconds}. */
  flood: async ({ pps, count, sources = 100, proto = "mix" }) => {
    const numbers = ["--pps", pps, "--count", count, "--sources", sources].map(String);
    const args = ["flood", "--netns", info.b, "--iface", info.ifaceB, "--proto", proto, ...numbers];
    return JSON.parse((await run(program, args)).stdout);
  },
  /**
   * A real download over TCP from end B to this end, about 1 MB/s; gives {bytes(), stop()}.
   * Nothing of it leaves the lab.
   */
  download: async () => {
    const server = new Background("ip", ["netns", "exec", info.b, process.execPath, "-e", SERVER, info.addressB]);
    const [, port] = await server.said(/^port (\d+)$/m);
    const socket = connect(Number(port), info.addressB);
    let bytes = 0;
    socket.on("data", (data) => (bytes += data.length)).on("error", () => {});
    return {
      bytes: () => bytes,
      stop: async () => {
        socket.destroy();
        await server.stop();
      },
    };
  },
  /** create, delete, down or up. */
  cable: (action) => run(program, ["cable", "--a", info.a, "--b", info.b, action]),
};
