// What the scripted core has counted: a pure function of the second, so that every interval and range agree.
import type { Snapshot } from "../ipc";
import { JUDGED, type Judged, type Protocol, PROTOCOLS } from "../protocol";
import { detection, episodes } from "./episodes";
import { errors } from "./errors";
import { type Moment, noise } from "./moment";
import { recent } from "./recent";
import { HOSTILE, SOURCES, sources } from "./sources";

const BASE: Record<Protocol, number> = { tcp: 390, udp: 150, icmp: 11, arp: 4, other: 8 };

/** A scene's seconds are told from the moment when the window was opened. */
function packetsIn(m: Moment, second: number, p: Protocol): number | null {
  const at = second - Math.floor(m.openedMs / 1000);
  if (m.scene === "empty") return 0;
  if (m.scene !== "many" && at >= -180 && at < -165) return null;
  const i = PROTOCOLS.indexOf(p);
  const slow = 1 + 0.35 * Math.sin(second / 23 + i) + 0.15 * Math.sin(second / 7.3 + 2 * i);
  const usual = Math.round(BASE[p] * slow * (0.75 + 0.5 * noise(second, i)));
  const floods = m.scene === "attack" || m.scene === "many" || m.scene === "hostile";
  if (floods && p === "tcp" && at >= -75 && at < -40) return usual + 1650 + Math.round(900 * noise(second, 9));
  if (floods && p === "icmp" && at >= -240 && at < -230) return usual + 460;
  return usual;
}

export function snapshotAt(m: Moment): Snapshot {
  const { intervalS, rangeS, thresholds } = m.settings;
  const startedMs = m.startedMs;
  const endMs = m.endedMs ?? m.nowMs;
  const began = startedMs !== null;
  const firstS = Math.floor((startedMs ?? m.nowMs) / 1000);
  const endS = Math.floor(endMs / 1000);
  const seconds = (from: number, to: number, p: Protocol): number | null => {
    let sum = 0;
    for (let s = Math.max(from, firstS); s < Math.min(to, endS); s += 1) {
      const n = packetsIn(m, s, p);
      if (n === null) return null;
      sum += n;
    }
    return sum;
  };
  const toS = Math.floor(endS / intervalS) * intervalS;
  const fromS = Math.max(
    rangeS === 0 ? Math.floor(firstS / intervalS) * intervalS : toS - Math.floor(rangeS / intervalS) * intervalS,
    toS - 720 * intervalS,
  );
  const starts: number[] = [];
  for (let s = fromS; s < toS && began; s += intervalS) if (s + intervalS > firstS) starts.push(s);
  const totals = Object.fromEntries(
    PROTOCOLS.map((p) => {
      let sum = 0;
      for (let s = firstS; s < endS && began; s += 1) sum += packetsIn(m, s, p) ?? 0;
      return [p, sum];
    }),
  ) as Record<Protocol, number>;
  const packets = PROTOCOLS.reduce((sum, p) => sum + totals[p], 0);
  const last = PROTOCOLS.map((p) => (m.state === "running" ? (packetsIn(m, endS - 1, p) ?? 0) : 0));
  const step = rangeS === 0 || rangeS > 300 ? Math.max(1, Math.ceil((toS - fromS) / 300)) : 1;
  const ppsStarts: number[] = [];
  for (let s = Math.max(fromS, firstS); s + step <= endS && began; s += step) ppsStarts.push(s);
  const mean = (s: number, p: Protocol) => {
    const n = seconds(s, s + step, p);
    return n === null ? null : Math.round(n / step);
  };
  const byProtocol = PROTOCOLS.map((p) => ppsStarts.map((s) => mean(s, p)));
  const whole = ppsStarts.map((_, i) =>
    byProtocol[0]?.[i] === null ? null : byProtocol.reduce((sum, line) => sum + (line[i] ?? 0), 0),
  );
  const attacks: Snapshot["attacks"] = [];
  for (let s = Math.floor(fromS / 5) * 5; s < endS && began; s += 5) {
    for (const p of JUDGED) {
      const n = seconds(s, s + 5, p) ?? 0;
      if (n > thresholds[p].perInterval)
        attacks.push({
          protocol: p,
          startMs: s * 1000,
          intervalS: 5,
          packets: n,
          threshold: thresholds[p].perInterval,
          inProgress: s + 5 > endS,
        });
    }
  }
  const table = sources(
    m,
    { tcp: totals.tcp, udp: totals.udp, icmp: totals.icmp, other: totals.other },
    startedMs ?? 0,
  );
  const floods = began && (m.scene === "attack" || m.scene === "many" || m.scene === "hostile");
  const found = (ip: string, protocol: Judged, count: number): Snapshot["anomalies"] => {
    const threshold = thresholds[protocol].perSource;
    return count > threshold ? [{ ip, protocol, count, threshold, firstMs: endMs - 71_000 }] : [];
  };
  const bad = (i: number) => (m.scene === "hostile" ? HOSTILE : SOURCES)[i] ?? "";
  const anomalies = floods
    ? [
        ...found(bad(0), "tcp", 9260),
        ...found(bad(1), "tcp", 5102),
        ...found(bad(1), "udp", 2911),
        ...found(bad(2), "udp", 3890),
        ...found(bad(3), "icmp", 1720),
      ]
    : [];
  const stale = m.scene === "stale";
  const gapFrom = (Math.floor(m.openedMs / 1000) - 180) * 1000;
  const hasGap = began && m.scene !== "many" && m.scene !== "empty" && gapFrom > startedMs;
  const drops = m.scene === "many" ? 1204 : 0;
  return {
    seq: Math.floor((endMs - (startedMs ?? endMs)) / 250),
    takenMs: m.nowMs,
    session: {
      state: m.state,
      interface: m.settings.interface ?? "enp3s0",
      startedMs,
      endedMs: m.endedMs,
      durationS: m.settings.durationS,
      failure: m.state === "failed" ? (errors[m.scene === "waits" ? "no-interface" : "sidecar-gone"] ?? null) : null,
      waits: m.scene === "waits",
      bufferBytes: 4_194_304,
      promiscuous: m.settings.promiscuous,
      engine: "packet ring",
      filter: m.settings.filter === "" ? null : m.settings.filter,
      file: null,
    },
    totals: { packets, bytes: packets * 690 },
    rate: {
      packetsPerS: last.reduce((a, b) => a + b, 0),
      bitsPerS: last.reduce((a, b) => a + b, 0) * 5520,
      packetsByProtocol: last,
      bitsByProtocol: last.map((n) => n * 5520),
    },
    protocols: PROTOCOLS.map((protocol) => ({ protocol, packets: totals[protocol], bytes: totals[protocol] * 690 })),
    names:
      packets > 0
        ? [
            { name: "GRE", packets: 3120, bytes: 1_202_000 },
            { name: "LLDP", packets: 211, bytes: 20_120 },
            { name: "ESP", packets: 97, bytes: 9000 },
          ]
        : [],
    traffic: {
      intervalS,
      fromMs: fromS * 1000,
      toMs: toS * 1000,
      startsMs: starts.map((s) => s * 1000),
      packets: PROTOCOLS.map((p) => starts.map((s) => seconds(s, s + intervalS, p))),
      drops: starts.map((s) => (drops > 0 && s % 100 === 0 ? 301 : 0)),
      now: m.state === "running" && endS > toS ? PROTOCOLS.map((p) => seconds(toS, endS, p) ?? 0) : [],
      gapsMs: hasGap ? [[gapFrom, gapFrom + 15_000]] : [],
      cut: false,
    },
    pps: {
      stepS: step,
      startsMs: ppsStarts.map((s) => s * 1000),
      inbound: whole.map((n) => (n === null ? null : Math.round(n * 0.72))),
      outbound: whole.map((n) => (n === null ? null : Math.round(n * 0.28))),
      passing: whole.map((n) => (n === null ? null : 0)),
      byProtocol,
    },
    attacks,
    anomalies,
    episodes: episodes(m),
    detection: detection(m),
    sources:
      m.scene === "empty" || !began
        ? {
            rows: [],
            others: { count: 0, packets: 0, bytes: 0, tcp: 0, udp: 0, icmp: 0, other: 0 },
            distinct: 0,
            exact: true,
          }
        : table,
    recent:
      m.scene === "empty" || !began || m.settings.disclosure === "counts" ? [] : recent(m, Math.floor(endMs / 250)),
    quality: {
      word: !began ? "none" : stale ? "stale" : hasGap || drops > 0 ? "partial" : "complete",
      kernelDrops: drops,
      countsDrops: true,
      truncated: 0,
      mergedTicks: 0,
      gaps: hasGap ? 1 : 0,
      gapS: hasGap ? 15 : 0,
      problems: m.scene === "many" ? [{ name: "IPv4 header too short", packets: 12, bytes: 800 }] : [],
      sourcesExact: m.scene !== "many",
      silentMs: stale ? Math.max(7000, Date.now() - m.openedMs) : 120,
      headersSkipped: m.scene === "many" ? 1_580_002 : 0,
      oneWay: m.scene === "many",
      coverage: m.state === "running" && packets > 0 ? { captured: 21_946_800, counted: 22_012_900, spanS: 60 } : null,
      droppedMs: drops > 0 ? Math.floor(endMs / 100_000) * 100_000 : null,
      cutMs: null,
      mergedMs: null,
      gapMs: hasGap ? gapFrom + 15_000 : null,
      estimatedMs: m.scene === "many" ? (startedMs ?? 0) + 12_000 : null,
    },
    thresholds,
  };
}
