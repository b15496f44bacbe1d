// The one border to the core: nothing else imports the generated bindings or Tauri.
import { isTauri } from "@tauri-apps/api/core";
import type * as bindings from "./bindings";
import { commands, events } from "./bindings";

export type {
  AnomalyRow,
  AttackRow,
  DoctorReport,
  ErrorCode,
  InterfaceKind,
  InterfaceRow,
  Limit,
  Notice,
  PacketRow,
  Preset,
  Pulse,
  Quality,
  SessionState,
  SessionView,
  Snapshot,
  SourceRow,
  SourceTable,
  Theme,
  Thresholds,
  UserError,
} from "./bindings";

/** Every field is there when the core says it; a generator may still mark fields with a default as optional. */
export type Settings = Required<bindings.Settings>;
export type About = bindings.About;
export type Answer<T> = { status: "ok"; data: T } | { status: "error"; error: bindings.UserError };
export interface Window {
  intervalS: number;
  rangeS: number;
}
type Unlisten = () => void;

/** What the window asks of the core, and what it is told. */
export interface Backend {
  getSnapshot(window: Window): Promise<bindings.Snapshot>;
  getInterfaces(): Promise<bindings.InterfaceRow[]>;
  startCapture(name: string | null, durationS: number | null): Promise<Answer<null>>;
  stopCapture(): Promise<unknown>;
  getSettings(): Promise<Settings>;
  saveSettings(settings: Settings): Promise<Answer<Settings>>;
  runDoctor(): Promise<bindings.DoctorReport>;
  changePermission(allow: boolean): Promise<Answer<null>>;
  getNotices(): Promise<bindings.Notice[]>;
  getAbout(): Promise<About>;
  onPulse(hear: (pulse: bindings.Pulse) => void): Promise<Unlisten>;
  onNotice(hear: (notice: bindings.Notice) => void): Promise<Unlisten>;
}

const core: Backend = {
  getSnapshot: (window) => unwrap(commands.getSnapshot(window)),
  getInterfaces: () => unwrap(commands.getInterfaces()),
  startCapture: (name, durationS) => commands.startCapture(name, durationS),
  stopCapture: () => unwrap(commands.stopCapture()),
  getSettings: () => unwrap(commands.getSettings()) as Promise<Settings>,
  saveSettings: (settings) => commands.saveSettings(settings) as Promise<Answer<Settings>>,
  runDoctor: () => unwrap(commands.runDoctor()),
  changePermission: (allow) => commands.changePermission(allow),
  getNotices: () => unwrap(commands.getNotices()),
  getAbout: () => unwrap(commands.getAbout()),
  onPulse: (hear) => events.pulseEvent.listen((event) => hear(event.payload)),
  onNotice: (hear) => events.noticeEvent.listen((event) => hear(event.payload)),
};

/** For commands that fail only while Weir is shutting down. */
async function unwrap<T>(asked: Promise<Answer<T>>): Promise<T> {
  const answer = await asked;
  if (answer.status === "error") throw new Error(answer.error.sentence);
  return answer.data;
}

/** The core; or, in a plain browser during development only, a scripted one. */
export async function connect(): Promise<Backend> {
  if (import.meta.env.DEV && !isTauri()) {
    const { fakeBackend } = await import("./dev/fake");
    return fakeBackend(new URLSearchParams(location.search));
  }
  return core;
}
