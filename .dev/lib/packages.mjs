// System packages: which ones Weir needs, and which of them are missing.

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Plain, ROOT, output, run, runAsRoot } from "./run.mjs";

// Only the first list is tested, on Debian 12; the others are the same libraries under their names there.
const MANAGERS = [
  {
    program: "/usr/bin/apt-get",
    build: [
      "build-essential", "pkg-config", "libwebkit2gtk-4.1-dev", "libayatana-appindicator3-dev", "librsvg2-dev",
      "libcap2-bin", "acl", "libpcap-dev",
    ],
    test: [
      "xvfb", "webkit2gtk-driver", "dbus", "iproute2", "tcpdump", "tshark", "procps", "util-linux",
      // Without a font there is no text in a screenshot, without a window manager no closing of a window.
      "fonts-dejavu-core", "openbox", "xdotool", "wmctrl",
      // To install the packages on an overlay, and to be asked for consent there.
      "polkitd", "pkexec", "rpm", "appstream",
    ],
    has: (name) => output("dpkg-query", ["-W", "-f=${db:Status-Status}", name]) === "installed",
    refresh: ["update", "-qq"],
    install: ["install", "-y", "-qq", "--no-install-recommends"],
  },
  {
    program: "/usr/bin/dnf",
    build: [
      "gcc", "pkgconf-pkg-config", "webkit2gtk4.1-devel", "libayatana-appindicator-gtk3-devel", "librsvg2-devel",
      "libcap", "acl", "libpcap-devel",
    ],
    test: [
      "xorg-x11-server-Xvfb", "webkit2gtk-driver", "dbus-daemon", "iproute", "tcpdump", "wireshark-cli", "procps-ng",
      "util-linux", "dejavu-sans-fonts", "openbox", "xdotool", "wmctrl",
    ],
    has: (name) => output("rpm", ["-q", name]) !== null,
    install: ["install", "-y", "-q"],
  },
  {
    program: "/usr/bin/pacman",
    build: ["base-devel", "webkit2gtk-4.1", "libayatana-appindicator", "librsvg", "libcap", "acl", "libpcap"],
    test: [
      "xorg-server-xvfb", "dbus", "iproute2", "tcpdump", "wireshark-cli", "procps-ng", "util-linux", "ttf-dejavu",
      "openbox", "xdotool", "wmctrl",
    ],
    has: (name) => output("pacman", ["-Qq", name]) !== null,
    install: ["-S", "--needed", "--noconfirm"],
  },
  {
    program: "/usr/bin/zypper",
    build: [
      "gcc", "pkg-config", "webkit2gtk3-devel", "libayatana-appindicator3-devel", "librsvg-devel", "libcap-progs", "acl",
      "libpcap-devel",
    ],
    test: [
      "xorg-x11-server-Xvfb", "webkit2gtk-4_1-injected-bundles", "dbus-1-daemon", "iproute2", "tcpdump", "wireshark",
      "procps", "util-linux", "dejavu-fonts", "openbox", "xdotool", "wmctrl",
    ],
    has: (name) => output("rpm", ["-q", "--whatprovides", name]) !== null,
    install: ["--non-interactive", "install", "--no-recommends"],
  },
];

/** Installs what is missing; says nothing when that is nothing. */
export function installMissing({ forTests }) {
  if (process.platform !== "linux") return;
  const manager = MANAGERS.find((candidate) => existsSync(candidate.program));
  if (!manager) {
    const names = MANAGERS[0].build.join(" ");
    console.log(`Weir does not know this system's package manager. It needs what Debian calls: ${names}`);
    return;
  }
  const wanted = forTests ? [...manager.build, ...manager.test] : manager.build;
  const missing = wanted.filter((name) => !manager.has(name));
  if (missing.length === 0) return;
  console.log(`Installing ${missing.length} system packages (some minutes): ${missing.join(" ")}`);
  const quiet = { variables: { DEBIAN_FRONTEND: "noninteractive" } };
  quiet.env = { ...process.env, ...quiet.variables };
  if (manager.refresh) runAsRoot(manager.program, manager.refresh, quiet);
  runAsRoot(manager.program, [...manager.install, ...missing], quiet);
  const still = missing.filter((name) => !manager.has(name));
  if (still.length > 0) {
    throw new Plain(`Not installed: ${still.join(" ")}. Install them by hand, then start again.`);
  }
}

/** Makes node_modules what package-lock.json says; says nothing when it is. */
export function installModules() {
  if (sameModules()) return;
  console.log("Installing the window's npm packages (a minute)");
  // Without scripts: no package here needs one, and a stolen one could do anything with it.
  run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
}

function sameModules() {
  const wanted = lockedPackages("package-lock.json");
  const present = lockedPackages("node_modules/.package-lock.json");
  if (!wanted || !present) return false;
  // Packages for other systems are in the lock file, but not on the disk.
  const required = Object.keys(wanted).filter((name) => name && !wanted[name].optional);
  return (
    required.every((name) => present[name]?.version === wanted[name].version) &&
    Object.keys(present).every((name) => wanted[name]?.version === present[name].version)
  );
}

function lockedPackages(file) {
  const full = path.join(ROOT, file);
  return existsSync(full) ? JSON.parse(readFileSync(full, "utf8")).packages : null;
}
