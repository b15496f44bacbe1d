// A screen that nobody looks at, with a window manager, so that windows can be closed and shown again.

import { Background } from "./process.mjs";

/** Starts Xvfb on a display that is free; it chooses the number itself. */
export async function openDisplay({ user, env, size = "1280x900" }) {
  const server = new Background("Xvfb", ["-displayfd", "3", "-screen", "0", `${size}x24`, "-nolisten", "tcp"], {
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
