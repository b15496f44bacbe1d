// polkit as on a desktop: the real daemon on the real kind of bus, with one rule in place of the person who answers.

import { mkdirSync, writeFileSync } from "node:fs";
import { Background, until } from "./process.mjs";
import { asRoot } from "./installed.mjs";

const DAEMON = "/usr/lib/polkit-1/polkitd";
const RULE = "/etc/polkit-1/rules.d/00-weir-test.rules";

/** On an overlay only: it answers on the machine's own bus address. */
export async function openPolkit() {
  mkdirSync("/run/dbus", { recursive: true });
  const bus = new Background("dbus-daemon", ["--system", "--nofork", "--nopidfile", "--nosyslog", "--print-address"]);
  await bus.said(/^unix:path=.*$/m);
  let daemon = null;
  const ping = () => asRoot("dbus-send", "--system", "--print-reply", "--dest=org.freedesktop.PolicyKit1",
    "/org/freedesktop/PolicyKit1/Authority", "org.freedesktop.DBus.Peer.Ping");
  return {
    /** What is answered from now on to whoever asks for `action`: "YES" or "NO". */
    async answer(action, answer) {
      // Some builds of polkit know no arrow functions.
      const rule = `polkit.addRule(function (action) { if (action.id === "${action}") return polkit.Result.${answer}; });\n`;
      writeFileSync(RULE, rule, { mode: 0o644 });
      // Begun anew, so that nobody has to wait until it has noticed the file.
      await daemon?.stop();
      daemon = new Background(DAEMON, ["--no-debug"]);
      await until("polkit answers", () => ping() || true);
    },
    async close() {
      await daemon?.stop();
      await bus.stop();
    },
  };
}
