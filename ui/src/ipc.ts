// The one border to the core: nothing else imports the generated bindings or Tauri.
import { isTauri } from "@tauri-apps/api/core";
import type * as bindings from "./bindings";
import { commands, events } from "./bindings";

export type {
  Allowed,
  AddressNames,
  AnomalyRow,
  Connection,
  Content,
  DataSource,
  Attribution,
  AttackRow,
  DetectionView,
  Distinct,
  DoctorReport,
  EpisodeKind,
  EpisodeRow,
  EpisodeSeries,
  EpisodeView,
  ErrorCode,
  FilterStep,
  FalseAlarm,
  FloorRow,
  InterfaceCount,
  InterfaceKind,
  InterfaceRow,
  InterfaceState,
  Limit,
  ListedSource,
  Mute,
  MuteWish,
  Notice,
  Owner,
  Owners,
  OwnFloor,
  PacketOrder,
  PacketPage,
  PacketQuery,
  PacketRow,
  PacketView,
  PeerRow,
  PortRow,
  PortShare,
  Preset,
  Preview,
  ProfileView,
  Pulse,
  Quality,
  Reason,
  Said,
  SelfTest,
  SelfTestRow,
  Sensitivity,
  SessionState,
  SessionView,
  Severity,
  Snapshot,
  SourceAlert,
  SourceOrder,
  SourcePage,
  SourceQuery,
  SourceRow,
  SourceTable,
  SourceView,
  Statistic,
  Theme,
  Thresholds,
  Trends,
  UserError,
} from "./bindings";

/** Every field is there when the core says it; a generator may still mark fields with a default as optional. */
export type Detection = Required<bindings.DetectionSettings>;
export type Settings = Required<Omit<bindings.Settings, "detection" | "names">> & {
  detection: Detection;
  names: Required<bindings.NameChoice>;
};
export type About = bindings.About;
export type Answer<T> = { status: "ok"; data: T } | { status: "error"; error: bindings.UserError };
export interface Window {
  intervalS: number;
  rangeS: number;
}
type Unlisten = () => void;

/** What the window asks of the core, and what it is told. */
export interface Backend {
  /** With `whole` lists, or the first rows of them. */
  getSnapshot(window: Window, whole: boolean): Promise<bindings.Snapshot>;
  getInterfaces(): Promise<bindings.InterfaceRow[]>;
  getInterfaceCounts(): Promise<bindings.InterfaceCount[]>;
  checkFilter(text: string, name: string | null): Promise<Answer<null>>;
  startCapture(name: string | null, durationS: number | null): Promise<Answer<null>>;
  stopCapture(): Promise<unknown>;
  getSettings(): Promise<Settings>;
  /** BCP 47; `null`: the desktop says none. */
  getDesktopLocale(): Promise<string | null>;
  saveSettings(settings: Settings): Promise<Answer<Settings>>;
  runDoctor(): Promise<bindings.DoctorReport>;
  changePermission(allow: boolean): Promise<Answer<null>>;
  getEpisode(id: number): Promise<Answer<bindings.EpisodeView>>;
  mute(wish: bindings.MuteWish): Promise<Answer<Settings>>;
  unmute(id: number): Promise<Answer<Settings>>;
  falseAlarm(id: number): Promise<Answer<Settings>>;
  undoFalseAlarm(id: number): Promise<Answer<Settings>>;
  allow(allowed: bindings.Allowed): Promise<Answer<Settings>>;
  disallow(network: string): Promise<Answer<Settings>>;
  /** Takes some seconds. */
  runSelftest(): Promise<Answer<bindings.SelfTest>>;
  getFloors(): Promise<bindings.FloorRow[]>;
  previewLimits(window: Window, limits: bindings.Thresholds, detection: Detection): Promise<Answer<bindings.Preview>>;
  /** A page of the sources. Rejects with a sentence when the question is none. */
  getSources(query: bindings.SourceQuery): Promise<bindings.SourcePage>;
  /** `null`: it has no row any more. */
  getSource(address: string, window: Window): Promise<bindings.SourceView | null>;
  getPackets(query: bindings.PacketQuery): Promise<bindings.PacketPage>;
  /** `null`: it is gone. */
  getPacket(id: number): Promise<bindings.PacketView | null>;
  getNames(addresses: string[]): Promise<bindings.AddressNames[]>;
  getOwners(connection: bindings.Connection): Promise<bindings.Owners>;
  getServices(): Promise<bindings.ServiceRow[]>;
  getDataSources(): Promise<bindings.DataSource[]>;
  /** Asks the user for a file; false when none was chosen. */
  openCapture(title: string, kind: string): Promise<Answer<boolean>>;
  /** Writes a new file into the folder for downloads; gives its path. */
  saveExport(name: string, content: bindings.Content): Promise<Answer<string>>;
  /** Shows the newest of these files in its folder. */
  showExport(): Promise<Answer<null>>;
  getNotices(): Promise<bindings.Notice[]>;
  getAbout(): Promise<About>;
  onPulse(hear: (pulse: bindings.Pulse) => void): Promise<Unlisten>;
  onNotice(hear: (notice: bindings.Notice) => void): Promise<Unlisten>;
  /** The evidence of an episode is to be shown. */
  onEpisode(hear: (id: number) => void): Promise<Unlisten>;
  onDrop(hear: (over: boolean) => void): Promise<Unlisten>;
}

const core: Backend = {
  getSnapshot: (window, whole) => unwrap(commands.getSnapshot(window, whole)),
  getInterfaces: () => unwrap(commands.getInterfaces()),
  getInterfaceCounts: () => unwrap(commands.getInterfaceCounts()),
  checkFilter: (text, name) => commands.checkFilter(text, name),
  startCapture: (name, durationS) => commands.startCapture(name, durationS),
  stopCapture: () => unwrap(commands.stopCapture()),
  getSettings: () => unwrap(commands.getSettings()) as Promise<Settings>,
  getDesktopLocale: () => unwrap(commands.getDesktopLocale()),
  saveSettings: (settings) => commands.saveSettings(settings) as Promise<Answer<Settings>>,
  runDoctor: () => unwrap(commands.runDoctor()),
  changePermission: (allow) => commands.changePermission(allow),
  getEpisode: (id) => commands.getEpisode(id),
  mute: (wish) => commands.mute(wish) as Promise<Answer<Settings>>,
  unmute: (id) => commands.unmute(id) as Promise<Answer<Settings>>,
  falseAlarm: (id) => commands.falseAlarm(id) as Promise<Answer<Settings>>,
  undoFalseAlarm: (id) => commands.undoFalseAlarm(id) as Promise<Answer<Settings>>,
  allow: (allowed) => commands.allow(allowed) as Promise<Answer<Settings>>,
  disallow: (network) => commands.disallow(network) as Promise<Answer<Settings>>,
  runSelftest: () => commands.runSelftest(),
  getFloors: () => unwrap(commands.getFloors()),
  previewLimits: (window, limits, detection) => commands.previewLimits(window, limits, detection),
  getSources: (query) => unwrap(commands.getSources(query)),
  getSource: (address, window) => unwrap(commands.getSource(address, window)),
  getPackets: (query) => unwrap(commands.getPackets(query)),
  getPacket: (id) => unwrap(commands.getPacket(id)),
  getNames: (addresses) => unwrap(commands.getNames(addresses)),
  getOwners: (connection) => unwrap(commands.getOwners(connection)),
  getServices: () => unwrap(commands.getServices()),
  getDataSources: () => unwrap(commands.getDataSources()),
  openCapture: (title, kind) => commands.openCapture(title, kind),
  saveExport: (name, content) => commands.saveExport(name, content),
  showExport: () => commands.showExport(),
  getNotices: () => unwrap(commands.getNotices()),
  getAbout: () => unwrap(commands.getAbout()),
  onPulse: (hear) => events.pulseEvent.listen((event) => hear(event.payload)),
  onNotice: (hear) => events.noticeEvent.listen((event) => hear(event.payload)),
  onEpisode: (hear) => events.episodeEvent.listen((event) => hear(event.payload.id)),
  onDrop: (hear) => events.dropEvent.listen((event) => hear(event.payload)),
};

/** For commands that fail only while Weir is shutting down, or by a mistake of the window. */
async function unwrap<T>(asked: Promise<Answer<T>>): Promise<T> {
  const answer = await asked;
  if (answer.status === "error") throw new Error(answer.error.sentence);
  return answer.data;
}

/** The core; or a scripted one, in a plain browser and only in builds that are never released. */
export async function connect(): Promise<Backend> {
  if ((import.meta.env.DEV || import.meta.env.MODE === "scenes") && !isTauri()) {
    const { fakeBackend } = await import("./dev/fake");
    return fakeBackend(new URLSearchParams(location.search));
  }
  return core;
}
