// What a process costs, as the kernel counts it.

import { readFileSync, readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Ticks of the kernel's CPU counters per second: 100 on every Linux that Weir runs on. */
const TICKS = 100;

/**
 * CPU (% of one core) over some seconds, and memory (MiB, at the end) of each process: all that is resident, and the
 * part that would be free without it (pages shared with n others count for a part only).
 */
export async function cost(pids, seconds) {
  const before = pids.map(cpuTicks);
  const begin = performance.now();
  await sleep(seconds * 1000);
  const elapsed = (performance.now() - begin) / 1000;
  return pids.map((pid, place) => ({
    cpu: ((cpuTicks(pid) - before[place]) / TICKS / elapsed) * 100,
    resident: kibibytes(pid, "status", "VmRSS") / 1024,
    own: kibibytes(pid, "smaps_rollup", "Pss") / 1024,
  }));
}

/** Milliseconds since the process began; exact to 10 ms. */
export function age(pid) {
  const uptime = Number(readFileSync("/proc/uptime", "utf8").split(" ")[0]);
  return (uptime - Number(fields(pid)[19]) / TICKS) * 1000;
}

/** Seconds of CPU that a process has used so far, all threads that still run; exact to the nanosecond. */
export function cpuSeconds(pid) {
  const times = readdirSync(`/proc/${pid}/task`).map((task) => Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, "utf8").split(" ")[0]));
  return times.reduce((sum, time) => sum + time, 0) / 1e9;
}

/** Resident memory of a process in MiB. */
export function resident(pid) {
  return kibibytes(pid, "status", "VmRSS") / 1024;
}

function cpuTicks(pid) {
  const stat = fields(pid);
  return Number(stat[11]) + Number(stat[12]);
}

function kibibytes(pid, file, name) {
  return Number(readFileSync(`/proc/${pid}/${file}`, "utf8").match(new RegExp(`^${name}:\\s+(\\d+)`, "m"))[1]);
}

/** The fields of /proc/PID/stat behind the name, which may hold blanks. */
function fields(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}
