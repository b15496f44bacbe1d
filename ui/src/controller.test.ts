import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Controller } from "./controller";
import { fakeBackend } from "./dev/fake";
import { errors } from "./dev/errors";
import type { Backend, Pulse, Snapshot } from "./ipc";
import { initialState, type State } from "./state";
import { createStore, type Store } from "./store";

let backend: Backend;
let store: Store<State>;
let controller: Controller;
let pulse: (state?: Pulse["state"], alert?: number) => Promise<void>;
let looks: ReturnType<typeof vi.fn<Backend["getSnapshot"]>>;
let end: () => void;
let hidden = false;

/** Lets everything that was answered arrive. */
const settle = () => vi.advanceTimersByTimeAsync(1);

async function open(scene = "running", over: Partial<Backend> = {}) {
  const fake = fakeBackend(new URLSearchParams({ scene }));
  let hear: (pulse: Pulse) => void = () => undefined;
  looks = vi.fn((window, whole) => fake.getSnapshot(window, whole));
  backend = { ...fake, getSnapshot: looks, onPulse: (h) => ((hear = h), Promise.resolve(() => undefined)), ...over };
  store = createStore(initialState(await backend.getSettings(), "overview"));
  controller = new Controller(backend, store, vi.fn());
  const opened = controller.open();
  await settle();
  end = await opened;
  pulse = async (state = store.get().session.state, alert = 0) => {
    hear({ state, alert });
    await settle();
  };
}

describe("the window", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    hidden = false;
    vi.spyOn(document, "hidden", "get").mockImplementation(() => hidden);
  });
  afterEach(() => {
    end();
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it("looks once when it opens, and then at most once in the chosen time", async () => {
    await open();
    expect(looks).toHaveBeenCalledTimes(1);
    for (let i = 0; i < 8; i += 1) {
      await vi.advanceTimersByTimeAsync(249);
      await pulse();
    }
    expect(looks).toHaveBeenCalledTimes(3);
  });

  it("looks at once when there is a new alert, and once for each", async () => {
    await open();
    await vi.advanceTimersByTimeAsync(100);
    await pulse(undefined, 1);
    await pulse(undefined, 1);
    expect(looks).toHaveBeenCalledTimes(2);
    controller.togglePause();
    await settle();
    const { snapshot } = store.get();
    await pulse(undefined, 2);
    expect(store.get().snapshot).toBe(snapshot);
  });

  it("takes evidence along to the alerts, and to no other view", async () => {
    await open();
    const card = { id: 1, evidence: null, error: null, byItself: false };
    store.set({ card });
    controller.show("alerts");
    expect(store.get().card).toBe(card);
    controller.show("settings");
    expect(store.get().card).toBeNull();
  });

  it("stands still while the view is paused, but counts the packets since", async () => {
    await open();
    controller.togglePause();
    const { snapshot } = store.get();
    await vi.advanceTimersByTimeAsync(1500);
    await pulse();
    expect(store.get().snapshot).toBe(snapshot);
    expect(store.get().counted).toBeGreaterThan(snapshot?.totals.packets ?? Infinity);
    // Once in the chosen time, and briefly.
    await pulse();
    expect(looks.mock.calls.map(([, whole]) => whole)).toEqual([true, false]);
  });

  it("takes exactly one look at a refresh and stays paused", async () => {
    await open();
    controller.togglePause();
    const before = store.get().snapshot;
    await vi.advanceTimersByTimeAsync(2000);
    controller.refresh();
    await settle();
    expect(looks).toHaveBeenCalledTimes(2);
    expect(store.get().snapshot).not.toBe(before);
    expect(store.get().paused?.atMs).toBe(store.get().snapshot?.takenMs);
  });

  it("looks at once when the view goes on", async () => {
    await open();
    controller.togglePause();
    controller.togglePause();
    await settle();
    expect(store.get().paused).toBeNull();
    expect(looks).toHaveBeenCalledTimes(2);
  });

  it("shows a stopped session in the header even while the view is paused", async () => {
    await open();
    controller.togglePause();
    const { snapshot } = store.get();
    await backend.stopCapture();
    await pulse("idle");
    expect(store.get().session.state).toBe("idle");
    expect(store.get().snapshot).toBe(snapshot);
  });

  it("looks only by hand when automatic refresh is off", async () => {
    await open();
    controller.change({ autoRefreshS: 0 });
    await vi.advanceTimersByTimeAsync(5000);
    const before = looks.mock.calls.length;
    await pulse();
    await vi.advanceTimersByTimeAsync(5000);
    expect(looks).toHaveBeenCalledTimes(before);
    controller.refresh();
    await settle();
    expect(looks).toHaveBeenCalledTimes(before + 1);
  });

  it("does not look while it is hidden, and looks once when it is shown", async () => {
    await open();
    hidden = true;
    for (let i = 0; i < 5; i += 1) {
      await vi.advanceTimersByTimeAsync(1000);
      await pulse();
    }
    expect(looks).toHaveBeenCalledTimes(1);
    hidden = false;
    document.dispatchEvent(new Event("visibilitychange"));
    await settle();
    expect(looks).toHaveBeenCalledTimes(2);
  });

  it("asks for another interval at once, and keeps the choice", async () => {
    const save = vi.fn<Backend["saveSettings"]>((settings) => Promise.resolve({ status: "ok", data: settings }));
    await open("running", { saveSettings: save });
    controller.change({ intervalS: 10 });
    controller.change({ intervalS: 30 });
    await settle();
    expect(looks.mock.lastCall?.[0]).toEqual({ intervalS: 30, rangeS: 300 });
    await vi.advanceTimersByTimeAsync(500);
    expect(save).toHaveBeenCalledTimes(1);
    expect(save.mock.lastCall?.[0].intervalS).toBe(30);
  });

  it("never has two looks under way, and takes the last scope afterwards", async () => {
    await open();
    const waiting: ((s: Snapshot) => void)[] = [];
    const first = store.get().snapshot;
    looks.mockImplementation(() => new Promise((done) => waiting.push(done)));
    controller.change({ intervalS: 10 });
    controller.change({ intervalS: 60 });
    await settle();
    expect(waiting).toHaveLength(1);
    if (first) waiting[0]?.(first);
    await settle();
    expect(waiting).toHaveLength(2);
    expect(looks.mock.lastCall?.[0].intervalS).toBe(60);
  });

  it("says when settings are not on disk, and loses none", async () => {
    const error = errors.system;
    if (!error) throw new Error("no such error");
    await open("running", { saveSettings: () => Promise.resolve({ status: "error", error }) });
    controller.change({ promiscuous: true });
    await vi.advanceTimersByTimeAsync(500);
    expect(store.get().saveError).toEqual(error);
    expect(store.get().settings.promiscuous).toBe(true);
  });

  it("leaves alone what the core changed in the settings by itself", async () => {
    const save = vi.fn<Backend["saveSettings"]>((settings) => Promise.resolve({ status: "ok", data: settings }));
    await open("running", { saveSettings: save });
    const { settings } = store.get();
    backend.getSettings = () => Promise.resolve({ ...settings, toldAboutTray: true });
    controller.change({ theme: "dark" });
    await vi.advanceTimersByTimeAsync(500);
    expect(save.mock.lastCall?.[0]).toMatchObject({ theme: "dark", toldAboutTray: true });
    expect(store.get().settings.toldAboutTray).toBe(true);
  });

  it("tries again with everything that was not saved", async () => {
    const error = errors.system;
    if (!error) throw new Error("no such error");
    const save = vi.fn<Backend["saveSettings"]>(() => Promise.resolve({ status: "error", error }));
    await open("running", { saveSettings: save });
    controller.change({ promiscuous: true });
    await vi.advanceTimersByTimeAsync(500);
    save.mockImplementation((settings) => Promise.resolve({ status: "ok", data: settings }));
    controller.change({ theme: "dark" });
    await vi.advanceTimersByTimeAsync(500);
    expect(save.mock.lastCall?.[0]).toMatchObject({ promiscuous: true, theme: "dark" });
    expect(store.get().saveError).toBeNull();
  });

  it("says that the numbers cannot be read, and goes on when they can", async () => {
    await open();
    looks.mockRejectedValueOnce(new Error("gone"));
    controller.refresh();
    await settle();
    expect(store.get().snapshotFailed).toBe(true);
    controller.refresh();
    await settle();
    expect(store.get().snapshotFailed).toBe(false);
  });

  it("shows a refused start, and forgets it when a capture runs", async () => {
    await open("doctor");
    await controller.start();
    expect(store.get().denied?.code).toBe("not-granted");
    expect(store.get().session.state).toBe("idle");
  });

  it("asks for the permission once, and looks whether it is there", async () => {
    let answer: (ok: boolean) => void = () => undefined;
    const error = errors["not-granted"] ?? null;
    const asked = vi.fn<Backend["changePermission"]>(
      () =>
        new Promise((done) => {
          answer = (ok) => done(ok || error === null ? { status: "ok", data: null } : { status: "error", error });
        }),
    );
    await open("doctor", { changePermission: asked });
    void controller.changePermission(true);
    void controller.changePermission(true);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(store.get().changing).toBe(true);
    answer(false);
    await settle();
    expect(store.get()).toMatchObject({ changing: false, notChanged: { code: "not-granted" } });
    void controller.changePermission(true);
    expect(store.get().notChanged).toBeNull();
    backend.runDoctor = () => Promise.resolve({ ok: true, checks: [], problem: null });
    answer(true);
    await settle();
    expect(store.get()).toMatchObject({ changing: false, notChanged: null, doctor: { ok: true } });
  });

  it("does not take an older examination for the state after a change", async () => {
    await open("idle");
    let older: () => void = () => undefined;
    const problem = errors["not-granted"] ?? null;
    const run = vi.fn<Backend["runDoctor"]>();
    run.mockReturnValueOnce(new Promise((done) => (older = () => done({ ok: true, checks: [], problem: null }))));
    run.mockResolvedValue({ ok: false, checks: [], problem });
    backend.runDoctor = run;
    void controller.examine();
    void controller.changePermission(false);
    await settle();
    older();
    await settle();
    expect(run).toHaveBeenCalledTimes(2);
    expect(store.get().doctor?.ok).toBe(false);
  });

  it("starts, stops, and knows it", async () => {
    await open("idle");
    controller.startOrStop();
    expect(store.get().session.state).toBe("starting");
    await vi.advanceTimersByTimeAsync(400);
    expect(store.get().session.state).toBe("running");
    controller.startOrStop();
    await vi.advanceTimersByTimeAsync(400);
    expect(store.get().session.state).toBe("idle");
  });

  it("asks for the interfaces each 3 s, and five times less often while packets come", async () => {
    const rows = await fakeBackend(new URLSearchParams()).getInterfaces();
    const getInterfaces = vi.fn(() => Promise.resolve(rows));
    await open("running", { getInterfaces });
    const readings = async (counted: () => number) => {
      getInterfaces.mockClear();
      for (let watch = 0; watch < 10; watch += 1) {
        store.set({ counted: counted() });
        await vi.advanceTimersByTimeAsync(3000);
      }
      return getInterfaces.mock.calls.length;
    };
    store.set({ settings: { ...store.get().settings, autoRefreshS: 0 } });
    let packets = 1;
    expect(await readings(() => (packets += 1))).toBe(2);
    expect(await readings(() => packets)).toBe(10);
  });

  it("gives the rate of an interface from two readings", async () => {
    await open();
    expect(store.get().rates).toEqual({});
    await vi.advanceTimersByTimeAsync(2000);
    await controller.readInterfaces();
    expect(store.get().rates.wlan0).toBeGreaterThan(100);
  });
});
