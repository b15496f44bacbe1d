// A folder that stands for an installed Weir and for the home of the user who runs it.
//
// The programs belong to root and the sidecar has only its file capability, as after an installation.

import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildPlaces } from "../../lib/places.mjs";
import { ROOT } from "../../lib/run.mjs";

/** `nobody`: an account that every system has (a message bus asks for one), and that has no right at all. */
export const USER = { uid: 65534, gid: 65534 };

const PREFIX = "weir-test-";

export class Stage {
  constructor(programs) {
    const room = roomForCapabilities();
    sweep(room);
    this.folder = mkdtempSync(path.join(room, `${PREFIX}${process.pid}-`));
    chmodSync(this.folder, 0o755);
    // What has no window needs no app.
    if (existsSync(path.join(programs, "weir"))) this.app = this.#install(path.join(programs, "weir"), 0o755);
    this.cli = this.#install(path.join(programs, "weir-cli"), 0o755);
    this.replay = this.#install(path.join(programs, "weir-replay"), 0o755);
    this.sidecar = this.#install(path.join(programs, "weir-sidecar"), 0o750);
    buildPlaces();
    this.places = path.join(this.folder, "places");
    cpSync(path.join(ROOT, "target/places"), this.places, { recursive: true });
    this.home = this.#folderOfUser("home");
    this.runtime = this.#folderOfUser("run");
    this.grant();
  }

  /** The environment of the user's session; nothing of ours leaks into it. */
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
      // No accessibility bus: it would be started for each program and outlive it.
      NO_AT_BRIDGE: "1",
      GDK_BACKEND: "x11",
      WEIR_SIDECAR: this.sidecar,
      WEIR_REPLAY: this.replay,
      WEIR_PLACES: this.places,
    };
  }

  /** Writes the user's settings file; what is left out has its default. */
  settings(some) {
    const folder = path.join(this.env().XDG_CONFIG_HOME, "weir");
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "settings.json"), JSON.stringify(some));
    for (const one of [path.dirname(folder), folder, path.join(folder, "settings.json")]) chownSync(one, USER.uid, USER.gid);
  }

  /** Gives the sidecar its capability and the user the right to run it, in the order that keeps both. */
  grant() {
    chownSync(this.sidecar, 0, 0);
    chmodSync(this.sidecar, 0o750);
    this.giveCapability();
    execFileSync("setfacl", ["-m", `u:${USER.uid}:r-x`, this.sidecar]);
  }

  giveCapability() {
    execFileSync("/usr/sbin/setcap", ["cap_net_raw=ep", this.sidecar]);
  }

  /** As after an update of the package. */
  loseCapability() {
    execFileSync("/usr/sbin/setcap", ["-r", this.sidecar]);
  }

  /** As before the first grant. */
  revoke() {
    execFileSync("setfacl", ["-b", this.sidecar]);
  }

  close() {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #install(from, mode) {
    const to = path.join(this.folder, path.basename(from));
    copyFileSync(from, to);
    chmodSync(to, mode);
    return to;
  }

  #folderOfUser(name) {
    const folder = path.join(this.folder, name);
    mkdirSync(folder, { mode: 0o700 });
    chownSync(folder, USER.uid, USER.gid);
    return folder;
  }
}

/** Removes what runs that were killed have left. */
function sweep(room) {
  for (const name of readdirSync(room)) {
    const owner = name.match(/^weir-test-(\d+)-/)?.[1];
    if (owner && !existsSync(`/proc/${owner}`)) rmSync(path.join(room, name), { recursive: true, force: true });
  }
}

/** On a nosuid mount a capability is silently without effect. */
function roomForCapabilities() {
  const folders = [tmpdir(), "/var/tmp", "/var/lib"];
  return folders.find((folder) => !mountOptions(folder).includes("nosuid")) ?? folders[0];
}

function mountOptions(folder) {
  return execFileSync("findmnt", ["-n", "-o", "OPTIONS", "-T", folder], { encoding: "utf8" }).trim().split(",");
}
