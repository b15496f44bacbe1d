// Runs other programs: loudly, for their output, or with a heartbeat.

import { spawn, spawnSync } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The top folder of the repository. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** A sentence for the person at the terminal; nobody needs the stack of it. */
export class Plain extends Error {}

/** Runs a script's main function and turns a plain error into one line. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof Plain ? error.message : error);
    process.exitCode = 1;
  }
}

/** Runs a program in front of the user. */
export function run(program, args, options = {}) {
  const done = spawnSync(program, args, { cwd: ROOT, stdio: "inherit", ...options });
  if (done.error) throw new Plain(`${program} did not start: ${done.error.message}`);
  if (done.status !== 0) throw new Plain(`${[program, ...args].join(" ")} failed (${done.status ?? done.signal}).`);
}

/** What a program prints, or null when it fails or does not exist. */
export function output(program, args, options = {}) {
  const done = spawnSync(program, args, { cwd: ROOT, encoding: "utf8", ...options });
  return done.status === 0 ? done.stdout : null;
}

/** Runs a program as root: directly, or through sudo. */
export function runAsRoot(program, args, options = {}) {
  if (process.getuid() === 0) return run(program, args, options);
  if (output("sudo", ["--version"]) === null) {
    throw new Plain(`This needs root, and there is no sudo here. Run as root: ${[program, ...args].join(" ")}`);
  }
  // sudo forgets the environment, so what is wanted is said again behind it.
  const variables = Object.entries(options.variables ?? {}).map(([name, value]) => `${name}=${value}`);
  return run("sudo", ["env", ...variables, program, ...args], options);
}

// A step is silent for so long before it shows that it is alive.
const HEARTBEAT_MS = 20_000;

/**
 * Runs a long step: its output goes to a log file, the terminal hears a line now and then.
 * Gives {ok, text, seconds, log}.
 */
export function runQuietly(name, program, args, options = {}) {
  const folder = path.join(ROOT, ".cache/test");
  mkdirSync(folder, { recursive: true });
  const log = path.join(folder, `${name.replaceAll(/\W+/g, "-").toLowerCase()}.log`);
  const file = createWriteStream(log);
  const begin = Date.now();
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"], ...options });
    let text = "";
    const take = (chunk) => {
      text += chunk;
      file.write(chunk);
    };
    child.stdout.setEncoding("utf8").on("data", take);
    child.stderr.setEncoding("utf8").on("data", take);
    const heartbeat = setInterval(() => {
      const last = text.trimEnd().split("\n").at(-1).trim().slice(0, 90);
      console.log(`   ${duration(Date.now() - begin)}  ${last}`);
    }, HEARTBEAT_MS);
    const end = (ok) => {
      clearInterval(heartbeat);
      file.end();
      resolve({ ok, text, seconds: (Date.now() - begin) / 1000, log });
    };
    child.on("error", (error) => {
      take(`${program} did not start: ${error.message}\n`);
      end(false);
    });
    child.on("close", (status) => end(status === 0));
  });
}

/** 95000 -> "1 min 35 s". */
export function duration(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
