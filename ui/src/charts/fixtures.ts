// Small true-to-shape data for the tests of the figures.
import type { Attack, Episode, Limits, Sources, Traffic } from "./data";

export const LIMITS: Limits = {
  intervalS: 5,
  consecutive: 1,
  tcp: { on: true, perInterval: 100, perSource: 50 },
  udp: { on: true, perInterval: 80, perSource: 30 },
  icmp: { on: true, perInterval: 40, perSource: 20 },
  other: { on: true, perInterval: 20, perSource: 10 },
};

export const ALL = [true, true, true, true, true];
export const START_MS = Date.UTC(2026, 10, 21, 13, 0, 0);

/** Four intervals of 5 s; the third is a gap. */
export const TRAFFIC: Traffic = {
  intervalS: 5,
  fromMs: START_MS,
  toMs: START_MS + 20_000,
  startsMs: [0, 1, 2, 3].map((i) => START_MS + i * 5000),
  packets: [
    [120, 60, null, 90],
    [10, 20, null, 30],
    [1, 2, null, 3],
    [0, 1, null, 0],
    [4, 0, null, 5],
  ],
  drops: [0, 7, 0, 0],
  now: [11, 12, 13, 14, 15],
  gapsMs: [[START_MS + 10_000, START_MS + 15_000]],
  cut: false,
};

export const attack = (over: Partial<Attack> = {}): Attack => ({
  protocol: "tcp",
  startMs: START_MS,
  intervalS: 5,
  packets: 120,
  threshold: 100,
  inProgress: false,
  ...over,
});

/** Ten seconds of it, from the second interval on. */
export const episode = (over: Partial<Episode> = {}): Episode => ({
  id: 7,
  kind: "syn_flood",
  severity: "high",
  protocol: "tcp",
  source: null,
  attribution: "spoofed",
  startMs: START_MS + 5000,
  detectedMs: START_MS + 5400,
  endMs: START_MS + 15_000,
  packets: 1000,
  peakPerS: 200,
  sentence: "200 SYN/s.",
  muted: false,
  falseAlarm: null,
  ...over,
});

const source = (ip: string, tcp: number, udp = 0) => ({
  ip,
  packets: tcp + udp,
  bytes: 100 * (tcp + udp),
  tcp,
  udp,
  icmp: 0,
  other: 0,
});

export const SOURCES: Sources = {
  rows: [source("192.0.2.1", 50, 10), source("192.0.2.2", 40), source("192.0.2.3", 5, 30)],
  others: { count: 7, packets: 9, bytes: 900, tcp: 9, udp: 0, icmp: 0, other: 0 },
  distinct: 10,
  exact: true,
};
