import { describe, expect, it } from "vitest";
import { MAX_PAGES, PAGE, type Page, Pages, type Part } from "./pages";

/** A core of `length` numbers; each new list begins one higher. */
function core(length: number) {
  const asked: Part[] = [];
  let lists = 0;
  const ask = (part: Part): Promise<Page<number>> => {
    asked.push(part);
    const list = part.list ?? (lists += 1);
    const count = Math.max(0, Math.min(part.count, length - part.offset));
    const rows = Array.from({ length: count }, (_, i) => list * 1_000_000 + part.offset + i);
    return Promise.resolve({ list, rows, found: length });
  };
  return { ask, asked, shorten: (to: number) => (length = to) };
}
const settle = async () => {
  for (let i = 0; i < 50; i += 1) await Promise.resolve();
};

describe("the pages of a table", () => {
  it("are asked for when they come into view, all of one list", async () => {
    const { ask, asked } = core(50_000);
    const pages = new Pages<number, Page<number>>();
    pages.renew(ask, false);
    pages.want(0, 30);
    await settle();
    expect([pages.at(0), pages.at(30), pages.latest?.found]).toEqual([1_000_000, 1_000_030, 50_000]);
    pages.want(49_950, 49_999);
    expect(pages.at(49_999)).toBeUndefined();
    await settle();
    expect(pages.at(49_999)).toBe(1_049_999);
    expect(asked.map(({ list, offset }) => [list, offset])).toEqual([
      [null, 0],
      [1, 49_900],
    ]);
  });

  it("of two lists are never mixed: the old rows stay until all that is in view came", async () => {
    const { ask } = core(1000);
    const answers: (() => void)[] = [];
    const slow = async (part: Part) => {
      await new Promise<void>((done) => answers.push(done));
      return ask(part);
    };
    const pages = new Pages<number, Page<number>>();
    pages.want(PAGE - 10, PAGE + 10);
    pages.renew(ask, false);
    await settle();
    pages.renew(slow, false);
    await settle();
    answers.shift()?.();
    await settle();
    expect([pages.at(PAGE - 1), pages.at(PAGE)]).toEqual([1_000_000 + PAGE - 1, 1_000_000 + PAGE]);
    answers.shift()?.();
    await settle();
    expect([pages.at(PAGE - 1), pages.at(PAGE)]).toEqual([2_000_000 + PAGE - 1, 2_000_000 + PAGE]);
  });

  it("drop a late answer to an older question", async () => {
    const { ask } = core(10);
    let late: (page: Page<number>) => void = () => undefined;
    const pages = new Pages<number, Page<number>>();
    pages.renew(() => new Promise((done) => (late = done)), false);
    pages.renew(ask, false);
    late({ list: 99, rows: [-1], found: 1 });
    await settle();
    expect([pages.at(0), pages.latest?.found]).toEqual([1_000_000, 10]);
  });

  it("stay in one list while the window is paused, and are looked at from a new end", async () => {
    const { ask, asked, shorten } = core(1000);
    const pages = new Pages<number, Page<number>>();
    pages.want(900, 930);
    pages.renew(ask, false);
    await settle();
    shorten(5);
    pages.renew(ask, true);
    await settle();
    expect(asked.map(({ list, offset }) => [list, offset])).toEqual([
      [null, 900],
      [1, 900],
      [1, 0],
    ]);
    expect([pages.latest?.found, pages.at(4), pages.at(900)]).toEqual([5, 1_000_004, undefined]);
  });

  it("are bounded", async () => {
    const { ask } = core(1_000_000);
    const pages = new Pages<number, Page<number>>();
    pages.renew(ask, false);
    for (let page = 0; page < MAX_PAGES * 2; page += 1) {
      pages.want(page * PAGE, page * PAGE + 10);
      await settle();
    }
    expect([...pages.rows()].length).toBe(MAX_PAGES * PAGE);
  });

  it("say that they failed, and go on with the next question", async () => {
    const { ask } = core(3);
    const pages = new Pages<number, Page<number>>();
    pages.renew(() => Promise.reject(new Error("shutting down")), false);
    await settle();
    expect(pages.failed).toBe(true);
    pages.renew(ask, false);
    await settle();
    expect([pages.failed, pages.at(2)]).toEqual([false, 1_000_002]);
  });
});
