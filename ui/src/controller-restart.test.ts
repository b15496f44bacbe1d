import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Controller } from "./controller";
import { fakeBackend } from "./dev/fake";
import type { Pulse } from "./ipc";
import { initialState } from "./state";
import { createStore } from "./store";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("begins anew on another interface only when the old capture is over, whatever a late look says", async () => {
  const fake = fakeBackend(new URLSearchParams({ scene: "running" }));
  const store = createStore(initialState(await fake.getSettings(), "overview"));
  let state: Pulse["state"] = "running";
  // What was found at each start.
  const found: Pulse["state"][] = [];
  const controller = new Controller(
    {
      ...fake,
      getSnapshot: async (window, whole) => {
        const then = state;
        const snapshot = await fake.getSnapshot(window, whole);
        await new Promise((done) => setTimeout(done, 50));
        return { ...snapshot, session: { ...snapshot.session, state: then } };
      },
      stopCapture: () => {
        state = "stopping";
        setTimeout(() => (state = "idle"), 300);
        return Promise.resolve(null);
      },
      startCapture: () => {
        found.push(state);
        state = "running";
        return Promise.resolve({ status: "ok", data: null });
      },
    },
    store,
    vi.fn(),
  );
  controller.refresh();
  await vi.advanceTimersByTimeAsync(100);
  controller.refresh();
  void controller.captureOn("lo");
  await vi.advanceTimersByTimeAsync(1000);
  expect(found).toEqual(["idle"]);
  expect(store.get().session.state).toBe("running");
});
