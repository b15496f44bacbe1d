// A capture by weir-cli, as an ordinary user has it: measured while it runs, with its report at the end.

import { PROGRAMS, lab } from "../e2e/lib/lab.mjs";
import { Background, descendants, until } from "../e2e/lib/process.mjs";
import { Stage, USER } from "../e2e/lib/stage.mjs";

const LONGEST_S = 180;
// A tick is told a quarter of a second after its packets, and the kernel's account of drops one later.
const SETTLE_MS = 1200;

export class Watcher {
  #stage;
  #watch;

  /** Without detection the sidecar counts and does not observe. */
  static async start({ detection = true } = {}) {
    const watcher = new Watcher();
    watcher.#stage = new Stage(PROGRAMS);
    if (!detection) watcher.#stage.settings({ detection: { on: false } });
    const args = ["watch", "-i", lab.iface, "--duration", `${LONGEST_S}s`, "--json"];
    watcher.#watch = new Background(watcher.#stage.cli, args, { env: watcher.#stage.env(), ...USER });
    const sidecar = await until("the sidecar runs", () => descendants(watcher.core).find((one) => one.name === "weir-sidecar"));
    watcher.sidecar = sidecar.pid;
    await watcher.#watch.said(/"tick"/);
    return watcher;
  }

  get core() {
    return this.#watch.pid;
  }

  /** Ends it; gives the report. */
  async stop() {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    await this.#watch.stop("SIGINT");
    this.#stage.close();
    const last = this.#watch.output.trimEnd().split("\n").findLast((line) => line.startsWith('{"report"'));
    if (!last) throw new Error(`weir-cli gave no report:\n${this.#watch.output.slice(-2000)}`);
    return JSON.parse(last).report;
  }
}
