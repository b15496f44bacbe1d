// When the window looks at the core, and what it takes from a look.
import type { Backend, Pulse } from "./ipc";
import { beat } from "./now";
import { reuse } from "./reuse";
import { needsAll, pausedAt, type State } from "./state";
import type { Store } from "./store";

/** Pulses come once a second; one that comes a little early still counts as the one that is due. */
const EARLY_MS = 100;

/** Without a pulse for so long something is wrong, and a look tells what. */
export const SILENT_MS = 3000;

/** While packets come, nothing in view tells of other interfaces: then each so many watches is enough for them. */
const WATCHES = 5;

/** Its own rhythm, another state of the session, or the user. */
export type Reason = "auto" | "changed" | "asked";

export class Looks {
  private looking = false;
  private isBrief = false;
  private again: "auto" | "asked" | null = null;
  private lookedMs = 0;
  private heardMs = 0;
  /** Of the newest pulse; not in the store, since each change there asks the whole window. */
  private alert = 0;
  private watches = 0;
  /** Packets that were counted when it last watched. */
  private watched = 0;

  constructor(
    private readonly backend: Backend,
    private readonly store: Store<State>,
    private readonly readInterfaces: () => Promise<void>,
  ) {}

  /** The core says that there is something new. */
  hear(pulse: Pulse): void {
    const { session, settings, paused } = this.store.get();
    this.heardMs = Date.now();
    const alarm = pulse.alert > this.alert;
    this.alert = pulse.alert;
    if (pulse.state !== session.state) {
      void this.look("changed");
      void this.readInterfaces();
      return;
    }
    const due = alarm || Date.now() - this.lookedMs >= settings.autoRefreshS * 1000 - EARLY_MS;
    if (!due || settings.autoRefreshS === 0) return;
    if (paused === null) void this.look();
    else void this.count();
  }

  /** How many packets a paused view does not show: a brief look is for nothing else. */
  private async count(): Promise<void> {
    if (document.hidden || this.looking) return;
    this.lookedMs = Date.now();
    const { intervalS, rangeS } = this.store.get().settings;
    try {
      const { totals } = await this.backend.getSnapshot({ intervalS, rangeS }, false);
      this.store.set({ counted: totals.packets });
    } catch {
      this.store.set({ snapshotFailed: true });
    }
  }

  /** Now and then, lest a core that says nothing more goes unnoticed. */
  watch(): void {
    const { session, settings, paused, counted } = this.store.get();
    if (document.hidden) return;
    const silent = session.state === "running" && Date.now() - this.heardMs >= SILENT_MS;
    if (silent && paused === null && settings.autoRefreshS > 0) void this.look();
    const flows = session.state === "running" && counted !== this.watched;
    this.watched = counted;
    this.watches += 1;
    if (!flows || this.watches % WATCHES === 0) void this.readInterfaces();
  }

  /** One snapshot at a time: what is asked for meanwhile is done once, after it. A paused view takes only the state of
   * the session from it, unless the user asked. */
  async look(why: Reason = "auto"): Promise<void> {
    if (document.hidden && why !== "asked") return;
    if (this.looking) {
      this.again = why === "asked" || this.again === "asked" ? "asked" : "auto";
      return;
    }
    this.looking = true;
    this.lookedMs = Date.now();
    const { intervalS, rangeS } = this.store.get().settings;
    try {
      const whole = needsAll(this.store.get());
      this.isBrief &&= !whole;
      const answer = await this.backend.getSnapshot({ intervalS, rangeS }, whole);
      const snapshot = reuse(this.store.get().snapshot, answer);
      const { session } = snapshot;
      const { paused } = this.store.get();
      const counted = snapshot.totals.packets;
      const runs = session.state === "running" || session.state === "starting";
      const over = runs ? { denied: null, doctor: null } : {};
      this.isBrief ||= !whole && (paused === null || why === "asked");
      beat();
      if (paused === null) this.store.set({ snapshot, session, counted, snapshotFailed: false, ...over });
      else if (why !== "asked") this.store.set({ session, counted, ...over });
      else this.store.set({ snapshot, session, counted, snapshotFailed: false, paused: pausedAt(snapshot), ...over });
    } catch {
      this.store.set({ snapshotFailed: true });
    } finally {
      this.looking = false;
    }
    const { again } = this;
    this.again = null;
    if (again) await this.look(again);
  }

  /** Looks once more, whole, when what the last look left out is wanted. */
  complete(): void {
    if (this.isBrief && needsAll(this.store.get())) void this.look("asked");
  }
}
