// What the window does: it looks at the core when that is worth it, and passes on what the user wants.
import { TOPIC_OF } from "./help/topics";
import { InterfaceReader } from "./interfaces/reader";
import type { Backend, Settings, UserError } from "./ipc";
import { Looks, type Reason, SILENT_MS } from "./looks";
import { currentInterface, keepView, pausedAt, type State, type View, viewOf } from "./state";
import type { Store } from "./store";
import { isPermission } from "./trouble";
import { inWords } from "./said";

/** Scope and settings are written when they were not changed for so long. */
const SAVE_AFTER_MS = 400;

/** For an old capture to end before another begins. */
const STOP_PATIENCE_MS = 6000;
const DOCTOR_MS = 2000;

const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

export class Controller {
  private saveTimer: ReturnType<typeof setTimeout> | undefined;
  private unsaved: Partial<Settings> = {};
  private saving: Promise<void> = Promise.resolve();
  private readonly reader: InterfaceReader;
  private readonly looks: Looks;
  private examination: Promise<void> | null = null;

  constructor(
    private readonly backend: Backend,
    private readonly store: Store<State>,
    /** Says a sentence once, outside of every view. */
    private readonly tell: (sentence: string, warning: boolean) => void,
  ) {
    this.reader = new InterfaceReader(backend, store);
    this.looks = new Looks(backend, store, this.readInterfaces);
  }

  /** Begins to listen; what it began is ended by what it gives back. */
  async open(): Promise<() => void> {
    const visible = () => {
      if (!document.hidden) void this.look();
    };
    document.addEventListener("visibilitychange", visible);
    addEventListener("pagehide", this.save);
    const watch = setInterval(() => this.looks.watch(), SILENT_MS);
    const first = this.look(); // The first chart waits for it.
    const unlisten = [
      this.store.subscribe(() => this.looks.complete()),
      await this.backend.onPulse((pulse) => this.looks.hear(pulse)),
      await this.backend.onNotice((notice) => this.tell(inWords(notice), notice.warning)),
    ];
    for (const notice of await this.backend.getNotices()) this.tell(inWords(notice), notice.warning);
    void this.backend.getAbout().then((about) => this.store.set({ about }));
    await Promise.all([first, this.readInterfaces()]);
    // Before the first capture, so that a missing permission is said before the first disappointment.
    if (this.store.get().session.state === "idle") void this.examine();
    return () => {
      document.removeEventListener("visibilitychange", visible);
      removeEventListener("pagehide", this.save);
      clearInterval(watch);
      for (const stop of unlisten) stop();
    };
  }

  // --- Looking -------------------------------------------------------------------------------------------------------

  look = (why?: Reason): Promise<void> => this.looks.look(why);

  refresh = (): void => void this.look("asked");

  togglePause = (): void => {
    const { paused, snapshot } = this.store.get();
    if (paused === null && snapshot === null) return;
    this.store.set({ paused: paused === null && snapshot ? pausedAt(snapshot) : null });
    if (paused !== null) void this.look();
  };

  show = (view: View): void => {
    // Evidence that stood beside the list of alerts must not lie over the next view.
    const { view: before } = this.store.get();
    const leaves = view !== "alerts" && view !== before;
    this.store.set(leaves ? { view, card: null } : { view });
    if (view === "help" && before !== "help") this.store.set({ helpAt: TOPIC_OF[before] });
    keepView(view);
    if (location.hash === "" || viewOf(location.hash) !== view) location.hash = `#/${view}`;
  };

  readInterfaces = (): Promise<void> => this.reader.read();
  readCounts = (): Promise<void> => this.reader.readCounts();

  // --- The capture ---------------------------------------------------------------------------------------------------

  startOrStop = (): void => {
    if (this.store.get().session.state === "running") void this.stop();
    else if (this.isOver()) void this.start();
  };

  start = async (): Promise<void> => {
    // At once, so that the button answers; the next look tells the truth.
    const { session } = this.store.get();
    // A new capture is there to be seen.
    this.store.set({ session: { ...session, state: "starting", failure: null }, denied: null, paused: null });
    await this.saveNow();
    const { settings } = this.store.get();
    const answer = await this.backend.startCapture(settings.interface, settings.durationS);
    if (answer.status === "error") this.refused(answer.error);
    await this.look("changed");
  };

  private refused(error: UserError): void {
    const { session } = this.store.get();
    // The user asked twice, or a value is wrong: neither is a reason to hide the charts.
    if (error.code === "busy" || error.code === "bad-setting" || error.code === "bad-filter")
      this.tell(inWords(error), true);
    else this.store.set({ denied: error });
    this.store.set({ session: { ...session, state: "idle" } });
  }

  stop = async (): Promise<void> => {
    const { session } = this.store.get();
    this.store.set({ session: { ...session, state: "stopping" } });
    await this.backend.stopCapture();
    await this.look("changed");
  };

  /** Another interface; a running capture begins anew on it. */
  chooseInterface = async (name: string | null): Promise<void> => {
    const state = this.store.get();
    const same = currentInterface(state) === name && state.session.state === "running";
    this.change({ interface: name });
    if (same || state.session.state !== "running") return;
    await this.stop();
    const until = Date.now() + STOP_PATIENCE_MS;
    // A look that was under way before the stop may come after it, and says that the old capture runs.
    while (!this.isOver() && Date.now() < until) {
      await sleep(100);
      await this.look("changed");
    }
    await this.start();
  };

  /** A capture on this interface, whatever ran before. */
  captureOn = async (name: string): Promise<void> => {
    this.show("overview");
    await this.chooseInterface(name);
    if (this.isOver()) await this.start();
  };

  private isOver(): boolean {
    const { state } = this.store.get().session;
    return state === "idle" || state === "failed";
  }

  /** Keeps a capture filter if it is one; otherwise says why not. */
  keepFilter = async (filter: string): Promise<UserError | null> => {
    const answer = await this.backend.checkFilter(filter, currentInterface(this.store.get()));
    if (answer.status === "error") return answer.error;
    this.change({ filter });
    return null;
  };

  // --- Settings ------------------------------------------------------------------------------------------------------

  /** Changes settings at once in the window, and soon on disk. A change of the scope is a reason to look. */
  change = (patch: Partial<Settings>): void => {
    this.unsaved = { ...this.unsaved, ...patch };
    this.store.set({ settings: { ...this.store.get().settings, ...patch } });
    clearTimeout(this.saveTimer);
    this.saveTimer = setTimeout(this.save, SAVE_AFTER_MS);
    if (patch.intervalS !== undefined || patch.rangeS !== undefined) void this.look("asked");
  };

  save = (): void => void this.saveNow();

  /** One save after the other, so that an older one never comes last. */
  private saveNow(): Promise<void> {
    this.saving = this.saving.then(() => this.write());
    return this.saving;
  }

  /** Writes what was changed here over what the core has, which may have changed settings of its own. */
  private async write(): Promise<void> {
    clearTimeout(this.saveTimer);
    const changed = this.unsaved;
    if (Object.keys(changed).length === 0) return;
    this.unsaved = {};
    const answer = await this.backend.saveSettings({ ...(await this.backend.getSettings()), ...changed });
    if (answer.status === "error") {
      this.unsaved = { ...changed, ...this.unsaved };
      this.store.set({ saveError: answer.error });
      return;
    }
    // What the user changed meanwhile is newer than the answer.
    this.store.set({ settings: { ...answer.data, ...this.unsaved }, saveError: null });
    // New limits mark other intervals and sources.
    if (this.store.get().paused === null) void this.look();
  }

  // --- Permission ----------------------------------------------------------------------------------------------------

  /** Runs the checks. The core itself starts what waits for them, so that here they are only shown. */
  examine = (): Promise<void> => {
    this.examination ??= this.runDoctor().finally(() => (this.examination = null));
    return this.examination;
  };

  private async runDoctor(): Promise<void> {
    try {
      const doctor = await this.backend.runDoctor();
      this.store.set(isPermission(doctor.problem) ? { doctor } : { doctor, denied: null });
    } catch {
      // Only while Weir shuts down.
    }
  }

  /** Allows this account to capture, or no longer. The system asks for the consent; until it is given, `changing`. */
  changePermission = async (allow: boolean): Promise<void> => {
    if (this.store.get().changing) return;
    this.store.set({ changing: true, notChanged: null });
    const answer = await this.backend.changePermission(allow);
    this.store.set({ changing: false, notChanged: answer.status === "error" ? answer.error : null });
    // Checks that began before the change would tell the state before it.
    await this.examination;
    await this.examine();
    await this.look("changed");
  };

  /** Repeats the checks while somebody looks at them. */
  watchDoctor = (): (() => void) => {
    const end = new AbortController();
    void (async () => {
      while (!end.signal.aborted) {
        if (!document.hidden) await this.examine();
        await sleep(DOCTOR_MS);
      }
    })();
    return () => end.abort();
  };
}
