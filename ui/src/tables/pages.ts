// The pages of a long table that are in view: asked for as they are scrolled to, and anew when the question changes.

/** What the core answers at least. */
export interface Page<T> {
  /** The list that it is of. */
  list: number;
  rows: readonly T[];
  found: number;
}

/** A part of a question: the same for every table. */
export interface Part {
  list: number | null;
  offset: number;
  count: number;
}

/** Rows of a page: some screens. */
export const PAGE = 100;
/** Pages that are kept: what one scrolls back to is there. */
export const MAX_PAGES = 20;

export class Pages<T, P extends Page<T>> {
  /** The newest answer: its totals are those of the list. */
  latest: P | null = null;
  failed = false;
  private pages = new Map<number, readonly T[]>();
  /** Answers to the newest question, until all that is in view is there. */
  private next = new Map<number, P>();
  private stale = true;
  private list: number | null = null;
  private range: readonly [number, number] = [0, 0];
  private ask: ((part: Part) => Promise<P>) | null = null;
  /** Rises with each question: late answers to an older one are dropped. */
  private turn = 0;
  private busy = false;
  private version = 0;
  private hearers = new Set<() => void>();

  subscribe = (hear: () => void): (() => void) => {
    this.hearers.add(hear);
    return () => void this.hearers.delete(hear);
  };

  /** Rises when something came. */
  getVersion = (): number => this.version;

  /** Another question, or the same of newer numbers; `sameList`: of those that were asked before. */
  renew(ask: (part: Part) => Promise<P>, sameList: boolean): void {
    this.ask = ask;
    this.turn += 1;
    this.stale = true;
    this.next.clear();
    if (!sameList) this.list = null;
    void this.work();
  }

  /** These rows are in view. */
  want(from: number, to: number): void {
    if (from === this.range[0] && to === this.range[1]) return;
    this.range = [from, to];
    void this.work();
  }

  at = (place: number): T | undefined => this.pages.get(Math.floor(place / PAGE))?.[place % PAGE];

  /** The rows that are here, in order. */
  *rows(): Generator<[number, T]> {
    for (const page of [...this.pages.keys()].sort((a, b) => a - b))
      for (const [i, row] of (this.pages.get(page) ?? []).entries()) yield [page * PAGE + i, row];
  }

  private missing(): number | null {
    const known = this.stale ? this.next : this.pages;
    const found = this.stale ? ([...this.next.values()][0]?.found ?? Infinity) : (this.latest?.found ?? 0);
    const last = Math.min(this.range[1], Math.max(0, found - 1));
    // A list that became shorter is looked at from its new end.
    for (let page = Math.floor(Math.min(this.range[0], last) / PAGE); page <= Math.floor(last / PAGE); page += 1)
      if (!known.has(page)) return page;
    return null;
  }

  private async work(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    for (let page = this.missing(); page !== null && this.ask !== null; page = this.missing()) {
      const { turn } = this;
      try {
        const answer = await this.ask({ list: this.list, offset: page * PAGE, count: PAGE });
        if (turn === this.turn) this.take(page, answer);
      } catch {
        if (turn !== this.turn) continue;
        this.failed = true;
        this.changed();
        break;
      }
    }
    this.busy = false;
  }

  private take(page: number, answer: P): void {
    this.failed = false;
    this.list = answer.list;
    if (!this.stale) this.keep(page, answer.rows);
    else {
      this.next.set(page, answer);
      if (this.missing() !== null) return;
      // All at once, so that no row is seen twice or not at all.
      this.stale = false;
      this.pages = new Map([...this.next].map(([at, { rows }]) => [at, rows]));
      this.next.clear();
    }
    this.latest = answer;
    this.changed();
  }

  private keep(page: number, rows: readonly T[]): void {
    this.pages.set(page, rows);
    const middle = (this.range[0] + this.range[1]) / 2 / PAGE;
    while (this.pages.size > MAX_PAGES) {
      const farthest = [...this.pages.keys()].reduce((a, b) => (Math.abs(a - middle) > Math.abs(b - middle) ? a : b));
      this.pages.delete(farthest);
    }
  }

  private changed(): void {
    this.version += 1;
    for (const hear of this.hearers) hear();
  }
}
