// The filter and the stretch of time in force, and how they change.
import type { Store } from "../store";
import { conjuncts, type Expression, written } from "./expression";
import type { Stretch } from "./narrow";
import { type Mistake, parseFilter } from "./parse";

export interface Filter {
  /** What stands in the box. */
  text: string;
  /** In force: the last text that could be read. */
  expression: Expression | null;
  /** Why the text in the box is not the one in force. */
  mistake: Mistake | null;
}

export const NO_FILTER: Filter = { text: "", expression: null, mistake: null };

export interface Narrowing {
  filter: Filter;
  /** A stretch of time that was marked in a chart. */
  stretch: Stretch | null;
}

const KEPT_AS = "weir.filter";

/** The filter of the last time; none where the web view keeps nothing. */
export function keptFilter(): Filter {
  try {
    return textChanged(NO_FILTER, localStorage.getItem(KEPT_AS) ?? "");
  } catch {
    return NO_FILTER;
  }
}

/** A new text in the box: in force as soon as it can be read. */
export function textChanged(before: Filter, text: string): Filter {
  const { expression, mistake } = parseFilter(text);
  return { text, expression: mistake === null ? expression : before.expression, mistake };
}

/** With a part added, or taken away when it is there already. */
export function toggledTerm(before: Filter, term: string): Filter {
  const parts = before.expression === null ? [] : conjuncts(before.expression);
  const texts = parts.map((part) => (part.kind === "or" ? `(${written(part)})` : written(part)));
  const rest = texts.filter((text) => text !== term);
  return textChanged(before, (rest.length < texts.length ? rest : [...texts, term]).join(" and "));
}

/** Steps that can be taken back. */
export const MAX_STEPS = 50;

export class FilterControl {
  private past: Narrowing[] = [];
  private future: Narrowing[] = [];

  constructor(private readonly store: Store<Narrowing>) {}

  write = (text: string): void => this.change({ filter: textChanged(this.store.get().filter, text) });
  toggle = (term: string): void => this.change({ filter: toggledTerm(this.store.get().filter, term) });
  mark = (stretch: Stretch | null): void => this.change({ stretch });

  /** Everything is shown again. Says whether there was anything to clear. */
  clear = (): boolean => {
    const { filter, stretch } = this.store.get();
    if (filter.text === "" && filter.expression === null && stretch === null) return false;
    this.change({ filter: NO_FILTER, stretch: null });
    return true;
  };

  /** What was in force before the last change. Says whether there was one. */
  back = (): boolean => this.step(this.past, this.future);

  /** Takes that back. */
  forward = (): boolean => this.step(this.future, this.past);

  private step(from: Narrowing[], to: Narrowing[]): boolean {
    const next = from.pop();
    if (next === undefined) return false;
    to.push(this.now());
    this.put(next);
    return true;
  }

  private now(): Narrowing {
    const { filter, stretch } = this.store.get();
    return { filter, stretch };
  }

  private change(patch: Partial<Narrowing>): void {
    const before = this.now();
    const after = { ...before, ...patch };
    // What is only typed and not in force is no step.
    if (inForce(after) !== inForce(before)) {
      this.past = [...this.past, before].slice(-MAX_STEPS);
      this.future = [];
    }
    this.put(after);
  }

  private put(next: Narrowing): void {
    this.store.set(next);
    const { filter } = next;
    try {
      if (filter.mistake === null) localStorage.setItem(KEPT_AS, filter.text);
    } catch {
      // A filter that is not kept is written again.
    }
  }
}

const inForce = ({ filter, stretch }: Narrowing): string =>
  `${filter.expression === null ? "" : written(filter.expression)} ${stretch?.join() ?? ""}`;
