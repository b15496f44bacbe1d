// Weir's report and tshark's sums, number by number.

import { readFileSync } from "node:fs";
import { INTERVAL_S } from "./truth.mjs";

const CLASSES = ["tcp", "udp", "icmp", "other"];
// When there are more sources than Weir keeps: the busiest must be there, short by no more than a table's share.
const TABLE = 4096;
const BUSIEST = 20;
const [FILE_HEADER, RECORD_HEADER] = [24, 16];
// By the first four bytes, read in network order: micro- and nanoseconds, both byte orders.
const KINDS = new Map([
  [0xa1b2c3d4, { little: false, units: 1e6 }],
  [0xd4c3b2a1, { little: true, units: 1e6 }],
  [0xa1b23c4d, { little: false, units: 1e9 }],
  [0x4d3cb2a1, { little: true, units: 1e9 }],
]);

/** {verdict: equal | explained | different, reason, rows: [{kind, what, weir, tshark}]}; `listed` is capinfos's count. */
export function compare(report, wanted, listed, file) {
  if (!report) {
    const nothing = !listed && wanted.packets === 0;
    return nothing ? { verdict: "equal", rows: [] } : { verdict: "different", reason: "Weir reads nothing of it", rows: [] };
  }
  const rows = [];
  const same = (kind, what, weir, tshark) => weir !== tshark && rows.push({ kind, what, weir, tshark });
  same("all", "packets", report.packets, wanted.packets);
  if (listed !== null) same("all", "packets that capinfos counts", report.packets, listed);
  same("bytes", "bytes", report.bytes, wanted.bytes);
  for (const name of CLASSES) {
    const { packets = 0, bytes = 0 } = wanted.protocols[name] ?? {};
    same("packets", `${name} packets`, report.protocols[name].packets, packets);
    same("bytes", `${name} bytes`, report.protocols[name].bytes, bytes);
  }
  intervals(report, wanted, same);
  if (report.sources_exact) exactSources(report, wanted, same);
  else busySources(report, wanted, same);
  if (rows.length === 0) {
    if (report.sources_exact) return { verdict: "equal", rows };
    return { verdict: "explained", reason: `${report.distinct_sources} sources, more than are kept; totals equal, the busiest within the error`, rows };
  }
  const reason = explain(report, wanted, listed, rows, file);
  return reason ? { verdict: "explained", reason, rows } : { verdict: "different", reason: "nothing explains it", rows };
}

function intervals(report, wanted, same) {
  if (report.interval_s !== INTERVAL_S) return same("all", "interval", report.interval_s, INTERVAL_S);
  const told = new Map(report.intervals.map((interval) => [String(interval.start), interval]));
  for (const start of new Set([...told.keys(), ...Object.keys(wanted.intervals)])) {
    for (const name of CLASSES) same("interval", `${name} from ${start}`, told.get(start)?.[name] ?? 0, wanted.intervals[start]?.[name] ?? 0);
  }
}

function exactSources(report, wanted, same) {
  const told = new Map(report.sources.map((source) => [source.ip, source]));
  for (const ip of new Set([...told.keys(), ...Object.keys(wanted.sources)])) {
    const [weir, tshark] = [told.get(ip) ?? {}, wanted.sources[ip] ?? {}];
    for (const name of ["packets", "bytes", ...CLASSES]) same(name === "bytes" ? "bytes" : "source", `${name} of ${ip}`, weir[name] ?? 0, tshark[name] ?? 0);
  }
}

function busySources(report, wanted, same) {
  const told = new Map(report.sources.map((source) => [source.ip, source.packets]));
  for (const [ip, packets] of told) {
    const most = wanted.sources[ip]?.packets ?? 0;
    if (packets > most) same("all", `packets of ${ip}, at most`, packets, most);
  }
  const error = Math.ceil(wanted.packets / TABLE);
  const busiest = Object.entries(wanted.sources).sort(([, a], [, b]) => b.packets - a.packets).slice(0, BUSIEST);
  for (const [ip, { packets }] of busiest) {
    const seen = told.get(ip) ?? 0;
    if (packets - seen > error) same("all", `packets of ${ip}, at least`, seen, packets - error);
  }
}

/** What tshark does that makes every difference, in words; null when there is one that nothing known makes. */
function explain(report, { packets, doubts }, listed, rows, file) {
  const few = (count) => (row) => row.kind === "bytes" || (row.kind !== "all" && Math.abs(row.weir - row.tshark) <= count);
  const carried = rows.some((row) => row.kind === "interval") ? carriedFractions(file) : 0;
  const foreign = report.quality.problems["unknown link type"] ?? 0;
  const reasons = [
    [packets === 0 && listed === null, () => true, "tshark does not open files of this link type"],
    [carried > 0, (row) => row.kind === "interval", "tshark does not carry fractions of 1 s and more into the seconds"],
    [doubts.atm > 0, (row) => row.kind === "bytes", "tshark takes the ATM pseudo header off the length"],
    [foreign > 0, few(foreign), "tshark decodes a link type that Weir counts as other"],
    [doubts.inside > 0, few(doubts.inside), "tshark finds an IP header inside of a second Ethernet frame"],
    [doubts.short > 0, few(doubts.short), "tshark reads an IPv4 header of fewer than 20 bytes"],
    [doubts.twice > 0, few(doubts.twice), "an IPv6 extension header comes twice, and tshark's field names what is behind the first"],
  ].filter(([holds]) => holds);
  const covering = reasons.filter(([, covers]) => rows.some(covers));
  if (!rows.every((row) => reasons.some(([, covers]) => covers(row)))) return null;
  return covering.map(([, , words]) => words).join("; ");
}

/** How many packets of a classic pcap file have a fraction of a second that is a second or more. */
function carriedFractions(file) {
  const bytes = readFileSync(file);
  if (bytes.length < FILE_HEADER) return 0;
  const kind = KINDS.get(bytes.readUInt32BE(0));
  if (!kind) return 0;
  const word = (at) => (kind.little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  let carried = 0;
  for (let at = FILE_HEADER; at + RECORD_HEADER <= bytes.length; at += RECORD_HEADER + word(at + 8)) {
    if (word(at + 4) >= kind.units) carried += 1;
  }
  return carried;
}
