import { beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBackend } from "../dev/fake";
import type { Backend } from "../ipc";
import { initialState, type State } from "../state";
import { createStore, type Store } from "../store";
import { Alerts, networkOf, type Said, untilMidnight } from "./alerts";

let backend: Backend;
let store: Store<State>;
let alerts: Alerts;
let said: Said[];
const settle = () => new Promise((done) => setTimeout(done, 5));

describe("what one can do about an alert", () => {
  beforeEach(async () => {
    location.hash = "";
    backend = fakeBackend(new URLSearchParams({ scene: "attack" }));
    store = createStore(initialState(await backend.getSettings(), "alerts"));
    said = [];
    const look = async () => store.set({ snapshot: await backend.getSnapshot({ intervalS: 5, rangeS: 300 }, true) });
    await look();
    alerts = new Alerts(backend, store, look, (one) => said.push(one));
  });
  const listed = (id: number) => store.get().snapshot?.episodes.find((one) => one.id === id);

  it("opens its evidence, at an address of its own", async () => {
    alerts.open(1);
    expect(store.get().card).toEqual({ id: 1, evidence: null, error: null, byItself: false });
    expect(location.hash).toBe("#/alerts/1");
    await settle();
    expect(store.get().card?.evidence?.row.kind).toBe("syn_flood");
    alerts.close();
    expect([store.get().card, location.hash]).toEqual([null, "#/alerts"]);
  });

  it("offers one without a step on the way back, which becomes the user's own by a click", () => {
    location.hash = "#/alerts";
    const steps = history.length;
    alerts.offer(1);
    expect([store.get().card?.byItself, location.hash, history.length]).toEqual([true, "#/alerts/1", steps]);
    alerts.open(1);
    expect(store.get().card?.byItself).toBe(false);
  });

  it("says that an alert is gone, and keeps what is shown of one that goes meanwhile", async () => {
    alerts.open(99);
    await settle();
    expect(store.get().card?.error?.code).toBe("no-episode");
    alerts.open(1);
    await settle();
    backend.getEpisode = () => fakeBackend(new URLSearchParams()).getEpisode(1);
    await alerts.refresh();
    expect(store.get().card?.evidence?.row.id).toBe(1);
    expect(store.get().card?.error?.code).toBe("no-episode");
  });

  it("shows no late answer for an alert that was left", async () => {
    const late: (() => void)[] = [];
    const real = fakeBackend(new URLSearchParams({ scene: "attack" }));
    backend.getEpisode = (id) => new Promise((done) => late.push(() => void real.getEpisode(id).then(done)));
    alerts.open(1);
    alerts.open(2);
    late[1]?.();
    await settle();
    late[0]?.();
    await settle();
    expect(store.get().card?.evidence?.row.id).toBe(2);
  });

  it("mutes it, and takes that back", async () => {
    await alerts.mute({ kind: "syn_flood", network: null, seconds: 3600 }, "every SYN flood");
    await settle();
    expect(said[0]?.sentence).toBe("Muted: every SYN flood.");
    expect(listed(1)?.muted).toBe(true);
    expect(store.get().settings.detection.mutes).toHaveLength(1);
    said[0]?.undo?.();
    await settle();
    expect(listed(1)?.muted).toBe(false);
    expect(said[1]?.sentence).toBe("Undone.");
  });

  it("learns from a false alarm, and forgets it again", async () => {
    await alerts.falseAlarm(1);
    await settle();
    expect(store.get().settings.detection.falseAlarms[0]?.statistic).toBe("synPerSecond");
    expect(listed(1)?.falseAlarm).toBe(1);
    said[0]?.undo?.();
    await settle();
    expect(listed(1)?.falseAlarm).toBeNull();
  });

  it("allows an address, and gives back why one is refused", async () => {
    expect(await alerts.allow({ network: "nonsense", note: "" }, true)).toMatchObject({ code: "bad-setting" });
    expect(said).toEqual([]);
    expect(await alerts.allow({ network: "192.168.1.9", note: "printer" })).toBeNull();
    expect(said[0]?.sentence).toBe("192.168.1.9/32 is allowed now.");
    said[0]?.undo?.();
    await settle();
    expect(store.get().settings.detection.allowed).toEqual([]);
  });

  it("says why something was refused", async () => {
    await alerts.falseAlarm(99);
    expect(said).toEqual([{ sentence: expect.stringMatching(/^Alert 99 is not there/) as string, warning: true }]);
  });

  it("changes a part of the settings over what the core has by now", async () => {
    await backend.mute({ kind: "storm", network: null, seconds: null });
    await alerts.change({ on: false });
    const { detection } = await backend.getSettings();
    expect([detection.on, detection.mutes.length]).toEqual([false, 1]);
  });

  it("leaves settings alone that are newer here", async () => {
    store.set({ settings: { ...store.get().settings, promiscuous: true } });
    const other = vi.fn();
    store.subscribe(other);
    await alerts.mute({ kind: "storm", network: null, seconds: null }, "");
    expect(store.get().settings.promiscuous).toBe(true);
    expect(other).toHaveBeenCalled();
  });
});

describe("what a mute may cover", () => {
  it.each([
    ["192.168.1.5", "192.168.1.0/24"],
    ["2001:db8:85a3:0:1c2a:8a2e:370:7334", "2001:db8:85a3::/64"],
    ["fe80::1c2a:44ff:fe12:9e01", "fe80::/64"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["::1", "::/64"],
    ["1:2:3:4:5:6:7::", "1:2:3:4::/64"],
    ["not an address", null],
    ["1:2", null],
  ])("around %s is %s", (address, network) => expect(networkOf(address)).toBe(network));

  it("ends at midnight, and not in the last minute before it", () => {
    const noon = new Date(2026, 10, 21, 12, 0, 0).getTime();
    expect(untilMidnight(noon)).toBe(12 * 3600);
    expect(untilMidnight(noon + (12 * 3600 - 30) * 1000)).toBe(24 * 3600 + 30);
  });
});
