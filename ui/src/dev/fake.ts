// A scripted core for work on the window without Rust. It is loaded only by the development server.
import type { Backend, Notice, Pulse, Said, Settings, Snapshot } from "../ipc";
import { DEFAULT_LIMITS } from "../settings/limits";
import { fakeAlerts } from "./alerts";
import { errors, said } from "./errors";
import { fakeNames } from "./names";
import { INTERFACES } from "./interfaces";
import type { Moment } from "./moment";
import { snapshotAt } from "./scene";
import { fakeTables } from "./tables";

export type Scene =
  | "idle"
  | "running"
  | "attack"
  | "doctor"
  | "stale"
  | "empty"
  | "failed"
  | "waits"
  | "many"
  | "hostile"
  | "forged"
  | "stopped"
  | "starting";

/** Packets per second of each interface. */
const RATES = [2134, 121, 38, 0, 0, 3];

/** The scene's capture began so long before the window, in seconds. */
const BEFORE_S = "751";

/** Looks that are made ahead for measuring, so that making them is no part of what is measured. */
const AHEAD = 60;

const [BRIEF_SOURCES, BRIEF_PACKETS] = [32, 16];

export function fakeBackend(query: URLSearchParams): Backend {
  const scene = (query.get("scene") ?? "running") as Scene;
  let settings: Settings = {
    version: 1,
    interface: null,
    durationS: null,
    promiscuous: false,
    engine: "auto",
    filter: "",
    disclosure: "headers",
    intervalS: Number(query.get("interval") ?? 5),
    rangeS: Number(query.get("range") ?? 300),
    autoRefreshS: 1,
    protocols: [true, true, true, true, true],
    thresholds: DEFAULT_LIMITS,
    detection: { on: true, sensitivity: "normal", floors: [], falseAlarms: [], mutes: [], allowed: [] },
    language: (query.get("language") ?? "en") as Settings["language"],
    theme: (query.get("theme") ?? "light") as Settings["theme"],
    patterns: (query.get("patterns") ?? "auto") as Settings["patterns"],
    notifications: true,
    names: { places: true, vendors: true, hostNames: false, programs: true },
    zoom: 100,
    letterKeys: true,
    startAtLogin: false,
    toldAboutTray: false,
  };
  const openedMs = Date.now();
  const runsAtFirst = !["idle", "doctor", "failed", "waits", "stopped", "starting"].includes(scene);
  const beforeMs = Number(query.get("before") ?? BEFORE_S) * 1000;
  let startedMs: number | null = runsAtFirst || scene === "stopped" || scene === "failed" ? openedMs - beforeMs : null;
  let endedMs: number | null = scene === "stopped" || scene === "failed" ? openedMs - 20_000 : null;
  let granted = scene !== "doctor";
  let hearers: ((pulse: Pulse) => void)[] = [];
  const state = (): Pulse["state"] => {
    if (scene === "starting") return "starting";
    if (endedMs === null && startedMs !== null) return "running";
    return (scene === "failed" || scene === "waits") && !restarted ? "failed" : "idle";
  };
  let restarted = false;
  // Up and down within some seconds, so that there is something to see; what is counted never falls.
  const packetsOn = (i: number): number => {
    const s = (Date.now() - openedMs) / 1000;
    return (INTERFACES[i]?.packets ?? 0) + Math.round((RATES[i] ?? 0) * (s + 0.6 * Math.sin(s)));
  };
  const now = (): Moment => ({
    scene,
    settings,
    startedMs,
    endedMs,
    nowMs: scene === "stale" ? openedMs : Date.now(),
    openedMs,
    state: state(),
  });
  const look = () => snapshotAt(now());
  const ahead = query.has("ahead")
    ? Array.from({ length: AHEAD }, (_, i) => JSON.stringify(brief(snapshotAt({ ...now(), nowMs: openedMs + i * 1000 }))))
    : [];
  let looked = 0;
  const pulse = () => {
    for (const hear of hearers) hear({ state: state(), alert: 0 });
  };
  setInterval(() => {
    if (state() === "running") pulse();
  }, 1000);
  const error = errors[query.get("code") ?? "not-granted"] ?? errors["not-granted"];
  return {
    ...fakeAlerts(now, (next) => (settings = next)),
    getSnapshot: (window, whole) => {
      const made = ahead[looked++ % AHEAD];
      // Read anew each time, as what comes from the core is.
      if (made !== undefined) return Promise.resolve(JSON.parse(made) as Snapshot);
      settings = { ...settings, ...window };
      return Promise.resolve(whole ? look() : brief(look()));
    },
    getInterfaces: () =>
      Promise.resolve(INTERFACES.map((row, i) => ({ ...row, packets: row.packets === null ? null : packetsOn(i) }))),
    getInterfaceCounts: () =>
      Promise.resolve(
        INTERFACES.map(({ name }, i) => {
          const packets = packetsOn(i);
          const bad = i === 1;
          return {
            name,
            packets,
            received: { bytes: packets * 610, errors: bad ? 3 : 0, dropped: bad ? 14 : 0 },
            sent: { bytes: packets * 84, errors: 0, dropped: 0 },
          };
        }),
      ),
    checkFilter: (text) => {
      const refused = errors["bad-filter"];
      return Promise.resolve(
        text.includes("and and") && refused ? { status: "error", error: refused } : { status: "ok", data: null },
      );
    },
    startCapture: (name) => {
      if (!granted && error) return Promise.resolve({ status: "error", error });
      settings = { ...settings, interface: name };
      [startedMs, endedMs, restarted] = [Date.now(), null, true];
      setTimeout(pulse, 300);
      return Promise.resolve({ status: "ok", data: null });
    },
    stopCapture: () => {
      endedMs = Date.now();
      setTimeout(pulse, 300);
      return Promise.resolve(null);
    },
    getDesktopLocale: () => Promise.resolve(null),
    getSettings: () => Promise.resolve(settings),
    saveSettings: (next) => {
      const broken = errors.system;
      if (query.has("unsaved") && broken) return Promise.resolve({ status: "error", error: broken });
      settings = next;
      return Promise.resolve({ status: "ok", data: next });
    },
    runDoctor: () =>
      Promise.resolve(
        granted
          ? { ok: true, checks: checks(true), problem: null }
          : { ok: false, checks: checks(false), problem: error ?? null },
      ),
    changePermission: (allow) => {
      granted = allow;
      return Promise.resolve({ status: "ok", data: null });
    },
    ...fakeNames,
    ...fakeTables(look, Number(query.get("sources") ?? 0)),
    saveExport: (name) => Promise.resolve({ status: "ok", data: `~/Downloads/${name}` }),
    showExport: () => Promise.resolve({ status: "ok", data: null }),
    getNotices: () =>
      Promise.resolve<Notice[]>(
        query.has("notice")
          ? [{ ...said("settingsDamaged", { path: "settings.json.damaged", error: "expected value at line 1" }), warning: true }]
          : [],
      ),
    getAbout: () =>
      Promise.resolve({
        version: "0.1.0",
        sidecar: "/usr/lib/weir/weir-sidecar",
        installed: true,
        settingsPath: "~/.config/weir/settings.json",
        logPath: "~/.local/share/weir/logs/weir.log",
      }),
    onPulse: (hear) => {
      hearers = [...hearers, hear];
      return Promise.resolve(() => {
        hearers = hearers.filter((h) => h !== hear);
      });
    },
    onNotice: () => Promise.resolve(() => undefined),
    onEpisode: () => Promise.resolve(() => undefined),
  };
}

/** As the core cuts what need not be whole. */
function brief(snapshot: Snapshot): Snapshot {
  const { rows, others } = snapshot.sources;
  const rest = rows.slice(BRIEF_SOURCES).reduce(
    (sum, row) => ({
      count: sum.count + 1,
      packets: sum.packets + row.packets,
      bytes: sum.bytes + row.bytes,
      tcp: sum.tcp + row.tcp,
      udp: sum.udp + row.udp,
      icmp: sum.icmp + row.icmp,
      other: sum.other + row.other,
    }),
    others,
  );
  const sources = { ...snapshot.sources, rows: rows.slice(0, BRIEF_SOURCES), others: rest };
  return { ...snapshot, sources, recent: snapshot.recent.slice(0, BRIEF_PACKETS) };
}

const check = (id: Said["id"], ok: boolean | null, detail: string) => ({ id, name: said(id).sentence, ok, detail });

const checks = (granted: boolean) => [
  check("checkFound", true, "/usr/lib/weir/weir-sidecar"),
  check("checkPermitted", granted, granted ? "cap_net_raw" : "mode 0750, owner root:weir"),
  check("checkAnswers", granted ? true : null, granted ? "weir-sidecar 0.1.0 sees 4 interfaces" : ""),
  check("checkInterface", granted ? true : null, granted ? "enp3s0" : ""),
];
