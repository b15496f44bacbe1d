// The desktop's tray and notifications, by `weir-lab tray-host`.

import { Background, until } from "./process.mjs";

/** Must be there before the app: an app without a tray behaves differently. */
export async function openTray({ program, user, env, bus }) {
  const host = new Background(program, ["tray-host"], { env: { ...env, DBUS_SESSION_BUS_ADDRESS: bus }, ...user });
  await host.said(/^ready$/m);

  // One question at a time: an answer is the next line that does not announce an item.
  let before = Promise.resolve();
  const ask = (line) => {
    const answer = before.then(async () => {
      const from = host.output.length;
      host.stdin.write(`${line}\n`);
      const [text] = await host.said(/^(?!item ).+$/m, { from });
      if (text.startsWith("error ")) throw new Error(`tray: ${line}: ${text.slice(6)}`);
      return text;
    });
    before = answer.catch(() => {});
    return answer;
  };

  return {
    /** [{id, label, enabled}], from top to bottom. */
    menu: async () => JSON.parse(await ask("menu")),
    /** Clicks the item whose label begins like that, as soon as it is there. */
    click: (label) => until(`tray item "${label}" can be clicked`, () => ask(`click ${label}`)),
    /** [{app, summary, body, actions}], oldest first. */
    notifications: async () => JSON.parse(await ask("notifications")),
    /** From now on the desktop has a file manager. */
    openFiles: () => ask("files"),
    /** URIs of the files that it was asked to show. */
    shownFiles: async () => JSON.parse(await ask("shown")),
    /** Waits until an item has registered. */
    item: () => host.said(/^item .*$/m),
    close: () => host.stop(),
  };
}
