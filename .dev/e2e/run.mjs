// npm run e2e [-- NAME…]: the real app against real packets; with names, only the tests whose file has one of them.
//
// Each file gets a lab of its own, since some pull the cable. Its tests run inside of end A, where the app will be,
// so that they can reach its driver.

import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Plain, main, output, run } from "../lib/run.mjs";
import { runInLab } from "./lib/hold.mjs";
import { bundle } from "../lib/bundle.mjs";
import { PROGRAMS } from "./lib/lab.mjs";
import { onOverlay } from "./lib/overlay.mjs";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const NEEDED = ["Xvfb", "WebKitWebDriver", "dbus-daemon", "openbox", "xdotool", "wmctrl", "setfacl", "findmnt", "ip"];

const PACKAGING = ["/usr/bin/dpkg", "/usr/bin/rpm", "/usr/bin/strip", "/usr/bin/pkexec", "/usr/lib/polkit-1/polkitd", "/usr/bin/getfacl"];

main(async () => {
  const names = process.argv.slice(2);
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".test.mjs")).sort();
  const chosen = files.filter((file) => names.length === 0 || names.some((name) => file.includes(name)));
  const args = (...files) => ["--test", "--test-concurrency=1", "--test-reporter=spec", ...files.map((file) => path.join(FOLDER, file))];
  const reason = whyNot();
  if (reason) return run("node", args(...chosen), { env: { ...process.env, WEIR_E2E_SKIP: reason } });

  for (const program of ["weir", "weir-cli", "weir-capture-grant", "weir-sidecar", "weir-replay", "weir-lab"]) {
    if (!existsSync(path.join(PROGRAMS, program))) {
      throw new Plain(`${program} is not built. Build it first: cargo build --workspace --features weir/custom-protocol`);
    }
  }
  const installs = (file) => file.startsWith("package");
  if (chosen.some(installs)) process.env.WEIR_PACKAGES = JSON.stringify(pack());
  for (const file of chosen) {
    const [program, words] = installs(file) ? onOverlay(process.execPath, args(file)) : ["node", args(file)];
    process.exitCode ||= await runInLab(program, words);
  }
});

/** Packs what is built already; {deb, rpm, skip}. */
function pack() {
  const missing = PACKAGING.filter((file) => !existsSync(file));
  if (missing.length > 0) return { skip: `these programs are missing: ${missing.join(", ")} (npm run setup -- --test)` };
  const [deb, rpm] = bundle({ programs: PROGRAMS, profile: path.basename(PROGRAMS), kinds: ["deb", "rpm"] });
  return { deb, rpm, skip: null };
}

/** Why this machine cannot run the app in a lab; null when it can. */
function whyNot() {
  if (process.platform !== "linux") return "the lab needs Linux's network namespaces";
  if (process.getuid() !== 0) return "making network namespaces needs root";
  const path = `${process.env.PATH}:/usr/sbin:/sbin`;
  const missing = NEEDED.filter((name) => output("sh", ["-c", `command -v ${name}`], { env: { PATH: path } }) === null);
  if (missing.length > 0) return `these programs are missing: ${missing.join(", ")} (npm run setup -- --test)`;
  if (output("unshare", ["--net", "true"]) === null) return "this machine does not allow network namespaces";
  return null;
}
