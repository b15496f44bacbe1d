// `weir-cli watch --json` at end A of the lab, as an ordinary user.

import { readFileSync } from "node:fs";
import { lab } from "./lab.mjs";
import { Background, descendants, until } from "./process.mjs";
import { USER } from "./stage.mjs";

export class Watch {
  #watch;

  constructor(stage, words = []) {
    this.#watch = new Background(stage.cli, ["watch", "-i", lab.iface, "--json", ...words], { env: stage.env(), ...USER });
  }

  get pid() {
    return this.#watch.pid;
  }

  /** The number of the sidecar; undefined while there is none. */
  get sidecar() {
    return descendants(this.pid).find((one) => one.name === "weir-sidecar")?.pid;
  }

  /** Waits until packets are read: the sandbox is closed just before the first. Gives the sidecar's number. */
  isCapturing(within) {
    return until("the sidecar captures", () => (isLockedIn(this.sidecar) ? this.sidecar : null), within);
  }

  /** Waits for something on either output, after the place `from`. */
  said(pattern, options) {
    return this.#watch.said(pattern, options);
  }

  /** How much was said so far. */
  get place() {
    return this.#watch.output.length;
  }

  /** The newest tick; undefined before the first. */
  get tick() {
    return this.#lines().findLast((line) => line.tick)?.tick;
  }

  /** Asks for the end; gives {report, status}. */
  async stop() {
    process.kill(this.pid, "SIGINT");
    const status = await this.#watch.ended;
    await until("the report is there", () => this.#lines().some((line) => line.report));
    return { status, report: this.#lines().findLast((line) => line.report).report };
  }

  /** Whatever happened before. */
  end() {
    return this.#watch.stop();
  }

  #lines() {
    const complete = this.#watch.output.split("\n").filter((line) => line.startsWith("{") && line.endsWith("}"));
    return complete.map((line) => JSON.parse(line));
  }
}

function isLockedIn(pid) {
  return pid !== undefined && /^Seccomp:\t2$/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
}
