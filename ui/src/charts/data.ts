// What the charts take: parts of a snapshot by shape alone, so that they know nothing of where it came from.
import type { TextKey } from "../i18n";
import type { Judged, Protocol } from "../protocol";

export interface Traffic {
  intervalS: number;
  fromMs: number;
  toMs: number;
  startsMs: readonly number[];
  packets: readonly (readonly (number | null)[])[];
  drops: readonly number[];
  now: readonly number[];
  gapsMs: readonly (readonly [number, number])[];
  cut: boolean;
}

export interface Pps {
  stepS: number;
  startsMs: readonly number[];
  inbound: readonly (number | null)[];
  outbound: readonly (number | null)[];
  passing: readonly (number | null)[];
  byProtocol: readonly (readonly (number | null)[])[];
}

export interface Attack {
  protocol: Protocol;
  startMs: number;
  intervalS: number;
  packets: number;
  threshold: number;
  inProgress: boolean;
}

export interface Anomaly {
  ip: string;
  protocol: Protocol;
  count: number;
  threshold: number;
  firstMs: number;
}

type KindOf<K> = K extends `kind.${infer Kind}` ? Kind : never;
/** What detection can find; each has a name. */
export type Kind = KindOf<TextKey>;

/** In falling order, as a list is read. */
export const SEVERITIES = ["critical", "high", "medium", "low", "info"] as const;

export interface Episode {
  id: number;
  kind: Kind;
  severity: (typeof SEVERITIES)[number];
  protocol: Protocol;
  source: string | null;
  /** Spoofed: very many sources with few packets each. */
  attribution: "spoofed" | "few" | "single" | "unknown";
  startMs: number;
  detectedMs: number;
  /** `null`: it goes on. */
  endMs: number | null;
  packets: number;
  peakPerS: number;
  sentence: string;
  muted: boolean;
  falseAlarm: number | null;
}

export interface Counts {
  packets: number;
  bytes: number;
  tcp: number;
  udp: number;
  icmp: number;
  other: number;
}

export interface Sources {
  rows: readonly (Counts & { ip: string })[];
  others: Counts & { count: number };
  distinct: number;
  exact: boolean;
}

export interface Part {
  protocol: Protocol;
  packets: number;
  bytes: number;
}

export type Limits = Record<Judged, { on: boolean; perInterval: number; perSource: number }> & {
  intervalS: number;
  consecutive: number;
};
