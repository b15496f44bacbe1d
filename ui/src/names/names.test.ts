import { describe, expect, it, vi } from "vitest";
import { fakeNames } from "../dev/names";
import type { AddressNames } from "../ipc";
import { Names } from "./names";
import { nameText, namesTitle, placeText, whoText } from "./words";

const settle = () => new Promise((done) => setTimeout(done, 0));

function book(over: Partial<typeof fakeNames> = {}, now = { ms: 0 }) {
  const getNames = vi.fn(over.getNames ?? fakeNames.getNames);
  return { getNames, now, names: new Names({ ...fakeNames, ...over, getNames }, () => now.ms) };
}

const nobody: AddressNames = {
  ip: "192.0.2.1",
  kind: "public",
  country: null,
  asn: null,
  organisation: null,
  mac: null,
  vendor: null,
  privateMac: false,
  host: null,
  programs: [],
  pending: false,
};

describe("the book of names", () => {
  it("asks for each address once while its name is fresh", async () => {
    const { names, getNames, now } = book();
    names.want(["192.168.1.1", "8.8.8.8"]);
    await settle();
    names.want(["192.168.1.1", "8.8.8.8"]);
    await settle();
    expect(getNames.mock.calls).toEqual([[["192.168.1.1", "8.8.8.8"]]]);
    now.ms = 31_000;
    names.want(["8.8.8.8"]);
    await settle();
    expect(getNames.mock.calls.length).toBe(2);
    expect(names.of("8.8.8.8")?.country).toBe("NL");
  });

  it("asks again soon for a host name that is still asked for", async () => {
    const getNames = (ips: string[]) => Promise.resolve(ips.map((ip) => ({ ...nobody, ip, pending: true })));
    const { names, getNames: asked, now } = book({ getNames });
    names.want(["192.0.2.1"]);
    await settle();
    now.ms = 2000;
    names.want(["192.0.2.1"]);
    await settle();
    expect(asked.mock.calls.length).toBe(2);
  });

  it("asks for no more than the core answers, and keeps no more than it may", async () => {
    const { names, getNames } = book();
    const ips = Array.from({ length: 5000 }, (_, n) => `10.0.${n >> 8}.${n & 255}`);
    names.want(ips);
    await settle();
    expect(Math.max(...getNames.mock.calls.map(([some]) => some.length))).toBe(512);
    expect(ips.filter((ip) => names.of(ip) !== undefined).length).toBe(4096);
  });

  it("goes on after a failure", async () => {
    const getNames = vi.fn().mockRejectedValueOnce(new Error("shutting down")).mockImplementation(fakeNames.getNames);
    const { names } = book({ getNames });
    names.want(["8.8.8.8"]);
    await settle();
    names.want(["8.8.8.8"]);
    await settle();
    expect(names.of("8.8.8.8")?.asn).toBe(64_500);
  });

  it("knows a service by the lower of two known ports", async () => {
    const { names } = book();
    names.begin();
    await settle();
    expect(names.service("tcp", [51_000, 443])).toBe("https");
    expect(names.service("udp", [443, 53])).toBe("dns");
    expect([names.service("tcp", [51_000, 51_001]), names.service("tcp", [null, null])]).toEqual(["", ""]);
  });
});

describe("names in words", () => {
  it("prefer the host name to the vendor, and end with the programs", () => {
    expect(nameText({ ...nobody, vendor: "Maker" })).toBe("Maker");
    expect(nameText({ ...nobody, host: "a.example", vendor: "Maker", programs: ["curl"] })).toBe("a.example · curl");
    expect(nameText({ ...nobody, kind: "own", vendor: "Maker" })).toBe("this machine");
    expect(nameText(undefined)).toBe("");
  });
  it("say where a public address belongs, and of others what they are for", () => {
    expect(placeText({ ...nobody, country: "NL", asn: 64_500, organisation: "Net" })).toBe("NL · AS64500 Net");
    expect(placeText({ ...nobody, asn: 64_500 })).toBe("AS64500");
    expect([placeText(nobody), placeText({ ...nobody, kind: "multicast" })]).toEqual(["", "multicast"]);
  });
  it("stand together in one cell, each once", () => {
    expect(whoText({ ...nobody, kind: "private", vendor: "Maker" })).toBe("Maker · private network");
    expect(whoText({ ...nobody, kind: "own" })).toBe("this machine");
  });
  it("show what is meant to deceive as what it is", () => {
    const host = "a\u202Emoc.b\n<img src=x onerror=x>";
    expect(nameText({ ...nobody, host })).toBe("a\\u202Emoc.b\\u000A<img src=x onerror=x>");
    expect(namesTitle({ ...nobody, host }).split("\n").length).toBe(1);
  });
});
