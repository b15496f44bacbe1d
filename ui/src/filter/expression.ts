// A filter after it was read, and what it says of something of which not everything is known.
import { contains, type Network } from "./network";

export const FIELDS = ["proto", "src", "dst", "host", "port", "sport", "dport"] as const;
export type Field = (typeof FIELDS)[number];

/** Ports from, to; both belong to it. */
export type Ports = readonly [number, number];

export type Expression =
  | { kind: "and" | "or"; left: Expression; right: Expression }
  | { kind: "not"; of: Expression }
  | { kind: "proto"; name: string }
  | { kind: "src" | "dst" | "host"; network: Network }
  | { kind: "port" | "sport" | "dport"; ports: Ports };

/** What is known of a packet, or of many together: `undefined` is not known, `null` is known to be absent. */
export interface Facts {
  /** Names in lower case that it goes by: its class and its finer name. */
  protocols?: readonly string[];
  source?: string | null;
  destination?: string | null;
  sourcePort?: number | null;
  destinationPort?: number | null;
}

/** Whether it passes; `null` when what is known does not tell. */
export type Verdict = boolean | null;

/** Three-valued: unknown *and* false is false, unknown *or* true is true (Kleene). */
export function judge(expression: Expression, facts: Facts): Verdict {
  switch (expression.kind) {
    case "and":
      return both(judge(expression.left, facts), judge(expression.right, facts));
    case "or":
      return either(judge(expression.left, facts), judge(expression.right, facts));
    case "not": {
      const verdict = judge(expression.of, facts);
      return verdict === null ? null : !verdict;
    }
    case "proto":
      return facts.protocols === undefined ? null : facts.protocols.includes(expression.name);
    case "src":
      return address(facts.source, expression.network);
    case "dst":
      return address(facts.destination, expression.network);
    case "host":
      return either(address(facts.source, expression.network), address(facts.destination, expression.network));
    case "sport":
      return port(facts.sourcePort, expression.ports);
    case "dport":
      return port(facts.destinationPort, expression.ports);
    case "port":
      return either(port(facts.sourcePort, expression.ports), port(facts.destinationPort, expression.ports));
  }
}

const both = (a: Verdict, b: Verdict): Verdict =>
  a === false || b === false ? false : a === null || b === null ? null : true;
const either = (a: Verdict, b: Verdict): Verdict =>
  a === true || b === true ? true : a === null || b === null ? null : false;

const address = (text: string | null | undefined, network: Network): Verdict =>
  text === undefined ? null : text !== null && contains(network, text);

const port = (number: number | null | undefined, [from, to]: Ports): Verdict =>
  number === undefined ? null : number !== null && number >= from && number <= to;

/** The parts that are joined by *and*: each can be taken away alone. */
export const conjuncts = (expression: Expression): Expression[] =>
  expression.kind === "and" ? [...conjuncts(expression.left), ...conjuncts(expression.right)] : [expression];

/** The filter as text that reads back as the same filter. */
export function written(expression: Expression): string {
  switch (expression.kind) {
    case "and":
    case "or":
      return `${inside(expression.left, expression.kind)} ${expression.kind} ${inside(expression.right, expression.kind, true)}`;
    case "not":
      return `not ${inside(expression.of, "not")}`;
    case "proto":
      return `proto ${expression.name}`;
    case "src":
    case "dst":
    case "host":
      return `${expression.kind} ${expression.network.text}`;
    default: {
      const [from, to] = expression.ports;
      return `${expression.kind} ${from === to ? from : `${from}-${to}`}`;
    }
  }
}

const RANK = { or: 1, and: 2, not: 3 };

/** In brackets where it binds more loosely than what it stands in, or as loosely on the right. */
function inside(part: Expression, within: "and" | "or" | "not", right = false): string {
  const rank = part.kind === "and" || part.kind === "or" || part.kind === "not" ? RANK[part.kind] : 4;
  return rank < RANK[within] || (right && rank === RANK[within]) ? `(${written(part)})` : written(part);
}
