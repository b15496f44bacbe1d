// An alert for tests.
import type { EpisodeRow, EpisodeView } from "../ipc";

export const START_MS = Date.UTC(2026, 10, 21, 13, 31, 5);

export const row = (over: Partial<EpisodeRow> = {}): EpisodeRow => ({
  id: 1,
  kind: "syn_flood",
  severity: "high",
  protocol: "tcp",
  victim: "192.168.1.5",
  port: 443,
  source: null,
  attribution: "spoofed",
  startMs: START_MS,
  detectedMs: START_MS + 400,
  endMs: null,
  peakPerS: 1842,
  packets: 18_420,
  bytes: 1_105_200,
  sentence: "1,842 SYNs/s to 192.168.1.5:443 from about 1,790 addresses, 99 % never completed.",
  muted: false,
  falseAlarm: null,
  happening: { what: "synFlood", unanswered: 99 },
  senders: { one: null, distinct: { count: 1790, estimated: true } },
  dropped: 0,
  oneWay: false,
  hits: 0,
  ...over,
});

export const view = (over: Partial<EpisodeView> = {}): EpisodeView => ({
  row: row(),
  reasons: [
    {
      statistic: "synPerSecond",
      label: "",
      value: 737,
      peak: 1842,
      threshold: 60,
      origin: "floor",
      floor: 60,
      baseline: null,
    },
  ],
  peakMs: START_MS + 3000,
  sources: [{ ip: "198.51.100.7", packets: 100, share: 0.0054 }],
  ports: [{ port: 443, packets: 18_420 }],
  sourcePorts: [],
  hosts: [],
  distinctSources: { count: 1790, estimated: true },
  distinctPorts: { count: 1, estimated: false },
  distinctHosts: { count: 0, estimated: false },
  answered: 0.01,
  service: null,
  meanBytes: 60,
  bitsPerS: 884_160,
  series: { fromMs: START_MS - 2000, packets: [0, 0, 10, 20, 30, 40, 50, 60, 70] },
  headers: [],
  hits: [],
  ...over,
});
