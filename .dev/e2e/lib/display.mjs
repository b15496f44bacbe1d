// A screen that nobody looks at, with a window manager, so that windows can be closed and shown again.

import { existsSync } from "node:fs";
import { Background } from "./process.mjs";

/** Far from the numbers that desktops and other tools take. */
const [FIRST, NUMBERS] = [1000, 5000];
/** Numbers that this process has tried. */
let tried = 0;

/**
 * A number that no display of this machine has. Left to itself, Xvfb looks only into its own network namespace, and
 * takes the socket's file away from a display of that number outside, which may be the user's desktop.
 */
function freeNumber() {
  for (let left = NUMBERS; left > 0; left -= 1, tried += 1) {
    const number = FIRST + ((process.pid + tried) % NUMBERS);
    if (!existsSync(`/tmp/.X11-unix/X${number}`)) {
      tried += 1;
      return number;
    }
  }
  throw new Error("no display number is free");
}

/** Starts Xvfb on a display that is free. */
export async function openDisplay({ user, env, size = "1280x900" }) {
  const server = new Background("Xvfb", [`:${freeNumber()}`, "-displayfd", "3", "-screen", "0", `${size}x24`, "-nolisten", "tcp"], {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    env,
    ...user,
  });
  const number = await Promise.race([
    new Promise((resolve) => server.stdio[3].setEncoding("utf8").once("data", (text) => resolve(text.trim()))),
    server.ended.then((status) => {
      throw new Error(`Xvfb ended (${status}):\n${server.output}`);
    }),
  ]);
  const name = `:${number}`;
  const manager = new Background("openbox", ["--sm-disable"], { env: { ...env, DISPLAY: name }, ...user });
  return {
    name,
    async close() {
      await manager.stop();
      await server.stop();
    },
  };
}
