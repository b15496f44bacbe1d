// What tshark says is in a capture file, in the counting rules of Weir's report.
//
// The class is that of the outermost IP header; a later fragment counts under its IP protocol (so nothing may be put
// together again); an ICMP error counts once (so only the first occurrence of each field); bytes are original lengths.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { Plain } from "./run.mjs";

const CLASSES = { 1: "icmp", 6: "tcp", 17: "udp", 58: "icmp" };
const EXTENSIONS = { 0: "ipv6.hopopts.nxt", 43: "ipv6.routing.nxt", 44: "ipv6.fraghdr.nxt", 60: "ipv6.dstopts.nxt" };
const FIELDS = ["frame.time_epoch", "frame.len", "frame.protocols", "frame.encap_type", "ip.src", "ip.proto", "ipv6.src", "ipv6.nxt", ...Object.values(EXTENSIONS), "_ws.expert.message"];
const OPTIONS = ["ip.defragment:FALSE", "ipv6.defragment:FALSE", "tcp.desegment_tcp_streams:FALSE"];
const SEPARATOR = "|";
const ATM = "13";
const IPV4_HEADER = 20;
const TAG = 4;
export const INTERVAL_S = 5;

/**
 * {packets, bytes, protocols, intervals, sources, doubts}: doubts count packets that tshark is known to see otherwise.
 * `untagged`: as a plain packet socket would have seen them, without the VLAN tag that the kernel takes out.
 */
export async function truth(file, { untagged = false } = {}) {
  const args = ["-r", file, "-n", ...OPTIONS.flatMap((option) => ["-o", option]), "-T", "fields", "-E", "occurrence=f", "-E", `separator=${SEPARATOR}`];
  const child = spawn("tshark", [...args, ...FIELDS.flatMap((field) => ["-e", field])], { stdio: ["ignore", "pipe", "ignore"] });
  const failed = new Promise((_, reject) => child.on("error", (error) => reject(new Plain(`tshark did not start: ${error.message}`))));
  const sums = new Sums(untagged ? TAG : 0);
  const read = (async () => {
    for await (const line of createInterface({ input: child.stdout })) sums.add(line.split(SEPARATOR));
  })();
  await Promise.race([read, failed]);
  return sums;
}

class Sums {
  packets = 0;
  bytes = 0;
  protocols = {};
  intervals = {};
  sources = {};
  doubts = { atm: 0, inside: 0, short: 0, twice: 0 };
  #unseen;

  /** `unseen`: bytes of a tagged packet that are not counted. */
  constructor(unseen) {
    this.#unseen = unseen;
  }

  add([time, length, stack, link, from4, protocol4, from6, next6, ...next]) {
    const layers = stack.split(":");
    const expert = next.pop();
    // An IPv4 packet inside of an IPv6 one, or the reverse, has both addresses; the outer header counts.
    const isV6 = from6 !== "" && (from4 === "" || layers.indexOf("ipv6") < layers.indexOf("ip"));
    const source = isV6 ? from6 : from4;
    const protocol = isV6 ? behindExtensions(next6, next) : protocol4;
    const kind = (source !== "" && CLASSES[protocol]) || "other";
    const bytes = Number(length) - (layers.includes("vlan") ? this.#unseen : 0);
    this.doubt(link, layers, expert, isV6 && protocol in EXTENSIONS);
    this.packets += 1;
    this.bytes += bytes;
    count((this.protocols[kind] ??= { packets: 0, bytes: 0 }), bytes);
    const seconds = Math.floor(Number(time.split(".")[0]));
    const start = Math.floor(seconds / INTERVAL_S) * INTERVAL_S;
    const interval = (this.intervals[start] ??= {});
    interval[kind] = (interval[kind] ?? 0) + 1;
    if (source === "") return;
    const row = (this.sources[source] ??= { packets: 0, bytes: 0 });
    count(row, bytes);
    row[kind] = (row[kind] ?? 0) + 1;
  }

  doubt(link, layers, expert, twice) {
    if (link === ATM) this.doubts.atm += 1;
    const ip = layers.findIndex((layer) => layer === "ip" || layer === "ipv6");
    if (layers.slice(0, Math.max(ip, 0)).filter((layer) => layer === "eth").length > 1) this.doubts.inside += 1;
    const there = /IPv4 total length exceeds packet length \((\d+) bytes\)/.exec(expert);
    if (there && Number(there[1]) < IPV4_HEADER) this.doubts.short += 1;
    if (twice) this.doubts.twice += 1;
  }
}

function behindExtensions(first, next) {
  const names = Object.keys(EXTENSIONS);
  const left = Object.fromEntries(names.map((name, place) => [name, next[place]]));
  let protocol = first;
  while (left[protocol]) {
    const behind = left[protocol];
    left[protocol] = "";
    protocol = behind;
  }
  return protocol;
}

function count(row, bytes) {
  row.packets += 1;
  row.bytes += bytes;
}
