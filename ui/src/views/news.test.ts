import { describe, expect, it } from "vitest";
import type { AttackRow, EpisodeRow } from "../ipc";
import { newsOf } from "./news";

const hit = (protocol: AttackRow["protocol"], startS: number): AttackRow => ({
  protocol,
  startMs: startS * 1000,
  intervalS: 5,
  packets: 900,
  threshold: 500,
  inProgress: false,
});
const news = (attacks: AttackRow[], episodes: Partial<EpisodeRow>[] = []) =>
  newsOf({ attacks, episodes: episodes as EpisodeRow[], traffic: { toMs: 20_000 } as never });

describe("what the chart of attacks shows at once", () => {
  it("is a limit that is reached, and not that it is still exceeded", () => {
    const began = news([hit("tcp", 0)]);
    expect(news([hit("tcp", 0), hit("tcp", 5)])).toBe(began);
    expect(news([hit("tcp", 0), hit("udp", 5)])).not.toBe(began);
    expect(news([hit("tcp", 0), hit("tcp", 10)])).not.toBe(began);
  });

  it("is an episode that begins or ends, and not that it grows", () => {
    const open = news([], [{ id: 1, endMs: null, packets: 10 }]);
    expect(news([], [{ id: 1, endMs: null, packets: 90 }])).toBe(open);
    expect(news([], [{ id: 1, endMs: 9000, packets: 10 }])).not.toBe(open);
    expect(news([], [{ id: 1, endMs: null }, { id: 2, endMs: null }])).not.toBe(open);
  });
});
