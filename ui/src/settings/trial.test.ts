import { beforeEach, describe, expect, it, vi } from "vitest";
import { row, START_MS } from "../alerts/fixtures";
import { fakeBackend } from "../dev/fake";
import type { AttackRow, Backend, Preview } from "../ipc";
import { initialState, type State } from "../state";
import { createStore, type Store } from "../store";
import { compare, firings } from "./compare";
import { CLASSIC_LIMITS } from "./limits";
import { Trial } from "./trial";

const hit = (startMs: number, over: Partial<AttackRow> = {}): AttackRow => ({
  protocol: "tcp",
  startMs,
  intervalS: 5,
  packets: 9,
  threshold: 5,
  inProgress: false,
  ...over,
});
const preview = (over: Partial<Preview> = {}): Preview => ({
  fromMs: START_MS,
  toMs: START_MS + 600_000,
  hits: [],
  anomalies: [],
  episodes: [],
  ...over,
});

describe("what rules would have found", () => {
  it("counts intervals in a row above one limit as one time", () => {
    const hits = [
      hit(START_MS),
      hit(START_MS + 5000),
      hit(START_MS + 5000, { protocol: "udp" }),
      hit(START_MS + 20_000),
    ];
    expect(firings(preview({ hits })).map((one) => [one.name, one.fromMs - START_MS, one.toMs - START_MS])).toEqual([
      ["TCP above limit", 0, 10_000],
      ["UDP above limit", 5000, 10_000],
      ["TCP above limit", 20_000, 25_000],
    ]);
  });

  it("tells what is new and what is no more, however its numbers differ", () => {
    const now = preview({ episodes: [row({ id: 1, endMs: START_MS + 5000 })] });
    const tried = preview({
      // The same flood, seen a little later and under another number.
      episodes: [row({ id: 9, startMs: START_MS + 900, endMs: START_MS + 5000 }), row({ id: 10, kind: "storm" })],
    });
    const { added, gone } = compare(now, tried);
    expect([added.map((one) => one.name), gone]).toEqual([["Broadcast storm"], []]);
    expect(compare(tried, now).gone.map((one) => one.name)).toEqual(["Broadcast storm"]);
  });

  it("keeps two floods of one victim apart by their times", () => {
    const late = row({ startMs: START_MS + 300_000, endMs: START_MS + 310_000 });
    const { added } = compare(preview({ episodes: [row({ endMs: START_MS + 5000 })] }), preview({ episodes: [late] }));
    expect(added).toHaveLength(1);
  });
});

describe("a trial of limits", () => {
  let backend: Backend;
  let store: Store<State>;
  let trial: Trial;
  const look = vi.fn(() => Promise.resolve());
  beforeEach(async () => {
    vi.useFakeTimers();
    backend = fakeBackend(new URLSearchParams({ scene: "attack" }));
    store = createStore(initialState(await backend.getSettings(), "settings"));
    trial = new Trial(backend, store, look);
    return () => vi.useRealTimers();
  });
  const saved = async () => (await backend.getSettings()).thresholds.preset;

  it("changes nothing, and says what it would have found", async () => {
    trial.edit({ thresholds: CLASSIC_LIMITS });
    await vi.advanceTimersByTimeAsync(200);
    const { draft, settings } = store.get();
    expect(draft?.found?.tried.hits.length).toBeGreaterThan(draft?.found?.now.hits.length ?? Infinity);
    expect([settings.thresholds.preset, await saved()]).toEqual(["default", "default"]);
  });

  it("asks once for a number that is still typed", async () => {
    const ask = vi.spyOn(backend, "previewLimits");
    for (const perInterval of [1, 12, 123])
      trial.edit({ thresholds: { ...CLASSIC_LIMITS, tcp: { ...CLASSIC_LIMITS.tcp, perInterval } } });
    await vi.advanceTimersByTimeAsync(200);
    expect(ask).toHaveBeenCalledTimes(2);
    expect(ask.mock.lastCall?.[1].tcp.perInterval).toBe(123);
  });

  it("is over when it is what is in force anyway", () => {
    trial.edit({ thresholds: CLASSIC_LIMITS });
    trial.edit({ thresholds: store.get().settings.thresholds });
    expect(store.get().draft).toBeNull();
  });

  it("is put in force, and leaves mutes alone that came meanwhile", async () => {
    const { detection } = store.get().settings;
    trial.edit({ thresholds: CLASSIC_LIMITS, detection: { ...detection, sensitivity: "high" } });
    await backend.mute({ kind: "storm", network: null, seconds: null });
    await trial.use();
    expect(store.get().draft).toBeNull();
    expect(store.get().settings.thresholds.preset).toBe("classic");
    expect((await backend.getSettings()).detection).toMatchObject({ sensitivity: "high", mutes: [{ kind: "storm" }] });
    expect(look).toHaveBeenCalled();
  });

  it("is forgotten when it is cancelled, late answers included", async () => {
    trial.edit({ thresholds: CLASSIC_LIMITS });
    const asked = trial.ask();
    trial.cancel();
    await asked;
    await vi.advanceTimersByTimeAsync(500);
    expect([store.get().draft, await saved()]).toEqual([null, "default"]);
  });

  it("says why limits are refused, and keeps them for a correction", async () => {
    const error = { code: "bad-setting" as const, sentence: "No.", cure: "Choose.", said: { id: "settingRefused" as const, values: { why: "No." } }, command: null, detail: null };
    backend.previewLimits = () => Promise.resolve({ status: "error", error });
    trial.edit({ thresholds: CLASSIC_LIMITS });
    await vi.advanceTimersByTimeAsync(200);
    expect(store.get().draft).toMatchObject({ error, rules: { thresholds: { preset: "classic" } } });
  });
});
