// Limits that are tried before they are used: what they would have found in what was observed so far.
import type { Backend, Detection, Preview, Settings, Thresholds, UserError } from "../ipc";
import type { State } from "../state";
import type { Store } from "../store";

/** The part of the settings that decides what is found. */
export interface Rules {
  thresholds: Thresholds;
  detection: Detection;
}

export interface Draft {
  rules: Rules;
  /** With the rules in force, and with these; null until they are known. */
  found: { now: Preview; tried: Preview } | null;
  error: UserError | null;
}

/** Somebody who still types is not answered in between. */
const QUIET_MS = 150;

/** All of the capture that is still stored. */
const WHOLE = 0;

export class Trial {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  constructor(
    private readonly backend: Backend,
    private readonly store: Store<State>,
    private readonly look: () => Promise<void>,
  ) {}

  /** Changes what is tried; the same as what is in force is no trial. */
  edit = (patch: Partial<Rules>): void => {
    const { draft, settings } = this.store.get();
    const rules = { ...rulesOf(settings), ...draft?.rules, ...patch };
    if (JSON.stringify(rules) === JSON.stringify(rulesOf(settings))) {
      this.cancel();
      return;
    }
    this.store.set({ draft: { rules, found: draft?.found ?? null, error: null } });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), QUIET_MS);
  };

  /** Asks what these rules and those in force would have found. Only the newest answer counts. */
  ask = async (): Promise<void> => {
    const { draft, settings } = this.store.get();
    if (draft === null) return;
    this.asked += 1;
    const turn = this.asked;
    const window = { intervalS: settings.intervalS, rangeS: WHOLE };
    const preview = ({ thresholds, detection }: Rules) => this.backend.previewLimits(window, thresholds, detection);
    const [now, tried] = await Promise.all([preview(rulesOf(settings)), preview(draft.rules)]);
    const newest = this.store.get().draft;
    if (turn !== this.asked || newest === null) return;
    if (now.status === "ok" && tried.status === "ok")
      this.store.set({ draft: { ...newest, found: { now: now.data, tried: tried.data }, error: null } });
    else this.store.set({ draft: { ...newest, error: tried.status === "error" ? tried.error : refusal(now) } });
  };

  cancel = (): void => {
    clearTimeout(this.timer);
    this.asked += 1;
    this.store.set({ draft: null });
  };

  /** Puts what is tried in force. Mutes, false alarms and the allow-list stay as they are in the core. */
  use = async (): Promise<void> => {
    const { draft } = this.store.get();
    if (draft === null) return;
    const { thresholds, detection } = draft.rules;
    const settings = await this.backend.getSettings();
    const { on, sensitivity, floors } = detection;
    const next = { ...settings, thresholds, detection: { ...settings.detection, on, sensitivity, floors } };
    const answer = await this.backend.saveSettings(next);
    if (answer.status === "error") {
      this.store.set({ draft: { ...draft, error: answer.error } });
      return;
    }
    this.cancel();
    const taken = rulesOf(answer.data);
    this.store.set({ settings: { ...this.store.get().settings, ...taken } });
    await this.look();
  };
}

export const rulesOf = ({ thresholds, detection }: Settings): Rules => ({ thresholds, detection });

const refusal = (answer: { status: "ok" } | { status: "error"; error: UserError }): UserError | null =>
  answer.status === "error" ? answer.error : null;
