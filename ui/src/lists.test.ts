import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Controller } from "./controller";
import { fakeBackend } from "./dev/fake";
import { NO_FILTER, textChanged } from "./filter/control";
import type { Backend } from "./ipc";
import { initialState, type State } from "./state";
import { createStore, type Store } from "./store";

let store: Store<State>;
let looks: ReturnType<typeof vi.fn<Backend["getSnapshot"]>>;
let pulse: () => Promise<void>;
let end: () => void;

const settle = () => vi.advanceTimersByTimeAsync(1);

async function open() {
  const fake = fakeBackend(new URLSearchParams({ scene: "running" }));
  let hear: Parameters<Backend["onPulse"]>[0] = () => undefined;
  looks = vi.fn((window, whole) => fake.getSnapshot(window, whole));
  const onPulse: Backend["onPulse"] = (h) => ((hear = h), Promise.resolve(() => undefined));
  store = createStore(initialState(await fake.getSettings(), "overview"));
  const opened = new Controller({ ...fake, getSnapshot: looks, onPulse }, store, vi.fn()).open();
  await settle();
  end = await opened;
  pulse = async () => {
    hear({ state: store.get().session.state, alert: 0 });
    await settle();
  };
}

describe("the long lists", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => {
    end();
    vi.useRealTimers();
  });

  it("come with their first rows while they flow, and all of them once they are filtered or stay", async () => {
    await open();
    const whole = () => looks.mock.lastCall?.[1];
    const asked = () => looks.mock.calls.length;
    expect(whole()).toBe(true);
    await vi.advanceTimersByTimeAsync(1000);
    await pulse();
    expect(whole()).toBe(false);
    const changes: [Partial<State>, Partial<State>][] = [
      [{ stretch: [0, 1] }, { stretch: null }],
      [{ filter: textChanged(NO_FILTER, "proto tcp") }, { filter: NO_FILTER }],
      [{ paused: { atMs: 0, packets: 0 } }, { paused: null }],
      [
        { settings: { ...store.get().settings, protocols: [true, false, true, true, true] } },
        { settings: store.get().settings },
      ],
    ];
    for (const [there, back] of changes) {
      const before = asked();
      store.set(there);
      await settle();
      expect([whole(), asked()]).toEqual([true, before + 1]);
      await pulse();
      expect(asked()).toBe(before + 1);
      store.set(back);
      await vi.advanceTimersByTimeAsync(1000);
      await pulse();
      expect(whole()).toBe(false);
    }
  });

  it("are asked for no more than once where looking fails", async () => {
    await open();
    await vi.advanceTimersByTimeAsync(1000);
    await pulse();
    looks.mockRejectedValue(new Error("gone"));
    const before = looks.mock.calls.length;
    store.set({ stretch: [0, 1] });
    await settle();
    expect(looks).toHaveBeenCalledTimes(before + 1);
  });
});
