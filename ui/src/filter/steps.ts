// The filter as the core takes it: in postfix order, with networks that need no reading.
import type { FilterStep } from "../ipc";
import type { Expression } from "./expression";
import type { Network } from "./network";

export function stepsOf(expression: Expression | null): FilterStep[] {
  if (expression === null) return [];
  switch (expression.kind) {
    case "and":
    case "or":
      return [...stepsOf(expression.left), ...stepsOf(expression.right), { kind: expression.kind }];
    case "not":
      return [...stepsOf(expression.of), { kind: "not" }];
    case "proto":
      return [{ kind: "proto", name: expression.name }];
    case "src":
    case "dst":
    case "host":
      return [{ kind: expression.kind, network: plain(expression.network) }];
    default: {
      const [from, to] = expression.ports;
      return [{ kind: expression.kind, from, to }];
    }
  }
}

/** A zone (`%eth0`) is no part of an address in a packet. */
const plain = ({ address, bits }: Network): string => `${address.toString().replace(/%.*$/, "")}/${bits}`;
