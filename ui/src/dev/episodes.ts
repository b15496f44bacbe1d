// Alerts of the scripted scenes, and what the user did about them.
import type { Detection, EpisodeRow, EpisodeView, Snapshot } from "../ipc";
import { type Moment, noise } from "./moment";
import { recent } from "./recent";
import { happening, scripts } from "./scripts";
import { HOSTILE } from "./sources";

export function episodes(m: Moment): Snapshot["episodes"] {
  const { detection } = m.settings;
  if (m.startedMs === null || !detection.on) return [];
  return scripts(m)
    .map((one, i): EpisodeRow => {
      const startMs = m.openedMs - one.from * 1000;
      const endMs = one.s === null ? m.endedMs : startMs + one.s * 1000;
      const seconds = ((endMs ?? m.nowMs) - startMs) / 1000;
      const hostile = m.scene === "hostile" ? (HOSTILE[i] ?? null) : null;
      const addresses = [one.victim, one.source];
      return {
        id: i + 1,
        kind: one.kind,
        severity: one.severity,
        protocol: one.protocol,
        victim: hostile ?? one.victim,
        port: one.port,
        source: one.source,
        attribution: one.attribution,
        startMs,
        detectedMs: startMs + 400,
        endMs,
        peakPerS: one.rate,
        packets: Math.round(one.rate * seconds * 0.8),
        bytes: Math.round(one.rate * seconds * 0.8 * 60),
        sentence: one.sentence,
        happening: happening(one),
        senders: {
          one: one.attribution === "single" ? one.source : null,
          distinct: { count: one.attribution === "spoofed" ? 1790 : 8, estimated: one.attribution === "spoofed" },
        },
        dropped: m.scene === "many" && i === 3 ? 1204 : 0,
        oneWay: false,
        muted: detection.mutes.some(
          (mute) =>
            (mute.kind === null || mute.kind === one.kind) &&
            (mute.network === null || addresses.includes(mute.network)),
        ),
        falseAlarm: detection.falseAlarms.find((alarm) => alarm.sentence === one.sentence)?.id ?? null,
        hits: one.kind === "syn_flood" ? 3 : 0,
      };
    })
    .sort((a, b) => b.startMs - a.startMs);
}

export function detection(m: Moment): Snapshot["detection"] {
  const rows = episodes(m);
  return {
    on: m.settings.detection.on,
    oneWay: m.scene === "many",
    warmUpS: m.scene === "running" ? 12 : 0,
    open: rows.filter((row) => row.endMs === null).length,
    more: m.scene === "many" ? [{ kind: "port_scan", count: 3 }] : [],
    forgotten: m.scene === "many" ? 12 : 0,
  };
}

export function evidence(m: Moment, id: number): EpisodeView | null {
  const row = episodes(m).find((one) => one.id === id);
  const told = scripts(m)[id - 1];
  if (row === undefined || told === undefined) return null;
  const fromMs = row.detectedMs - 60_000;
  const upToMs = Math.min(m.nowMs, fromMs + 120_000);
  const inIt = (ms: number) => ms >= row.startMs - 999 && ms < (row.endMs ?? m.nowMs);
  const spoofed = row.attribution === "spoofed";
  const ips = row.source === null ? [] : [row.source];
  for (let n = ips.length; n < (row.attribution === "single" ? 2 : 8); n += 1) ips.push(`198.51.100.${7 + n * 13}`);
  const share = (n: number) => (spoofed ? 0.0012 : row.attribution === "single" ? [0.98, 0.02][n] : 0.3 / (n + 1));
  return {
    row,
    reasons: [
      {
        statistic: told.statistic,
        label: told.statistic,
        value: Math.round(told.rate * 0.4),
        peak: told.rate,
        threshold: 60,
        origin: "floor",
        floor: 60,
        baseline: 4,
      },
    ],
    peakMs: row.startMs + 3000,
    sources: ips.map((ip, n) => ({
      ip,
      packets: Math.round(row.packets * (share(n) ?? 0)),
      share: share(n) ?? null,
    })),
    ports: row.port === null ? [] : [{ port: row.port, packets: row.packets }],
    sourcePorts: row.kind === "udp_amplification" ? [{ port: 123, packets: row.packets }] : [],
    hosts: row.kind === "host_sweep" ? ["192.168.1.7", "192.168.1.8", "192.168.1.9"] : [],
    distinctSources: { count: spoofed ? 1790 : ips.length, estimated: spoofed },
    distinctPorts: { count: row.kind === "port_scan" ? 214 : 1, estimated: row.kind === "port_scan" },
    distinctHosts: { count: row.kind === "host_sweep" ? 180 : 0, estimated: true },
    answered: row.kind === "volume" ? null : 0.01,
    service: row.kind === "udp_amplification" ? "NTP" : null,
    meanBytes: 60,
    bitsPerS: row.peakPerS * 480,
    series: {
      fromMs,
      packets: Array.from({ length: Math.max(0, Math.floor((upToMs - fromMs) / 1000)) }, (_, i) =>
        inIt(fromMs + i * 1000) ? Math.round(told.rate * (0.6 + 0.4 * noise(i, id))) : 0,
      ),
    },
    headers: m.settings.disclosure === "counts" ? [] : recent(m, Math.floor(row.startMs / 250)).slice(0, 20),
    hits: [],
  };
}

/** What a false alarm teaches here. */
export function forgiven(m: Moment, id: number): Detection["falseAlarms"][number] | null {
  const view = evidence(m, id);
  const reason = view?.reasons[0];
  if (!view || !reason) return null;
  return {
    id: Math.max(0, ...m.settings.detection.falseAlarms.map((alarm) => alarm.id)) + 1,
    statistic: reason.statistic,
    floor: Math.round(reason.peak * 1.2),
    atMs: m.nowMs,
    sentence: view.row.sentence,
  };
}
