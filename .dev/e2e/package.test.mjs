// The real packages, installed on an overlay of this machine and used by an ordinary user through the real window:
// installed, allowed, forbidden, upgraded, purged, with polkit asked for real.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { after, before } from "node:test";
import { Desktop } from "./lib/app.mjs";
import { GRANTS, Installed, SIDECAR, asRoot, asUser, rightsOfSidecar } from "./lib/installed.mjs";
import { lab } from "./lib/lab.mjs";
import { CHANGES } from "./lib/overlay.mjs";
import { openPolkit } from "./lib/polkit.mjs";
import { until } from "./lib/process.mjs";
import { scenario as always } from "./lib/scenario.mjs";
import { USER } from "./lib/stage.mjs";

const { deb, rpm, skip } = JSON.parse(process.env.WEIR_PACKAGES ?? "{}");
const scenario = (sentence, work) => always(sentence, (t) => (skip ? t.skip(`skipped, because ${skip}`) : work(t)));
const here = {};
// An account of its own number: not the user's, not in the group.
const STRANGER = 47002;
const ALLOW = "org.weir.Weir.allow-capture";
const REVOKE = "org.weir.Weir.revoke-capture";

before(() => {
  here.before = changes();
});
after(async () => {
  await here.desktop?.close();
  await here.polkit?.close();
});

const doctor = () => JSON.parse(asUser(USER.uid, "/usr/bin/weir-cli", "doctor", "--json").out);
const mayRun = (uid) => {
  const { error } = asUser(uid, SIDECAR);
  assert.ok(error === null || error === "EACCES", error);
  return error === null;
};

/** By hand, with variables that must not get through. */
const pkexec = (...words) => {
  const variables = ["LD_PRELOAD=/nowhere.so", `PKEXEC_UID=${STRANGER}`];
  return asUser(USER.uid, "/usr/bin/env", ...variables, "/usr/bin/pkexec", "--disable-internal-agent", ...words);
};

async function captureWorks() {
  await here.weir.isCapturing();
  await here.weir.showTable("chart-share");
  const total = async () => ((await here.weir.table("chart-share-table")) ?? []).reduce((all, row) => all + row.packets, 0);
  const from = await total();
  const { packets } = await lab.sendKnown();
  await until("the packets are counted", async () => (await total()) >= from + packets);
}

scenario("installing the package grants capture to nobody", () => {
  asRoot("dpkg", "--force-unsafe-io", "-i", deb);
  const rights = rightsOfSidecar();
  assert.deepEqual(rights, { owner: "0:weir", mode: "750", capability: "cap_net_raw=ep", list: "user::rwx group::r-x mask::r-x other::---" });
  assert.equal(mayRun(USER.uid), false);
  assert.equal(asRoot("getent", "group", "weir").trim().split(":").at(3), "", "the group is empty");
  const { problem } = doctor();
  assert.deepEqual([problem.code, problem.canAllow], ["not-granted", true]);
  assert.match(problem.command, /^sudo weir-capture-grant grant /);
});

scenario("the package holds everything that it should, and no other file can do anything special", () => {
  const files = asRoot("dpkg-query", "-L", "weir").trim().split("\n");
  for (const wanted of [
    "/usr/bin/weir", "/usr/bin/weir-cli", "/usr/bin/weir-capture-grant", SIDECAR, "/usr/lib/weir/weir-replay",
    "/usr/share/polkit-1/actions/org.weir.Weir.policy", "/usr/share/applications/Weir.desktop",
    "/usr/share/metainfo/org.weir.Weir.metainfo.xml", "/usr/share/icons/hicolor/128x128/apps/weir.png",
    "/usr/share/man/man1/weir.1.gz", "/usr/share/man/man1/weir-cli.1.gz", "/usr/share/man/man1/weir-cli-watch.1.gz",
    "/usr/share/man/man8/weir-capture-grant.8.gz", "/usr/share/doc/weir/copyright",
  ]) {
    assert.ok(files.includes(wanted), wanted);
  }
  const special = asRoot("getcap", ...files).trim().split("\n");
  assert.deepEqual(special, [`${SIDECAR} cap_net_raw=ep`]);
  for (const file of files) assert.equal(asRoot("stat", "-c", "%u", file).trim(), "0", `${file} is root's`);
  const loose = asRoot("find", ...files, "-maxdepth", "0", "!", "-type", "l", "(", "-perm", "/6000", "-o", "-perm", "/022", ")");
  assert.equal(loose.trim(), "", "setuid, setgid, or writable by others");
  asRoot("appstreamcli", "validate", "--no-net", "/usr/share/metainfo/org.weir.Weir.metainfo.xml");
});

scenario("without a consent the window says so, and nothing has changed", async () => {
  here.polkit = await openPolkit();
  await here.polkit.answer(ALLOW, "NO");
  here.desktop = await Desktop.open({ stage: new Installed() });
  here.weir = await here.desktop.start();
  await here.weir.says("start-stop", /^Start$/);
  await here.weir.click("start-stop");
  await until("the doctor asks for the permission", async () => (await here.weir.attribute("doctor", "data-doctor")) === "not-granted");
  assert.equal(await here.weir.text("doctor-primary"), "Allow capture");
  await here.weir.click("doctor-primary");
  await here.weir.says("doctor-not-changed", /consent/);
  // For this reason, and not because nobody could be asked.
  assert.match(pkexec("/usr/bin/weir-capture-grant", "grant").out, /Not authorized/);
  assert.equal(mayRun(USER.uid), false);
});

scenario("with a consent the capture starts at once, without a new login", async () => {
  await here.polkit.answer(ALLOW, "YES");
  await here.weir.click("doctor-primary");
  await captureWorks();
  assert.equal(mayRun(STRANGER), false, "nobody else may");
  assert.equal(readFileSync(GRANTS, "utf8"), `${USER.uid} nobody\n`);
  const pid = here.weir.find("weir-sidecar");
  assert.match(readFileSync(`/proc/${pid}/status`, "utf8"), /^CapPrm:\t0+$/m);
});

scenario("t20 an upgrade keeps capability, mode and grant, and the same version installed twice as well", () => {
  const granted = rightsOfSidecar();
  assert.match(granted.list, new RegExp(`user:${USER.uid}:r-x`));
  asRoot("dpkg", "--force-unsafe-io", "-i", deb);
  assert.deepEqual(rightsOfSidecar(), granted);
  asRoot("dpkg", "--force-unsafe-io", "-i", newer());
  assert.deepEqual(rightsOfSidecar(), granted);
  assert.equal(asRoot("dpkg-query", "-W", "-f=${Version}", "weir"), "9.0.0");
  assert.equal(mayRun(USER.uid), true);
});

scenario("the settings take the permission back at once, and end the capture", async () => {
  await here.polkit.answer(REVOKE, "YES");
  await here.weir.goTo("settings");
  await until("the permission is known", async () => (await here.weir.attribute("permission", "data-held")) === "true");
  await here.weir.click("permission");
  await until("it is gone", async () => {
    if ((await here.weir.attribute("permission", "data-held")) === "false") return true;
    throw new Error(`${await here.weir.text("permission")}, ${await here.weir.text("permission-not-changed")}`);
  }, 20_000);
  assert.equal(mayRun(USER.uid), false);
  // The window knows as soon as the capture is asked to end; what the kernel has counted is still read.
  await until("the capture program is gone", () => here.weir.find("weir-sidecar") === undefined);
  assert.equal(doctor().problem.code, "not-granted");
});

scenario("t20 what was revoked stays revoked after an upgrade", () => {
  asRoot("dpkg", "--force-unsafe-io", "-i", deb);
  assert.equal(mayRun(USER.uid), false);
  assert.equal(rightsOfSidecar().capability, "cap_net_raw=ep");
});

scenario("t21 pkexec carries no variable and no foreign account into the grant program", async () => {
  await here.polkit.answer(ALLOW, "YES");
  const other = pkexec("/usr/bin/weir-capture-grant", "grant", "daemon");
  assert.equal(other.status, 1, other.out);
  assert.match(other.out, /only its own permission/);
  // The action covers one program and one word of it; everything else is the general action, which needs an administrator.
  assert.equal(pkexec("/usr/bin/weir-capture-grant", "apply").status, 127);
  assert.equal(pkexec("/usr/bin/id").status, 127);
  const own = pkexec("/usr/bin/weir-capture-grant", "grant");
  assert.equal(own.status, 0, own.out);
  assert.equal(readFileSync(GRANTS, "utf8"), `${USER.uid} nobody\n`, "for who asked, whatever the variable says");
});

scenario("purging the package leaves nothing behind", async () => {
  await here.desktop.close();
  here.desktop = null;
  await here.polkit.close();
  here.polkit = null;
  rmSync("/etc/polkit-1/rules.d/00-weir-test.rules");
  asRoot("dpkg", "-r", "weir");
  assert.equal(readFileSync(GRANTS, "utf8"), `${USER.uid} nobody\n`, "a mere removal keeps the list for a new installation");
  asRoot("dpkg", "-P", "weir");
  assert.throws(() => asRoot("getent", "group", "weir"));
  for (const folder of ["/usr/lib/weir", "/var/lib/weir"]) assert.ok(!existsSync(folder), folder);
  assert.deepEqual(changes().filter((name) => !here.before.includes(name)), []);
});

scenario("the rpm package does the same with rpm's own numbers for install, upgrade and removal", () => {
  const install = (...words) => asRoot("rpm", ...words, "--nodeps", "--noplugins", rpm);
  install("-i");
  assert.deepEqual(rightsOfSidecar().capability, "cap_net_raw=ep");
  assert.equal(mayRun(USER.uid), false);
  asRoot("weir-capture-grant", "grant", "nobody");
  assert.equal(mayRun(USER.uid), true);
  const granted = rightsOfSidecar();
  install("-U", "--force");
  assert.deepEqual(rightsOfSidecar(), granted);
  asRoot("rpm", "-e", "--nodeps", "weir");
  assert.throws(() => asRoot("getent", "group", "weir"));
  assert.deepEqual(changes().filter((name) => !here.before.includes(name) && !name.startsWith("/var/lib/rpm")), []);
});

/** The same package under a higher version. */
function newer() {
  const folder = "/tmp/weir-newer";
  asRoot("dpkg-deb", "-R", deb, folder);
  asRoot("sed", "-i", "s/^Version: .*/Version: 9.0.0/", path.join(folder, "DEBIAN/control"));
  asRoot("dpkg-deb", "-b", "-Znone", folder, `${folder}.deb`);
  return `${folder}.deb`;
}

/** What differs from the machine below the overlay, without the books that dpkg, groupadd and GTK keep of their work. */
function changes() {
  if (skip !== null) return [];
  const books = /^\/(var\/(lib\/dpkg|lib\/rpm|log|cache)|tmp|run|root)(\/|$)|^\/etc\/((group|gshadow)-?|\.pwd\.lock)$|icon-theme\.cache$/;
  const all = readdirSync(CHANGES, { recursive: true, withFileTypes: true });
  const names = all.map((entry) => path.join(entry.parentPath ?? entry.path, entry.name).slice(CHANGES.length));
  // Folders that only hold something are not a change by themselves.
  const files = names.filter((name, place) => !all[place].isDirectory());
  return files.filter((name) => !books.test(name)).sort();
}
