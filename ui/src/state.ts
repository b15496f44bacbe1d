// All that the window knows. The scope (interval, range, protocols) is part of the settings, so that it is kept.
import { type Narrowing, NO_FILTER } from "./filter/control";
import type {
  About,
  DoctorReport,
  EpisodeView,
  InterfaceCount,
  InterfaceRow,
  SessionView,
  Settings,
  Snapshot,
  UserError,
} from "./ipc";
import type { Topic } from "./help/topics";
import type { Draft } from "./settings/trial";

export const VIEWS = ["overview", "sources", "packets", "alerts", "interfaces", "settings", "help"] as const;
export type View = (typeof VIEWS)[number];

export interface State extends Narrowing {
  view: View;
  settings: Settings;
  /** Why the settings are not on disk. */
  saveError: UserError | null;
  /** What is shown; while the view is paused, older than what is known. */
  snapshot: Snapshot | null;
  /** The last look failed. */
  snapshotFailed: boolean;
  /** Always the newest, also while the view is paused: the header never lies. */
  session: SessionView;
  paused: Paused | null;
  /** Packets counted so far, also while the view is paused. */
  counted: number;
  interfaces: InterfaceRow[];
  /** Packets per second of each interface, where two readings gave one. */
  rates: Record<string, number>;
  /** The newest rates of each interface, one a second while somebody looks at them. */
  courses: Record<string, number[]>;
  /** What the system has counted on each of them, as of the newest reading. */
  counts: InterfaceCount[];
  /** Bits per second of each, in and out. */
  throughput: { received: Record<string, number>; sent: Record<string, number> };
  doctor: DoctorReport | null;
  /** A start was refused. */
  denied: UserError | null;
  about: About | null;
  /** The system is asking for the consent to change the permission. */
  changing: boolean;
  /** Why it was not changed. */
  notChanged: UserError | null;
  /** Limits that are tried and not in force. */
  draft: Draft | null;
  /** Where the help opens. */
  helpAt: Topic;
  /** The evidence card that is open. */
  card: Card | null;
}

export interface Card {
  /** Of the episode. */
  id: number;
  /** Until it is fetched there is none. */
  evidence: EpisodeView | null;
  error: UserError | null;
  /** Nobody chose it: it stands beside the list, and never lies over anything. */
  byItself: boolean;
}

export interface Paused {
  atMs: number;
  /** Packets counted until then. */
  packets: number;
}

const NO_SESSION: SessionView = {
  state: "idle",
  interface: null,
  startedMs: null,
  endedMs: null,
  durationS: null,
  failure: null,
  waits: false,
  bufferBytes: 0,
  promiscuous: false,
  engine: null,
  filter: null,
  file: null,
};

export const initialState = (settings: Settings, view: View): State => ({
  view,
  settings,
  saveError: null,
  snapshot: null,
  snapshotFailed: false,
  session: NO_SESSION,
  paused: null,
  counted: 0,
  interfaces: [],
  rates: {},
  courses: {},
  counts: [],
  throughput: { received: {}, sent: {} },
  doctor: null,
  denied: null,
  about: null,
  changing: false,
  notChanged: null,
  draft: null,
  helpAt: "start",
  card: null,
  filter: NO_FILTER,
  stretch: null,
});

/** The interface that a start would take, and that a running capture has. */
export function currentInterface({ session, settings, interfaces }: State): string | null {
  if (session.state !== "idle" && session.state !== "failed" && session.interface !== null) return session.interface;
  return settings.interface ?? interfaces.find((row) => row.isDefault)?.name ?? session.interface;
}

/**
 * Whether a look needs the long lists whole: when they are filtered, or stay as they are. Otherwise the first rows do,
 * until the next look.
 */
export function needsAll({ paused, settings, session, filter, stretch }: State): boolean {
  const flows = session.state === "running" && paused === null && settings.autoRefreshS > 0;
  return !flows || filter.expression !== null || stretch !== null || !settings.protocols.every(Boolean);
}

export const pausedAt = (snapshot: Snapshot): Paused => ({ atMs: snapshot.takenMs, packets: snapshot.totals.packets });

/** The view part of the address, so that Back and Forward work. */
export const viewOf = (hash: string): View => VIEWS.find((view) => hash.split("/")[1] === view) ?? "overview";

/** The episode part: `#/alerts/12`. */
export function cardOf(hash: string): number | null {
  const id = /^#\/alerts\/(\d{1,15})$/.exec(hash)?.[1];
  return id === undefined ? null : Number(id);
}

/** Where the view is kept from one start to the next. */
const KEPT_AS = "weir.view";

/** Nobody wants to begin with these. */
const PASSING: readonly View[] = ["settings", "help"];

/** Keeps the view for the next start. */
export function keepView(view: View): void {
  try {
    if (!PASSING.includes(view)) localStorage.setItem(KEPT_AS, view);
  } catch {
    // A web view that keeps nothing begins with the overview.
  }
}

/** The view to begin with: that of the address, else the one that was last looked at. */
export function firstView(hash: string): View {
  try {
    return viewOf(hash === "" ? `#/${localStorage.getItem(KEPT_AS)}` : hash);
  } catch {
    return viewOf(hash);
  }
}
