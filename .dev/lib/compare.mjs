// Weir's report and tshark's sums, number by number.

import { INTERVAL_S } from "./truth.mjs";

const CLASSES = ["tcp", "udp", "icmp", "other"];
// When there are more sources than Weir keeps: the busiest must be there, short by no more than a table's share.
const TABLE = 4096;
const BUSIEST = 20;

/** {verdict: equal | explained | different, reason, rows: [{what, weir, tshark}]}. */
export function compare(report, wanted, listed) {
  if (!report) {
    const nothing = !listed && wanted.packets === 0;
    return nothing ? { verdict: "equal", rows: [] } : { verdict: "different", reason: "Weir reads nothing of it", rows: [] };
  }
  const rows = [];
  const same = (what, weir, tshark) => weir !== tshark && rows.push({ what, weir, tshark });
  same("packets", report.packets, wanted.packets);
  same("bytes", report.bytes, wanted.bytes);
  for (const name of CLASSES) {
    const { packets = 0, bytes = 0 } = wanted.protocols[name] ?? {};
    same(`${name} packets`, report.protocols[name].packets, packets);
    same(`${name} bytes`, report.protocols[name].bytes, bytes);
  }
  intervals(report, wanted, same);
  if (report.sources_exact) exactSources(report, wanted, same);
  else busySources(report, wanted, same);
  if (rows.length === 0) {
    if (report.sources_exact) return { verdict: "equal", rows };
    return { verdict: "explained", reason: `${report.distinct_sources} sources, more than are kept; totals equal, the busiest within the error`, rows };
  }
  const reason = explain(report, wanted, listed, rows);
  return reason ? { verdict: "explained", reason, rows } : { verdict: "different", reason: "nothing explains it", rows };
}

function intervals(report, wanted, same) {
  if (report.interval_s !== INTERVAL_S) return same("interval", report.interval_s, INTERVAL_S);
  const told = new Map(report.intervals.map((interval) => [String(interval.start), interval]));
  for (const start of new Set([...told.keys(), ...Object.keys(wanted.intervals)])) {
    for (const name of CLASSES) same(`${name} from ${start}`, told.get(start)?.[name] ?? 0, wanted.intervals[start]?.[name] ?? 0);
  }
}

function exactSources(report, wanted, same) {
  const told = new Map(report.sources.map((source) => [source.ip, source]));
  for (const ip of new Set([...told.keys(), ...Object.keys(wanted.sources)])) {
    const [weir, tshark] = [told.get(ip) ?? {}, wanted.sources[ip] ?? {}];
    for (const name of ["packets", "bytes", ...CLASSES]) same(`${name} of ${ip}`, weir[name] ?? 0, tshark[name] ?? 0);
  }
}

function busySources(report, wanted, same) {
  const told = new Map(report.sources.map((source) => [source.ip, source.packets]));
  for (const [ip, packets] of told) {
    const most = wanted.sources[ip]?.packets ?? 0;
    if (packets > most) same(`packets of ${ip}, at most`, packets, most);
  }
  const error = Math.ceil(wanted.packets / TABLE);
  const busiest = Object.entries(wanted.sources).sort(([, a], [, b]) => b.packets - a.packets).slice(0, BUSIEST);
  for (const [ip, { packets }] of busiest) {
    const seen = told.get(ip) ?? 0;
    if (packets - seen > error) same(`packets of ${ip}, at least`, seen, packets - error);
  }
}

/** What tshark does that makes the difference, in words; null when nothing is known that would. */
function explain() {
  return null;
}
