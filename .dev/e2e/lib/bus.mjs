// A session bus of its own, where the tray and the notifications are ours.

import { writeFileSync } from "node:fs";
import path from "node:path";
import { Background } from "./process.mjs";

/** Starts a bus that belongs to `user`: a bus serves only its owner. */
export async function openBus({ user, env, folder }) {
  // A path, not an abstract name: those end at the border of a network namespace.
  const address = `unix:path=${path.join(folder, "bus")}`;
  const config = path.join(folder, "bus.conf");
  writeFileSync(config, configuration(address));
  const daemon = new Background("dbus-daemon", [`--config-file=${config}`, "--nofork", "--nopidfile", "--print-address"], {
    env,
    ...user,
  });
  await daemon.said(/^unix:path=.*$/m);
  return { address, close: () => daemon.stop() };
}

/** The usual rules, but no folders of services: nothing of this machine is started by the bus and outlives it. */
function configuration(address) {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>${address}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
}
