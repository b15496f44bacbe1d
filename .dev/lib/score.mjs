// How detection is scored: pure functions of what is true and what was reported.

/** Labels of the captures as kinds of the report, the right one first, then those that are acceptable too. */
const KINDS = {
  syn_flood: ["syn_flood"],
  udp_flood: ["udp_flood"],
  udp_amp: ["udp_amplification", "udp_flood"],
  icmp_flood: ["icmp_flood"],
  tcp_flag_flood: ["tcp_flag_flood"],
  tcp_reflection: ["tcp_reflection"],
  other_flood: ["other_flood"],
  storm: ["storm"],
  port_scan: ["port_scan"],
  host_sweep: ["host_sweep"],
  slowloris: ["slowloris", "syn_flood"],
  http_flood: ["connection_flood", "syn_flood", "slowloris"],
  brute_force: ["connection_flood"],
};
/** Seconds after its end in which an attack may still be found. */
const GRACE_S = 10;

const isAlarm = (episode) => episode.severity !== "info" && episode.kind !== "volume";
const alarmsOf = (report) => (report?.episodes ?? []).filter(isAlarm);

/** One attack: found or not, as what, how fast, how well. `start` and `end` are null for a capture that is all attack. */
function judge(file, label, start, end, report, peak) {
  const [right, ...others] = KINDS[label] ?? [label];
  const during = alarmsOf(report).filter((e) => start === null || (e.detected >= start && e.detected <= end + GRACE_S));
  const hit = during.find((episode) => [right, ...others].includes(episode.kind));
  const outside = alarmsOf(report).filter((e) => start !== null && !during.includes(e));
  const found = hit !== undefined;
  return {
    file,
    label,
    found,
    kinds: during.map((episode) => episode.kind),
    rightKind: found ? during[0].kind === right || label === "http_flood" : null,
    detectS: found ? hit.detected - (start ?? report.first) : null,
    startErrorS: found && start !== null ? Math.abs(hit.start - start) : null,
    endErrorS: found && end !== null ? Math.abs((hit.end ?? hit.last) - end) : null,
    peakError: found && peak > 0 ? Math.abs(hit.peak_pps - peak) / peak : null,
    falseAlarms: outside.map((episode) => ({ kind: episode.kind, sentence: episode.sentence })),
  };
}

/** Seconds of a capture; a pause of more than a minute counts as a minute: some files were put together over years. */
const MOST_PAUSE_S = 60;
function captured(report) {
  const starts = (report?.intervals ?? []).map((interval) => interval.start);
  return starts.reduce(
    (sum, start, i) => sum + (i === 0 ? report.interval_s : Math.min(start - starts[i - 1], MOST_PAUSE_S)),
    0,
  );
}

/** With linear interpolation between the two nearest. */
export function quantile(values, q) {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const place = q * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low + (high - low) * (place - Math.floor(place));
}

/** Recall and the rest for a set of cases. */
function sum(cases) {
  const found = cases.filter((c) => c.found);
  return {
    cases: cases.length,
    found: found.length,
    recall: cases.length === 0 ? null : found.length / cases.length,
    rightKind: found.length === 0 ? null : found.filter((c) => c.rightKind).length / found.length,
    detectMedianS: quantile(found.map((c) => c.detectS), 0.5),
    detectP95S: quantile(found.map((c) => c.detectS), 0.95),
    startErrorMedianS: quantile(found.map((c) => c.startErrorS), 0.5),
    startErrorMaxS: quantile(found.map((c) => c.startErrorS), 1),
    endErrorMedianS: quantile(found.map((c) => c.endErrorS), 0.5),
    endErrorMaxS: quantile(found.map((c) => c.endErrorS), 1),
    peakErrorMedian: quantile(found.map((c) => c.peakError), 0.5),
    peakErrorP95: quantile(found.map((c) => c.peakError), 0.95),
  };
}

const byLabel = (cases) =>
  Object.fromEntries([...new Set(cases.map((c) => c.label))].sort().map((l) => [l, sum(cases.filter((c) => c.label === l))]));

/** `all`: the whole index, for the peaks of attack sources; `index`, `truth`: what is scored. */
export function score(all, index, truth, reports) {
  const peaks = new Map(all.map((row) => [row.file, row]));
  const peakOf = (source) => {
    const row = peaks.get(source);
    return row ? Math.max(...["tcp", "udp", "icmp", "other"].map((p) => Number(row[`peak_1s_${p}`]))) : 0;
  };
  const spliced = truth.filter((row) => row.label !== "benign");
  const cases = spliced.map((row) =>
    judge(row.file, row.label, Number(row.t_start), Number(row.t_end), reports.get(row.file), 0),
  );
  const whole = index
    .filter((row) => row.set === "attack" || row.set === "attack_derived")
    .map((row) => judge(row.file, row.label, null, null, reports.get(row.file), peakOf(row.file)));
  const quiet = (rows) => ({
    files: rows.length,
    hours: rows.reduce((hours, row) => hours + captured(reports.get(row.file)) / 3600, 0),
    falseAlarms: rows.flatMap((row) =>
      alarmsOf(reports.get(row.file)).map((e) => ({ file: row.file, kind: e.kind, sentence: e.sentence })),
    ),
    information: rows.reduce((n, row) => n + (reports.get(row.file)?.episodes ?? []).filter((e) => !isAlarm(e)).length, 0),
  });
  const controls = new Set(truth.filter((row) => row.label === "benign").map((row) => row.file));
  const benign = quiet(index.filter((row) => row.set === "benign"));
  return {
    spliced: { all: sum(cases), byKind: byLabel(cases), cases },
    whole: { all: sum(whole), byKind: byLabel(whole), cases: whole },
    backgrounds: {
      falseAlarms: cases.flatMap((c) => c.falseAlarms.map((alarm) => ({ file: c.file, ...alarm }))),
    },
    controls: quiet(index.filter((row) => controls.has(row.file))),
    benign: { ...benign, per24h: benign.hours > 0 ? (benign.falseAlarms.length / benign.hours) * 24 : null },
    malformed: quiet(index.filter((row) => row.set === "malformed")),
  };
}
