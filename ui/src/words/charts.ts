// Words of the charts.
import { many } from "./many";

export const charts = {
  time: "Time (local)",
  startOfInterval: "Start of interval (local)",
  perInterval: (span: string) => `Packets per ${span}`,
  gap: (span: string) => `gap ${span}`,
  noData: "no data",
  dropped: (n: string) => `${n} dropped here: counts are lower bounds`,
  aboveLimit: (name: string, limit: string, span: string) => `${name} is above its limit of ${limit} in ${span}`,
  showTable: "Show as a table (T)",
  showChart: "Show as a chart (T)",
  copy: "Copy the data (CSV)",
  copied: "Copied",
  notCopied: "The clipboard refused it.",
  toggle: (name: string) => `${name}: click to show or hide, Shift+click to show only it`,
  loading: "Waiting for the first numbers",
  stale: (span: string) => `No data for ${span}`,
  error: "The numbers could not be read.",
  traffic: {
    title: "Traffic count",
    subtitle: "by protocol",
    empty: "No packets yet.",
    caption: (span: string) => `Packets per ${span} and protocol`,
    limit: (names: string, n: string, span: string) =>
      `${names === "" ? "Limit" : `${names} limit`} ${n}${span === "" ? "" : ` per ${span}`}`,
    limitHint: (n: string, span: string) => `The limit is ${n} packets in ${span}.`,
    noLimit: "No limit is watched.",
    summary: (peaks: string, span: string, gaps: number, above: string) =>
      [
        peaks === "" ? "No packets in this range." : `Most packets per ${span}: ${peaks}.`,
        gaps === 0 ? "" : `${gaps} ${many(gaps, "gap", "gaps")}.`,
        above === "" ? "" : `Above the limit: ${above}.`,
      ]
        .filter(Boolean)
        .join(" "),
  },
  attacks: {
    title: "Detected attacks",
    subtitle: "intervals above a fixed limit",
    kind: (name: string) => `${name} above limit`,
    fixed: "fixed limit",
    over: "finished",
    inProgress: "still counting",
    packets: (n: string, span: string) => `${n} packets in ${span}`,
    limit: (n: string) => `fixed limit ${n}`,
    caption: "Intervals above a fixed limit",
    empty: (rules: string) => `No attack detected in this range.\n${rules}`,
    rules: (list: string, span: string, inARow: number) =>
      list === ""
        ? "All limits are switched off in the settings."
        : `Watched limits per ${span}: ${list}${inARow > 1 ? `, ${inARow} times in a row` : ""}.`,
    summary: (n: number, kinds: string) =>
      n === 0 ? "No interval above a limit." : `${n} ${many(n, "interval", "intervals")} above a limit: ${kinds}.`,
  },
  anomalies: {
    title: "Anomalies by source",
    subtitle: "above their limit",
    axis: "Packets",
    caption: "Sources above their limit",
    times: (n: number) => `${n >= 10 ? Math.round(n) : n.toFixed(1)} ×`,
    tip: (name: string, n: string, limit: string, ratio: string) => `${name} ${n} packets, limit ${limit} (${ratio})`,
    since: (time: string) => `first above at ${time}`,
    empty: (rules: string) =>
      rules === ""
        ? "All limits are switched off in the settings."
        : `No source is above its limit.\nLimits of one source: ${rules}.`,
    summary: (n: number, worst: string) =>
      n === 0 ? "No source is above its limit." : `${n} ${many(n, "source", "sources")} above a limit, worst ${worst}.`,
  },
  requests: {
    title: "Requests by source",
    subtitle: "packets by protocol",
    axis: "Packets so far",
    caption: "Packets by source and protocol",
    others: (n: string) => `others (${n})`,
    total: (n: string, share: string, bytes: string) => `${n} packets, ${share} of all, ${bytes}`,
    empty: "No source has sent a packet yet.",
    summary: (n: string, busiest: string) => (busiest === "" ? "No sources yet." : `${n} sources, busiest ${busiest}.`),
  },
  share: {
    title: "Protocol share",
    subtitle: "packets so far",
    caption: "Packets and bytes by protocol",
    empty: "No packets yet.",
    within: "In Other:",
  },
  pps: {
    title: "Packets per second",
    subtitle: "by direction",
    subtitleTotal: "chosen protocols",
    caption: (span: string) => `Packets per second, a row for each ${span}`,
    axis: "Packets per second",
    inbound: "In",
    outbound: "Out",
    passing: "Passing",
    total: "All directions",
    summary: (n: string) => `At most ${n} packets per second in one direction.`,
  },
} as const;
