import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conjuncts, type Expression, type Facts, judge, written } from "./expression";
import { networkOf } from "./network";
import { MOST_CHARACTERS, nextWords, parseFilter } from "./parse";

const read = (text: string): Expression => {
  const { expression, mistake } = parseFilter(text);
  if (expression === null) throw new Error(`${text}: ${JSON.stringify(mistake)}`);
  return expression;
};

const packet: Facts = {
  protocols: ["tcp"],
  source: "10.1.2.3",
  destination: "192.168.1.5",
  sourcePort: 40_112,
  destinationPort: 443,
};

describe("a filter", () => {
  it.each([
    ["proto tcp", true],
    ["PROTO TCP", true],
    ["proto tcp and src 10.0.0.0/8 and not port 443", false],
    ["proto tcp src 10.0.0.0/8 not port 80", true],
    ["proto udp or dst 192.168.1.5", true],
    ["host 192.168.1.0/24 && !(sport 443 || dport 80-90)", true],
    ["not not proto tcp", true],
    ["proto udp and proto tcp or port 443", true],
    ["proto udp and (proto tcp or port 443)", false],
    ["src 2001:db8::/32", false],
    ["port 0-65535", true],
  ])("%s says %j of a packet", (text, verdict) => expect(judge(read(text), packet)).toBe(verdict));

  it.each([
    ["proto", "value", 5],
    ["proto and", "value", 6],
    ["src 10.0.0.0/33", "address", 4],
    ["src 10.1", "address", 4],
    ["port 70000", "port", 5],
    ["port 90-80", "port", 5],
    ["proto tcp and", "field", 13],
    ["tcp", "field", 0],
    ["proto tcp 443", "unexpected", 10],
    ["(proto tcp", "close", 10],
    ["proto tcp)", "unexpected", 9],
    ["proto <b>", "protocol", 6],
    ["(".repeat(60), "unexpected", 50],
    ["proto tcp ".repeat(60), "tooLong", MOST_CHARACTERS],
  ])("%s is wrong: %s at %d", (text, what, at) => expect(parseFilter(text).mistake).toMatchObject({ what, at }));

  it("that is empty lets everything pass", () =>
    expect(parseFilter("  ")).toEqual({ expression: null, mistake: null }));

  it("does not know what it was not told", () => {
    const source: Facts = { protocols: ["tcp"], source: "10.1.2.3" };
    expect([judge(read("port 443"), source), judge(read("port 443 or src 10.0.0.0/8"), source)]).toEqual([null, true]);
    expect(judge(read("port 443 and proto udp"), source)).toBe(false);
  });

  it("falls into the parts that are joined by and", () =>
    expect(conjuncts(read("proto tcp and (src 10.0.0.1 or dst 10.0.0.2) and not port 80")).map(written)).toEqual([
      "proto tcp",
      "src 10.0.0.1 or dst 10.0.0.2",
      "not port 80",
    ]));

  it("is completed as its grammar has it", () => {
    expect(nextWords("").words).toEqual(["not", "proto", "src", "dst", "host", "port", "sport", "dport"]);
    expect(nextWords("pro")).toMatchObject({ begun: "pro", field: null });
    expect(nextWords("proto t")).toMatchObject({ begun: "t", field: "proto", words: [] });
    expect(nextWords("proto tcp ").words).toEqual(expect.arrayContaining(["and", "or", "not", "src"]));
  });
});

// --- Any filter: written, read again, and judged by another way of judging --------------------------------------------

const byte = fc.integer({ min: 0, max: 255 });
const ip = fc.tuple(fc.constantFrom(10, 192), fc.constantFrom(0, 1), byte, byte).map((parts) => parts.join("."));
const leaf = fc.oneof(
  fc.constantFrom("tcp", "udp", "icmp").map((name): Expression => ({ kind: "proto", name })),
  fc
    .tuple(fc.constantFrom("src", "dst", "host"), ip, fc.integer({ min: 0, max: 32 }))
    .map(([kind, address, bits]): Expression => {
      const network = networkOf(`${address}/${bits}`);
      if (network === null) throw new Error("not a network");
      return { kind: kind as "src", network };
    }),
  fc
    .tuple(fc.constantFrom("port", "sport", "dport"), fc.nat(5), fc.nat(5))
    .map(([kind, a, b]): Expression => ({ kind: kind as "port", ports: [Math.min(a, b), Math.max(a, b)] })),
);
const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.record({
      kind: fc.constantFrom("and" as const, "or" as const),
      left: tie("expression"),
      right: tie("expression"),
    }),
    fc.record({ kind: fc.constant("not" as const), of: tie("expression") }),
  ),
}));
const anyPacket = fc.record({
  proto: fc.constantFrom("tcp", "udp"),
  src: ip,
  dst: ip,
  sport: fc.nat(6),
  dport: fc.nat(6),
});

/** The same language once more, with arithmetic instead of a library, and two values instead of three. */
function evaluate(
  e: Expression,
  p: { proto: string; src: string; dst: string; sport: number; dport: number },
): boolean {
  const number = (text: string) => text.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const lies = (text: string, network: string) => {
    const [base = "", bits = "32"] = network.split("/");
    const size = 2 ** (32 - Number(bits));
    return Math.floor(number(text) / size) === Math.floor(number(base) / size);
  };
  const among = (port: number, [from, to]: readonly [number, number]) => from <= port && port <= to;
  const either = (kind: string, one: string, ...[a, b]: [boolean, boolean]) => (kind === one ? a : b);
  switch (e.kind) {
    case "and":
      return evaluate(e.left, p) && evaluate(e.right, p);
    case "or":
      return evaluate(e.left, p) || evaluate(e.right, p);
    case "not":
      return !evaluate(e.of, p);
    case "proto":
      return p.proto === e.name;
    case "src":
    case "dst":
    case "host": {
      const [src, dst] = [lies(p.src, e.network.text), lies(p.dst, e.network.text)];
      return e.kind === "host" ? src || dst : either(e.kind, "src", src, dst);
    }
    default: {
      const [sport, dport] = [among(p.sport, e.ports), among(p.dport, e.ports)];
      return e.kind === "port" ? sport || dport : either(e.kind, "sport", sport, dport);
    }
  }
}

const depthOf = (text: string) => text.split("(").length - 1;

describe("any filter", () => {
  it("that is written and read again judges every packet alike, as another evaluator does", () => {
    fc.assert(
      fc.property(expression, anyPacket, (e, p) => {
        const text = written(e);
        fc.pre(text.length <= MOST_CHARACTERS && depthOf(text) <= 50);
        const facts: Facts = {
          protocols: [p.proto],
          source: p.src,
          destination: p.dst,
          sourcePort: p.sport,
          destinationPort: p.dport,
        };
        expect(judge(read(text), facts)).toBe(evaluate(e, p));
        expect(written(read(text))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it("that knows less never says the opposite", () => {
    fc.assert(
      fc.property(expression, anyPacket, (e, p) => {
        const verdict = judge(e, { protocols: [p.proto], source: p.src });
        if (verdict !== null) expect(verdict).toBe(evaluate(e, p));
      }),
    );
  });

  it("of any characters is read or refused at a place in the text, and never throws", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        const { mistake } = parseFilter(text);
        if (mistake !== null) expect(mistake.at).toBeLessThanOrEqual(text.length);
        expect(nextWords(text).words).toBeInstanceOf(Array);
      }),
    );
  });
});
