// The part of the scripted core that is about alerts.
import type { Answer, Backend, Detection, FloorRow, Preview, Settings, UserError } from "../ipc";
import { evidence, forgiven } from "./episodes";
import type { Moment } from "./moment";
import { snapshotAt } from "./scene";
import { said } from "./errors";

type Own = Pick<
  Backend,
  | "getEpisode"
  | "mute"
  | "unmute"
  | "falseAlarm"
  | "undoFalseAlarm"
  | "allow"
  | "disallow"
  | "runSelftest"
  | "getFloors"
  | "previewLimits"
>;

const refuse = (code: UserError["code"], sentence: string): Promise<Answer<never>> =>
  Promise.resolve({
    status: "error",
    error: { code, ...said("settingRefused", { why: sentence }), command: null, detail: null },
  });

const gone = (id: number) => refuse("no-episode", `Alert ${id} is not there any more.`);

const FLOORS: FloorRow[] = [
  floor("synPerSecond", "syn_flood", 60),
  floor("synPer5s", "syn_flood", 150),
  floor("udpPerSecond", "udp_flood", 300),
  floor("icmpPerSecond", "icmp_flood", 100),
  floor("scanPorts10s", "port_scan", 20),
];

function floor(statistic: FloorRow["statistic"], kind: FloorRow["kind"], least: number): FloorRow {
  return { statistic, label: statistic, kind, default: least, inForce: least, origin: "floor" };
}

/** Finds an alert when its first number reaches the lower limit in force. */
function preview(m: Moment): Preview {
  const snapshot = snapshotAt(m);
  return {
    fromMs: snapshot.traffic.fromMs,
    toMs: snapshot.takenMs,
    hits: snapshot.attacks,
    anomalies: snapshot.anomalies,
    episodes: snapshot.episodes
      .filter((row) => {
        const statistic = evidence(m, row.id)?.reasons[0]?.statistic;
        const own = m.settings.detection.floors.find((one) => one.statistic === statistic);
        return own === undefined || row.peakPerS >= own.floor;
      })
      .reverse(),
  };
}

export function fakeAlerts(now: () => Moment, save: (settings: Settings) => void): Own {
  const change = (patch: (detection: Detection) => Partial<Detection>): Promise<Answer<Settings>> => {
    const { settings } = now();
    const next = { ...settings, detection: { ...settings.detection, ...patch(settings.detection) } };
    save(next);
    return Promise.resolve({ status: "ok", data: next });
  };
  return {
    getEpisode: (id) => {
      const view = evidence(now(), id);
      return view === null ? gone(id) : Promise.resolve({ status: "ok", data: view });
    },
    mute: ({ kind, network, seconds }) =>
      change(({ mutes }) => ({
        mutes: [
          ...mutes,
          {
            id: Math.max(0, ...mutes.map((mute) => mute.id)) + 1,
            kind,
            network,
            untilMs: seconds === null ? null : now().nowMs + seconds * 1000,
          },
        ],
      })),
    unmute: (id) => change(({ mutes }) => ({ mutes: mutes.filter((mute) => mute.id !== id) })),
    falseAlarm: (id) => {
      const alarm = forgiven(now(), id);
      return alarm === null ? gone(id) : change(({ falseAlarms }) => ({ falseAlarms: [...falseAlarms, alarm] }));
    },
    undoFalseAlarm: (id) => change(({ falseAlarms }) => ({ falseAlarms: falseAlarms.filter((one) => one.id !== id) })),
    allow: ({ network, note }) => {
      const text = network.trim();
      if (!/^[0-9a-f.:]+(\/\d{1,3})?$/i.test(text) || !/[.:]/.test(text))
        return refuse("bad-setting", `“${text}” is no address or network; write 192.168.1.9 or 10.0.0.0/8.`);
      const full = text.includes("/") ? text : `${text}/${text.includes(":") ? 128 : 32}`;
      return change(({ allowed }) => ({
        allowed: [...allowed.filter((one) => one.network !== full), { network: full, note }],
      }));
    },
    disallow: (network) => change(({ allowed }) => ({ allowed: allowed.filter((one) => one.network !== network) })),
    runSelftest: () =>
      new Promise((done) =>
        setTimeout(
          () =>
            done({
              status: "ok",
              data: {
                ok: false,
                scenes: [
                  {
                    scene: "SYN flood, forged sources",
                    expected: "syn_flood",
                    found: ["syn_flood"],
                    ok: true,
                    detectedAfterMs: 310,
                    packets: 6000,
                  },
                  {
                    scene: "A speed test",
                    expected: null,
                    found: [],
                    ok: true,
                    detectedAfterMs: null,
                    packets: 90_000,
                  },
                  {
                    scene: "Host sweep",
                    expected: "host_sweep",
                    found: ["port_scan"],
                    ok: false,
                    detectedAfterMs: 1200,
                    packets: 300,
                  },
                ],
              },
            }),
          800,
        ),
      ),
    getFloors: () =>
      Promise.resolve(
        FLOORS.map((row) => {
          const { detection } = now().settings;
          const own = detection.floors.find((one) => one.statistic === row.statistic);
          const raised = detection.falseAlarms.find((one) => one.statistic === row.statistic);
          if (raised) return { ...row, inForce: raised.floor, origin: "falseAlarm" };
          return own ? { ...row, inForce: own.floor, origin: "yours" } : row;
        }),
      ),
    previewLimits: (window, limits, detection) => {
      const m = now();
      const tried = preview({ ...m, settings: { ...m.settings, ...window, thresholds: limits, detection } });
      return Promise.resolve({ status: "ok", data: tried });
    },
  };
}
