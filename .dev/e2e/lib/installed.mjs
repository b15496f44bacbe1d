// A Weir that was installed from its package, and the account of an ordinary user beside it.

import { execFileSync, spawnSync } from "node:child_process";
import { chownSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { USER } from "./stage.mjs";

export const SIDECAR = "/usr/lib/weir/weir-sidecar";
export const GRANTS = "/var/lib/weir/grants";
const PATH = "/usr/sbin:/usr/bin:/sbin:/bin";

/** In place of a Stage: the programs lie where the package put them, and no variable points elsewhere. */
export class Installed {
  constructor() {
    this.folder = mkdtempSync("/tmp/weir-home-");
    execFileSync("chmod", ["0755", this.folder]);
    this.app = "/usr/bin/weir";
    this.home = this.#folderOfUser("home");
    this.runtime = this.#folderOfUser("run");
  }

  env() {
    const below = (name) => path.join(this.home, name);
    return {
      PATH: "/usr/bin:/bin",
      HOME: this.home,
      XDG_CONFIG_HOME: below(".config"),
      XDG_DATA_HOME: below(".local/share"),
      XDG_CACHE_HOME: below(".cache"),
      XDG_RUNTIME_DIR: this.runtime,
      LANG: "C.UTF-8",
      NO_AT_BRIDGE: "1",
      GDK_BACKEND: "x11",
    };
  }

  close() {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #folderOfUser(name) {
    const folder = path.join(this.folder, name);
    mkdirSync(folder, { mode: 0o700 });
    chownSync(folder, USER.uid, USER.gid);
    return folder;
  }
}

/** Runs a program as root, with its words in the error when it fails. */
export function asRoot(program, ...args) {
  const done = spawnSync(program, args, { encoding: "utf8", env: { PATH, DEBIAN_FRONTEND: "noninteractive" } });
  if (done.status !== 0) throw new Error(`${[program, ...args].join(" ")} (${done.status}):\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

/** What happens when an ordinary account runs a program: {status, out}. Node drops every group and right first. */
export function asUser(uid, program, ...args) {
  const done = spawnSync(program, args, { encoding: "utf8", uid, gid: uid, env: { PATH } });
  return { status: done.status, error: done.error?.code ?? null, out: `${done.stdout ?? ""}${done.stderr ?? ""}` };
}

/** Owner, group, mode, capability and access list of the capture program, in one comparable text. */
export function rightsOfSidecar() {
  const { uid, mode } = statSync(SIDECAR);
  const group = asRoot("stat", "-c", "%G", SIDECAR).trim();
  const capability = asRoot("getcap", SIDECAR).trim().split(" ").at(-1);
  const list = asRoot("getfacl", "-cnp", SIDECAR).trim().replaceAll("\n", " ");
  return { owner: `${uid}:${group}`, mode: (mode & 0o7777).toString(8), capability, list };
}
