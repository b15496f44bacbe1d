// The permission to capture: a copy of the sidecar that may open packet sockets, and that only some may run.
//
// The copy is root:weir 0750 with cap_net_raw, and an access list lets one user run it at once, without a new login.
// The build's own file cannot hold the permission: each rebuild would lose it.

import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { Plain, ROOT, output, runAsRoot } from "./run.mjs";

const FOLDER = "/usr/local/lib/weir";
const COPY = `${FOLDER}/weir-sidecar`;
const GROUP = "weir";
// sbin is not in every user's PATH.
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };

/** Whom the permission is for: the person at the terminal, also behind sudo. */
function user() {
  return Number(process.env.SUDO_UID ?? process.getuid());
}

function built() {
  const found = ["release", "debug"].map((profile) => path.join(ROOT, "target", profile, "weir-sidecar"));
  return found.find((file) => existsSync(file));
}

/** Gives the permission; one line when there is nothing to do. */
export function grant() {
  if (process.platform !== "linux") throw new Plain("The permission to capture is granted like this on Linux only.");
  const original = built();
  if (!original) throw new Plain("There is no sidecar yet. Build it first: npm run build");
  const uid = user();
  const reason = missing(original, uid);
  if (!reason) return console.log(`Capture is allowed already (${COPY}).`);

  console.log(`Allowing capture, because ${reason}:`);
  console.log(`  a copy of the capture program goes to ${COPY} (root:${GROUP}, mode 0750),`);
  console.log("  it may open packet sockets (cap_net_raw) and nothing else,");
  console.log(uid === 0 ? `  and only root and the group ${GROUP} may run it.` : `  and only you (uid ${uid}), root and the group ${GROUP} may run it.`);
  console.log("Take it back at any time with: npm run revoke");

  if (output("getent", ["group", GROUP]) === null) runAsRoot("groupadd", ["--system", GROUP], { env });
  const fresh = `${COPY}.new`;
  runAsRoot("install", ["-d", "-o", "root", "-g", "root", "-m", "0755", FOLDER], { env });
  // The order matters: chown takes a capability away, and the last step must not open what an earlier one closed.
  runAsRoot("install", ["-o", "root", "-g", GROUP, "-m", "0750", original, fresh], { env });
  runAsRoot("setcap", ["cap_net_raw=ep", fresh], { env });
  if (uid !== 0) runAsRoot("setfacl", ["-m", `u:${uid}:r-x`, fresh], { env });
  runAsRoot("mv", ["-f", fresh, COPY], { env });
}

/** Takes everything back that grant made. */
export function revoke() {
  if (!existsSync(FOLDER)) return console.log("Capture was not allowed; there is nothing to take back.");
  console.log(`Removing ${COPY}; nobody but root can capture with Weir after this.`);
  runAsRoot("rm", ["-f", COPY, `${COPY}.new`], { env });
  if (readdirSync(FOLDER).length === 0) runAsRoot("rmdir", [FOLDER], { env });
  const group = output("getent", ["group", GROUP]);
  const members = group?.trim().split(":").at(3);
  if (group && !members) runAsRoot("groupdel", [GROUP], { env });
  if (members) console.log(`The group ${GROUP} stays: ${members} belong to it.`);
}

/** Why the copy is not as it should be; null when it is. */
function missing(original, uid) {
  if (!existsSync(COPY)) return "there is no copy that may";
  const state = statSync(COPY);
  const group = output("getent", ["group", GROUP])?.split(":").at(2);
  if (state.uid !== 0 || String(state.gid) !== group || (state.mode & 0o7777) !== 0o750) {
    return "the copy has another owner or mode";
  }
  if (!output("getcap", [COPY], { env })?.includes("cap_net_raw=ep")) return "the copy lost its capability";
  if (uid !== 0 && !output("getfacl", ["-cnp", COPY], { env })?.includes(`user:${uid}:r-x`)) return "you are not on its list";
  return sameContents(original) ? null : "the sidecar was built anew";
}

function sameContents(original) {
  try {
    return readFileSync(original).equals(readFileSync(COPY));
  } catch {
    // Not readable: whatever it is, it is not a copy that this user was granted.
    return false;
  }
}
