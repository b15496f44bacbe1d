// Words of the header, the scope, the numbers on top and the strip at the bottom.
import type { InterfaceKind, SessionState } from "../ipc";
import { many } from "./many";

export const session = {
  state: {
    idle: "Stopped",
    starting: "Starting…",
    running: "Capturing",
    stopping: "Stopping…",
    failed: "Failed",
  } satisfies Record<SessionState, string>,
  button: {
    idle: "Start",
    starting: "Starting…",
    running: "Stop",
    stopping: "Stopping…",
    failed: "Try again",
  } satisfies Record<SessionState, string>,
  hint: {
    idle: "Start the capture (Ctrl+Enter)",
    starting: "The capture program is being started",
    running: "Stop the capture (Ctrl+Enter)",
    stopping: "The capture program is being stopped",
    failed: "Start the capture again (Ctrl+Enter)",
  } satisfies Record<SessionState, string>,
  stoppedAt: (time: string) => `at ${time}`,
  untilStopped: "until stopped",
  stopsAfter: (span: string) => `stops after ${span}`,
  duration: "How long to capture",
  custom: "Other length",
  customSeconds: "Seconds",
  customBad: "Choose 1 second to 7 days.",
  use: "Use",
  tooShort: (rows: number, needs: string) =>
    `Too short for the rule of ${rows} ${many(rows, "interval", "intervals in a row")}: it needs ${needs}.`,
  tooShortBrief: (needs: string) => `Too short: the rule needs ${needs}`,
  fromNextStart: "Applies from the next start.",
} as const;

export const interfaces = {
  label: "Interface",
  none: "No interface",
  choose: "Choose an interface",
  automatic: "Default interface",
  kind: {
    ethernet: "Ethernet",
    wireless: "Wireless",
    loopback: "Loopback",
    tunnel: "Tunnel",
    bridge: "Bridge",
    virtual: "Virtual",
    other: "Other",
  } satisfies Record<InterfaceKind, string>,
  down: "down",
  noAddress: "no address",
  isDefault: "default",
  gone: "not there",
  more: (n: number) => `+${n}`,
  whileRunning: "Choosing another one starts the capture anew.",
} as const;

export const refresh = {
  pause: "Pause view",
  resume: "Resume view",
  pauseHint: "Freeze the numbers of this window; the capture goes on (P)",
  resumeHint: "Show the newest numbers again (P)",
  now: "Refresh",
  nowHint: "Take one new look (R)",
  nowOff: "Only needed while the view is paused or automatic refresh is off",
  auto: "Automatic refresh",
  every: (s: number) => (s === 0 ? "Refresh off" : `Every ${s} s`),
  paused: (time: string, packets: string) => `View paused at ${time} — capture continues, ${packets} packets since`,
  pausedIdle: (time: string) => `View paused at ${time}`,
} as const;

export const scope = {
  range: "Time range",
  interval: "Length of an interval",
  protocols: "Protocols",
  last: (span: string) => `Last ${span}`,
  whole: "Whole capture",
  per: (span: string) => `per ${span}`,
  protocolHint: (name: string) => `${name}: click to show or hide, Shift+click to show only it`,
} as const;

export const kpi = {
  pps: "Packets/s",
  throughput: "Throughput",
  sources: "Sources",
  dropped: "Dropped",
  above: "Above limit",
  of: (n: string) => `of ${n}`,
  notReported: "not reported here",
  aboveDetail: (intervals: number, sources: number) =>
    [
      intervals > 0 ? `${intervals} ${many(intervals, "protocol", "protocols")} now` : "",
      sources > 0 ? `${sources} ${many(sources, "source", "sources")}` : "",
    ]
      .filter(Boolean)
      .join(", "),
  estimate: "estimate",
} as const;

export const quality = {
  word: { none: "No data yet", complete: "Complete", partial: "Partial", stale: "Stale" },
  wordHint: {
    none: "Nothing was captured yet.",
    complete: "Nothing is missing: every packet that the interface saw is counted.",
    partial: "Something is missing, merged or estimated. The items beside this word say what.",
    stale: "The capture program has not reported for some seconds. The last numbers are kept.",
  },
  dropped: "dropped",
  droppedHint:
    "Packets that the system threw away because they came faster than they could be read. Counts are lower bounds.",
  droppedUnknown: "This system does not report dropped packets.",
  cut: "cut",
  cutHint: "Packets of which not all bytes were captured. Their sizes are right all the same.",
  merged: "merged",
  mergedHint: "Reports that were put together because Weir was busy. No packet is lost by that, only finer times.",
  gaps: (n: number, span: string) => (n === 0 ? "0 gaps" : `${n} ${many(n, "gap", "gaps")} (${span})`),
  gapsHint:
    "Stretches of the capture without data, for example while the computer slept. Charts show them as grey bands.",
  exact: "sources exact",
  estimated: "sources estimated",
  exactHint: "Every source has its own exact count.",
  estimatedHint: "There were more sources than the table holds; small ones may be missing.",
  damaged: (n: string) => `${n} damaged`,
  promiscuous: (on: boolean) => `promiscuous ${on ? "on" : "off"}`,
  promiscuousHint: "Whether packets that are addressed to other machines are asked for too. Set it in the settings.",
  zoneHint: "All times are local, in this zone.",
} as const;
