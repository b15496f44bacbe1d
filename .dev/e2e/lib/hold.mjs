// Makes the lab and runs a program at its end A, where it can reach what the app's driver listens on.

import { spawn } from "node:child_process";
import { lab } from "./lab.mjs";
import { Background } from "./process.mjs";

/** Gives the program's exit status. The lab lives as long as its input is open: it ends also when we are killed. */
export async function runInLab(program, args) {
  const held = new Background(lab.program, ["up"]);
  try {
    const [line] = await held.said(/^\{.*\}$/m);
    const env = { ...process.env, WEIR_LAB: line };
    const child = spawn("ip", ["netns", "exec", JSON.parse(line).a, program, ...args], { stdio: "inherit", env });
    return await new Promise((resolve) => child.on("close", (status) => resolve(status ?? 1)));
  } finally {
    held.stdin.end();
    await held.ended;
  }
}
