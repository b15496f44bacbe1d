// Programs that run beside a test: started, waited for, and stopped, each by its own number.

import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";

const running = new Set();

// A test runner that is interrupted still leaves nothing behind.
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** A program in the background; its output is kept for the moment when something fails. */
export class Background {
  #child;
  #listeners = new Set();
  output = "";

  constructor(program, args, options = {}) {
    this.name = program.split("/").at(-1);
    this.#child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"], ...options });
    running.add(this.#child);
    this.ended = new Promise((resolve) => {
      this.#child.on("error", (error) => this.#take(`${error.message}\n`));
      // Not "close": a service that the bus started may hold on to the pipes long after the program itself is gone.
      this.#child.on("exit", (status, signal) => {
        running.delete(this.#child);
        resolve(status ?? signal);
      });
    });
    // A pipe that breaks says only that the program is gone, which `ended` tells.
    this.#child.stdin?.on("error", () => {});
    this.#child.stdout?.setEncoding("utf8").on("data", (text) => this.#take(text));
    this.#child.stderr?.setEncoding("utf8").on("data", (text) => this.#take(text));
  }

  get pid() {
    return this.#child.pid;
  }

  get stdin() {
    return this.#child.stdin;
  }

  get stdio() {
    return this.#child.stdio;
  }

  /** Waits until something is printed that matches, after the place `from`; gives the match. */
  said(pattern, { within = 15_000, from = 0 } = {}) {
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        this.#listeners.delete(look);
      };
      const look = () => {
        const match = this.output.slice(from).match(pattern);
        if (!match) return;
        stop();
        resolve(match);
      };
      const fail = (why) => {
        stop();
        reject(new Error(`${this.name} ${why} before it said ${pattern}:\n${this.output}`));
      };
      const timer = setTimeout(() => fail(`was silent for ${within} ms`), within);
      this.#listeners.add(look);
      this.ended.then((status) => fail(`ended (${status})`));
      look();
    });
  }

  /** Asks it to end, and makes it after a while. */
  async stop(signal = "SIGTERM") {
    if (!running.has(this.#child)) return;
    this.#child.kill(signal);
    const late = setTimeout(() => this.#child.kill("SIGKILL"), 3000);
    await this.ended;
    clearTimeout(late);
    for (const pipe of this.#child.stdio) pipe?.destroy();
  }

  #take(text) {
    this.output += text;
    for (const look of this.#listeners) look();
  }
}

/** All processes below one, with their names; those that ended and wait for their parent do not count. */
export function descendants(pid) {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).flatMap(describe);
  const found = [];
  const parents = new Set([pid]);
  // Parents are not always older than their children in /proc's order, so repeat until nothing is new.
  for (let before = -1; before !== found.length; ) {
    before = found.length;
    for (const one of all) {
      if (!parents.has(one.parent) || parents.has(one.pid)) continue;
      parents.add(one.pid);
      found.push(one);
    }
  }
  return found;
}

/** Whether a process runs; one that ended but was not waited for does not. */
export function isAlive(pid) {
  return describe(pid).length > 0;
}

function describe(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name is in brackets, and may hold any character.
    const [, number, name, state, parent] = stat.match(/^(\d+) \((.*)\) (\w) (\d+)/s);
    return state === "Z" || state === "X" ? [] : [{ pid: Number(number), name, parent: Number(parent) }];
  } catch {
    // It ended while we looked.
    return [];
  }
}

/** Tries again until it holds; the last answer is in the error. */
export async function until(what, check, within = 20_000) {
  const end = Date.now() + within;
  let last;
  do {
    try {
      last = await check();
      if (last) return last;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  } while (Date.now() < end);
  const shown = last instanceof Error ? last.message : JSON.stringify(last);
  throw new Error(`not within ${within} ms: ${what} (last: ${shown})`);
}
