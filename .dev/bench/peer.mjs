// Sniffnet's window on the same traffic, where it is installed: the peer that the window's costs are held against.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { output } from "../lib/run.mjs";
import { openDisplay } from "../e2e/lib/display.mjs";
import { lab } from "../e2e/lib/lab.mjs";
import { Background } from "../e2e/lib/process.mjs";

export const isInstalled = () => output("sh", ["-c", "command -v sniffnet"]) !== null;

/**
 * Opens its window, capturing, on a screen of its own; gives {pid, close}. It draws without a GPU, as our web view
 * does there, by the renderer that is the cheaper one of its two on such a machine.
 */
export async function openSniffnet() {
  const home = mkdtempSync(path.join(tmpdir(), "weir-bench-"));
  const env = { ...process.env, HOME: home, XDG_RUNTIME_DIR: home, LANG: "C.UTF-8", ICED_BACKEND: "tiny-skia" };
  const display = await openDisplay({ env });
  const window = new Background("sniffnet", ["--adapter", lab.iface], { env: { ...env, DISPLAY: display.name } });
  return {
    pid: window.pid,
    async close() {
      await window.stop();
      await display.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
