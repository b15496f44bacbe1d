// Files dragged onto the window, as a file manager does it: good ones, empty ones, broken ones, and none at all.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { drag } from "./lib/drag.mjs";
import { lab } from "./lib/lab.mjs";
import { until } from "./lib/process.mjs";
import { scenario, withApp } from "./lib/scenario.mjs";
import { USER } from "./lib/stage.mjs";

const here = withApp();
let report;

function file(name, bytes) {
  const made = path.join(here.desktop.stage.folder, name);
  writeFileSync(made, bytes);
  chmodSync(made, 0o644);
  return made;
}

/** The one that the window manager frames: for the data of a drag GTK opens another of the same name. */
function windowNumber() {
  const windows = execFileSync("wmctrl", ["-l"], { env: here.desktop.env, ...USER }).toString();
  return Number(windows.match(/^(0x[0-9a-f]+) .* Weir$/m)[1]);
}

/** Holds the files over the window; gives `end("drop")` and `end("leave")`. */
const hold = (...files) => drag(here.desktop.env.DISPLAY, windowNumber(), files);
const drop = async (...files) => (await hold(...files))("drop");
const said = () => here.weir.page.run(() => [...document.querySelectorAll(".mantine-Notification-root")].map((n) => n.innerText).join("\n"));
const says = (pattern) => until(`the window says ${pattern}`, async () => pattern.test(await said()));

/** Packets of each source, as in the report. */
async function hasItsNumbers() {
  await here.weir.goTo("sources");
  const wanted = report.sources.map(({ ip, packets }) => [ip, packets]).sort();
  await here.weir.tableIs("sources-table", (rows) => rows.map((row) => [row.source, row.packets]).sort(), wanted);
}

function mix(name) {
  const made = file(name, "");
  execFileSync(lab.program, ["write-pcap", made, "--packets", "500"]);
  chmodSync(made, 0o644);
  return made;
}

scenario("while a file is over the window it says what dropping would do, and no longer when it leaves", async () => {
  const file = mix("office day.pcap");
  let end;
  // A window that has just opened may hear only of the next one.
  await until("it says so", async () => {
    end = await hold(file);
    if (await here.weir.says("drop-overlay", /Drop a capture file/, 2000).catch(() => null)) return true;
    await end("leave");
    return false;
  });
  await end("leave");
  await until("the hint is gone", async () => (await here.weir.text("drop-overlay")) === null);
  assert.match(await here.weir.text("session-state"), /Stopped/);
});

scenario("a capture file that is dropped is shown, with the numbers of the terminal program's report", async () => {
  const file = mix("office day.pcap");
  report = JSON.parse(execFileSync(here.desktop.stage.cli, ["report", file, "--json"], { env: here.desktop.env, ...USER }));
  await drop(file);
  await here.weir.says("session-state", /^File office day\.pcap$/);
  assert.equal(await here.weir.text("drop-overlay"), null);
  await hasItsNumbers();
});

scenario("what is no capture is said in a sentence with the cure, and what was shown stays", async () => {
  await drop(file("letter.txt", "Dear all, this is no capture.\n"));
  await says(/letter\.txt is not a capture file[\s\S]*Give it a file in the pcap or pcapng format/);
  await drop(file("nothing.pcap", ""));
  await says(/nothing\.pcap is not a capture file/);
  await drop(here.desktop.stage.folder);
  await says(/is a folder or a device/);
  await drop(path.join(here.desktop.stage.folder, "gone.pcap"));
  await says(/gone\.pcap cannot be opened[\s\S]*Check that it is there/);
  assert.match(await here.weir.text("session-state"), /^File office day\.pcap$/);
  await hasItsNumbers();
});

scenario("a name of 250 bytes with everything in it is shown whole, as text, and breaks nothing", async () => {
  const name = `<img src=x onerror=alert(1)>\u202e${"ü".repeat(107)}.pcap`;
  await drop(mix(name));
  await here.weir.says("session-state", /^File <img/);
  const width = await here.weir.page.run(() => [document.documentElement.scrollWidth, innerWidth, document.querySelectorAll("img").length]);
  assert.ok(width[0] <= width[1], `the page is ${width[0]} wide in a window of ${width[1]}`);
  assert.equal(width[2], 0);
  assert.match(await here.weir.attribute("session-state", "title"), /\\u\{202e\}/);
});

scenario("a name that is no text is opened too, and refused with the cure where it could be another's", async () => {
  const named = (byte) => Buffer.concat([Buffer.from(path.join(here.desktop.stage.folder, "caf")), Buffer.from([byte]), Buffer.from(".pcap")]);
  copyFileSync(path.join(here.desktop.stage.folder, "office day.pcap"), named(0xe9));
  await drop(named(0xe9));
  await here.weir.says("session-state", /^File caf\\u\{fffd\}\.pcap$/);
  await hasItsNumbers();
  writeFileSync(named(0xe8), "");
  await drop(named(0xe9));
  await says(/caf\\u\{fffd\}\.pcap cannot be opened, because some bytes of its path are no text[\s\S]*Rename the file or its folder/);
});

scenario("a second start hands such a name on", async () => {
  await drop(mix("first.pcap"));
  await here.weir.says("session-state", /^File first\.pcap$/);
  rmSync(Buffer.concat([Buffer.from(path.join(here.desktop.stage.folder, "caf")), Buffer.from([0xe8]), Buffer.from(".pcap")]));
  execFileSync("sh", ["-c", `exec "$0" "$(printf 'caf\\351.pcap')"`, here.desktop.stage.app], { cwd: here.desktop.stage.folder, env: here.desktop.env, timeout: 20_000, ...USER });
  await here.weir.says("session-state", /^File caf\\u\{fffd\}\.pcap$/);
});

scenario("of several files the first is opened, and that is said", async () => {
  await drop(mix("first.pcap"), mix("second.pcap"));
  await here.weir.says("session-state", /^File first\.pcap$/);
  await says(/one capture file at a time/);
});

scenario("while a capture runs a file is refused, and the capture goes on", async () => {
  await here.weir.start();
  await drop(mix("first.pcap"));
  await says(/first\.pcap was not opened, because a capture is running/);
  await here.weir.isCapturing();
});
