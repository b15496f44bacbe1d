// What the charts take: parts of a snapshot by shape alone, so that they know nothing of where it came from.
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
