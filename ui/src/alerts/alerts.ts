// What the window does about alerts: opens their evidence, mutes, forgives, allows, and takes that back.
import { t } from "../i18n";
import type { Allowed, Answer, Backend, Detection, MuteWish, Settings, UserError } from "../ipc";
import type { State } from "../state";
import type { Store } from "../store";

/** Something to say once; with a way back where there is one. */
export interface Said {
  sentence: string;
  warning: boolean;
  undo?: () => void;
  /** Shows the file that it is about in its folder. */
  show?: () => void;
}

export class Alerts {
  private asked = 0;

  constructor(
    private readonly backend: Backend,
    private readonly store: Store<State>,
    /** Looks at the core again: what was changed marks other alerts. */
    private readonly look: () => Promise<void>,
    private readonly say: (said: Said) => void,
  ) {}

  // --- The evidence card ---------------------------------------------------------------------------------------------

  open = (id: number): void => {
    this.take(id, false);
    if (this.store.get().view === "alerts" && location.hash !== `#/alerts/${id}`) location.hash = `#/alerts/${id}`;
    void this.refresh();
  };

  /** Opens one that nobody asked for: no step of its own on the way back. */
  offer = (id: number): void => {
    this.take(id, true);
    history.replaceState(history.state, "", `#/alerts/${id}`);
    void this.refresh();
  };

  private take(id: number, byItself: boolean): void {
    const { card } = this.store.get();
    const kept = card?.id === id ? card : { id, evidence: null, error: null };
    this.store.set({ card: { ...kept, byItself } });
  }

  close = (): void => {
    this.store.set({ card: null });
    if (location.hash.startsWith("#/alerts/")) location.hash = "#/alerts";
  };

  /** Fetches the evidence of the open card. An answer that comes after a newer question is not shown. */
  refresh = async (): Promise<void> => {
    const { card } = this.store.get();
    if (card === null) return;
    this.asked += 1;
    const turn = this.asked;
    const answer = await this.backend.getEpisode(card.id);
    const now = this.store.get().card;
    if (turn !== this.asked || now?.id !== card.id) return;
    // What is shown already stays: an alert may be forgotten while somebody reads it.
    if (answer.status === "ok") this.store.set({ card: { ...now, evidence: answer.data, error: null } });
    else this.store.set({ card: { ...now, error: answer.error } });
  };

  // --- What one can do about it --------------------------------------------------------------------------------------

  mute = async (wish: MuteWish, what: string): Promise<void> => {
    const before = new Set(this.store.get().settings.detection.mutes.map((mute) => mute.id));
    const settings = await this.taken(this.backend.mute(wish));
    const made = settings?.detection.mutes.find((mute) => !before.has(mute.id));
    if (made) this.done(t("act.muted", { what }), () => this.unmute(made.id));
  };

  unmute = async (id: number): Promise<void> => {
    await this.taken(this.backend.unmute(id));
  };

  falseAlarm = async (episode: number): Promise<void> => {
    const before = new Set(this.store.get().settings.detection.falseAlarms.map((alarm) => alarm.id));
    const settings = await this.taken(this.backend.falseAlarm(episode));
    const made = settings?.detection.falseAlarms.find((alarm) => !before.has(alarm.id));
    if (settings) this.done(t("act.falseAlarmDone"), made && (() => this.undoFalseAlarm(made.id)));
  };

  undoFalseAlarm = async (id: number): Promise<void> => {
    await this.taken(this.backend.undoFalseAlarm(id));
  };

  /** Gives why it was refused, for the field that it was written in. */
  allow = async (allowed: Allowed, quiet = false): Promise<UserError | null> => {
    const known = new Set(this.store.get().settings.detection.allowed.map((one) => one.network));
    const answer = await this.backend.allow(allowed);
    if (answer.status === "error") {
      if (!quiet) this.refused(answer.error);
      return answer.error;
    }
    this.takeOver(answer.data);
    const made = answer.data.detection.allowed.find((one) => !known.has(one.network));
    const network = made?.network ?? allowed.network;
    if (!quiet) this.done(t("act.allowed", { address: network }), made && (() => this.disallow(made.network)));
    return null;
  };

  disallow = async (network: string): Promise<void> => {
    await this.taken(this.backend.disallow(network));
  };

  /** Changes a part of the detection settings; the rest is what the core has, which also changes it by itself. */
  change = async (patch: Partial<Detection>): Promise<void> => {
    const settings = await this.backend.getSettings();
    await this.taken(this.backend.saveSettings({ ...settings, detection: { ...settings.detection, ...patch } }));
  };

  // --- Together ------------------------------------------------------------------------------------------------------

  private async taken(asked: Promise<Answer<Settings>>): Promise<Settings | null> {
    const answer = await asked;
    if (answer.status === "error") {
      this.refused(answer.error);
      return null;
    }
    this.takeOver(answer.data);
    return answer.data;
  }

  /** Only detection and limits: the rest may be newer here than in the core. */
  private takeOver(settings: Settings): void {
    const { detection } = settings;
    this.store.set({ settings: { ...this.store.get().settings, detection } });
    void this.look().then(this.refresh);
  }

  private refused({ sentence, cure }: UserError): void {
    this.say({ sentence: t("act.failed", { sentence, cure }), warning: true });
  }

  private done(sentence: string, undo?: () => Promise<void>): void {
    const back = undo && {
      undo: () => void undo().then(() => this.say({ sentence: t("act.undone"), warning: false })),
    };
    this.say({ sentence, warning: false, ...back });
  }
}

/** Until the end of this day, in seconds; a minute before midnight it is the next day's. */
export function untilMidnight(nowMs: number): number {
  const end = new Date(nowMs);
  end.setHours(24, 0, 0, 0);
  const left = Math.round((end.getTime() - nowMs) / 1000);
  return left >= 60 ? left : left + 24 * 3600;
}

/** The network around an address that a household or an office has: /24 of IPv4, /64 of IPv6. */
export function networkOf(address: string): string | null {
  const v4 = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(address)?.[1];
  if (v4 !== undefined) return `${v4}.0/24`;
  if (!address.includes(":")) return null;
  const [head = "", tail] = address.split("::");
  const front = head === "" ? [] : head.split(":");
  const back = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => "0");
  const groups = [...front, ...zeros, ...back];
  if (groups.length !== 8) return null;
  const prefix = groups.slice(0, 4);
  while (prefix.at(-1) === "0") prefix.pop();
  return `${prefix.join(":")}::/64`;
}
