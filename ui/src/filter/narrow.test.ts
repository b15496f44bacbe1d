import { describe, expect, it } from "vitest";
import { row as episode } from "../alerts/fixtures";
import type { PacketRow, Snapshot, SourceRow } from "../ipc";
import { createStore } from "../store";
import { FilterControl, MAX_STEPS, type Narrowing, NO_FILTER, textChanged, toggledTerm } from "./control";
import { episodePasses, narrow, shownBy } from "./narrow";
import { parseFilter } from "./parse";

const expression = (text: string) => parseFilter(text).expression;
const source = (ip: string, tcp: number, udp: number): SourceRow => ({
  ...{ ip, packets: tcp + udp, bytes: 100, tcp, udp, icmp: 0, other: 0, firstMs: 0, lastMs: 0 },
});
const packet = (id: number, source: string, port: number): PacketRow => ({
  id,
  timeUs: id * 1_000_000,
  source,
  destination: "192.168.1.5",
  sourcePort: 50_000,
  destinationPort: port,
  protocol: "tcp",
  name: "TCP",
  length: 60,
  info: "",
});
const anomaly = { ip: "10.0.0.1", protocol: "tcp", count: 9, threshold: 5, firstMs: 0 };
const snapshot = {
  attacks: [{ protocol: "tcp", startMs: 0, intervalS: 5, packets: 9, threshold: 5, inProgress: false }],
  anomalies: [anomaly, { ...anomaly, ip: "192.168.1.9" }],
  sources: {
    rows: [source("10.0.0.1", 5, 3), source("192.168.1.9", 2, 0)],
    others: { count: 4, packets: 7, bytes: 1, tcp: 7, udp: 0, icmp: 0, other: 0 },
    distinct: 6,
    exact: true,
  },
  takenMs: 10_000,
  episodes: [],
  recent: [packet(1, "10.0.0.1", 443), packet(2, "192.168.1.9", 80)],
} as unknown as Snapshot;

describe("a narrowed snapshot", () => {
  it("is the same object without a filter", () => expect(narrow(snapshot, null, null)).toBe(snapshot));

  it("has only the wanted sources, and nobody of whom nothing is known", () => {
    const { sources, anomalies, recent } = narrow(snapshot, expression("src 10.0.0.0/8"), null);
    expect(sources.rows.map((row) => row.ip)).toEqual(["10.0.0.1"]);
    expect([sources.others.packets, anomalies.length, recent.map((p) => p.id)]).toEqual([0, 1, [1]]);
  });

  it("counts only the wanted protocol of a source", () => {
    const { sources } = narrow(snapshot, expression("proto udp"), null);
    expect(sources.rows.map((row) => [row.ip, row.packets])).toEqual([["10.0.0.1", 3]]);
    expect(sources.others.packets).toBe(7);
  });

  it("knows that limits judge ARP with the others, and that sources have none of it", () => {
    const gre = { ...source("10.0.0.7", 0, 0), other: 4, packets: 4 };
    const hit = { protocol: "other", startMs: 0, intervalS: 5, packets: 9, threshold: 5, inProgress: false } as const;
    const some = { ...snapshot, attacks: [hit], sources: { ...snapshot.sources, rows: [gre] } };
    const left = (text: string) => {
      const { attacks, sources } = narrow(some, expression(text), null);
      return [attacks.length, sources.rows.length];
    };
    expect([left("proto arp"), left("proto arp and src 10.0.0.7"), left("proto tcp")]).toEqual([
      [1, 0],
      [1, 0],
      [0, 0],
    ]);
    expect([left("proto other"), left("proto gre")]).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it("keeps a source whose ports nobody knows, and its packets one by one", () => {
    const { sources, recent } = narrow(snapshot, expression("port 443"), null);
    expect([sources.rows.length, recent.map((p) => p.id)]).toEqual([2, [1]]);
  });

  it("with a finer name keeps the class that it may be in", () => {
    const shown = [true, true, true, true, true];
    expect(shownBy(expression("proto lldp"), shown)).toEqual(shown);
    expect(shownBy(expression("proto tcp"), shown)).toEqual([true, false, false, false, false]);
    expect(shownBy(expression("not proto tcp"), shown)).toEqual([false, true, true, true, true]);
  });

  it("has only what lies in the marked stretch of time", () => {
    const { recent, attacks } = narrow(snapshot, null, [1500, 9000]);
    expect([recent.map((p) => p.id), attacks.length]).toEqual([[2], 1]);
    expect(narrow(snapshot, null, [5000, 9000]).attacks).toEqual([]);
  });
});

describe("a part of the filter", () => {
  it("is added by a click and taken away by the next one", () => {
    const once = toggledTerm(NO_FILTER, "src 10.0.0.1");
    const twice = toggledTerm(once, "not proto tcp");
    expect(twice.text).toBe("src 10.0.0.1 and not proto tcp");
    expect(toggledTerm(twice, "src 10.0.0.1").text).toBe("not proto tcp");
    expect(toggledTerm(once, "src 10.0.0.1").expression).toBeNull();
  });

  it("goes on beside an *or*", () =>
    expect(toggledTerm(textChanged(NO_FILTER, "proto tcp or proto udp"), "src 10.0.0.1").text).toBe(
      "(proto tcp or proto udp) and src 10.0.0.1",
    ));

  it("that cannot be read leaves the last good filter in force", () => {
    const before = textChanged(NO_FILTER, "proto tcp");
    const after = textChanged(before, "proto tcp and");
    expect(after.expression).toBe(before.expression);
    expect(after.mistake).toMatchObject({ what: "field" });
  });
});

describe("an alert", () => {
  const alert = episode({ startMs: 5000, endMs: 8000, source: "10.0.0.1", victim: "192.168.1.5", port: 443 });
  const passes = (text: string, over: Partial<typeof alert> = {}) =>
    episodePasses({ ...alert, ...over }, expression(text), null, 9000);

  it("follows the addresses, the ports and the protocol of the filter", () => {
    const texts = ["src 10.0.0.1", "host 192.168.1.5", "dst 192.168.1.0/24 and port 443", "proto tcp", "sport 5"];
    expect(texts.map((text) => passes(text))).toEqual([true, true, true, true, true]);
    expect(["src 10.0.0.2", "dst 10.0.0.1", "dport 80", "proto udp"].map((text) => passes(text))).toEqual(
      [false, false, false, false],
    );
  });

  it("from forged addresses is of no source, and a sweep may be of any victim", () => {
    expect([passes("src 10.0.0.1", { source: null }), passes("not src 10.0.0.1", { source: null })]).toEqual([false, true]);
    expect([passes("dst 10.9.9.9", { victim: null }), passes("dport 80", { port: null })]).toEqual([true, true]);
  });

  it("is shown when it went on within the marked stretch of time, and an open one goes on", () => {
    const during = (from: number, to: number, endMs: number | null) =>
      episodePasses({ ...alert, endMs }, null, [from, to], 9000);
    expect([during(0, 5000, 8000), during(0, 5001, 8000), during(8000, 9000, 8000), during(8001, 9000, 8000)]).toEqual(
      [false, true, true, false],
    );
    expect(during(8001, 9000, null)).toBe(true);
  });
});

describe("what is in force", () => {
  const control = () => {
    const store = createStore<Narrowing>({ filter: NO_FILTER, stretch: null });
    const { write, toggle, mark, clear, back, forward } = new FilterControl(store);
    const now = () => [store.get().filter.text, store.get().stretch];
    return { write, toggle, mark, clear, back, forward, now };
  };

  it("is taken back step by step, with the marked stretch, and forward again", () => {
    const { toggle, mark, clear, back, forward, now } = control();
    toggle("src 10.0.0.1");
    mark([1, 2]);
    clear();
    expect(now()).toEqual(["", null]);
    expect([back(), now()]).toEqual([true, ["src 10.0.0.1", [1, 2]]]);
    expect([back(), now()]).toEqual([true, ["src 10.0.0.1", null]]);
    expect([forward(), now()]).toEqual([true, ["src 10.0.0.1", [1, 2]]]);
    toggle("src 10.0.0.1");
    expect([forward(), back(), now()]).toEqual([false, true, ["src 10.0.0.1", [1, 2]]]);
  });

  it("changes by what can be read, not by each letter, and the steps are bounded", () => {
    const { write, back, now } = control();
    for (const text of ["p", "pr", "proto", "proto tcp", "proto tcp ", "proto tcp a"]) write(text);
    expect([back(), now(), back()]).toEqual([true, ["proto", null], false]);
    for (let port = 0; port < MAX_STEPS * 2; port += 1) write(`port ${port}`);
    let steps = 0;
    while (back()) steps += 1;
    expect(steps).toBe(MAX_STEPS);
  });
});
