import { describe, expect, it } from "vitest";
import { row } from "./fixtures";
import { mutable } from "./mute-menu";

const names = (over: Parameters<typeof row>[0]) => mutable(row(over)).map(({ name }) => name);

describe("what can be muted", () => {
  it("of a flood is its victim first, and a source only where there is one", () => {
    expect(names({ source: "10.64.0.1", attribution: "few" })).toEqual([
      "SYN flood with 192.168.1.5",
      "every SYN flood",
      "everything with 192.168.1.5",
      "everything in 192.168.1.0/24",
    ]);
    expect(names({ source: "10.64.0.1", attribution: "single" })).toContain("SYN flood with 10.64.0.1");
  });

  it("of a scan is the scanner first", () =>
    expect(names({ kind: "port_scan", source: "203.0.113.7", attribution: "single" })[0]).toBe(
      "Port scan with 203.0.113.7",
    ));

  it("of a sweep, which has no victim, is who does it", () =>
    expect(names({ kind: "host_sweep", victim: null, source: "192.168.1.5", attribution: "unknown" })[0]).toBe(
      "Host sweep with 192.168.1.5",
    ));

  it("of what has no address is its kind", () =>
    expect(names({ kind: "volume", victim: null, port: null })).toEqual(["every Unusual volume"]));
});
