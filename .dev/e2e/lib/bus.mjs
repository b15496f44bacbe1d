// A session bus of its own, where the tray and the notifications are ours.

import { Background } from "./process.mjs";

/** Starts a bus that belongs to `user`: a bus serves only its owner. */
export async function openBus({ user, env, folder }) {
  // A path, not an abstract name: those end at the border of a network namespace.
  const address = `unix:path=${folder}/bus`;
  const daemon = new Background("dbus-daemon", ["--session", "--nofork", "--nopidfile", "--print-address", `--address=${address}`], {
    env,
    ...user,
  });
  await daemon.said(/^unix:path=.*$/m);
  return { address, close: () => daemon.stop() };
}
