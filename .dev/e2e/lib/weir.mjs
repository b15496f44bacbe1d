// The window of Weir, in the words of a test: what it says, what its tables hold, what can be clicked.

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { until } from "./process.mjs";

// A number may take one tick, one pulse and one drawing to appear; a busy machine makes them slow.
const SOON_MS = 20_000;
// Rows that were scrolled to are there after a frame or two.
const DRAWING_MS = 120;

export class Weir {
  /** `find(name)` gives the number of a process of the app. */
  constructor(page, find) {
    this.page = page;
    this.find = find;
  }

  isReady() {
    return until("the window has its Start button", () => this.page.run(() => !!document.querySelector("[data-testid=start-stop]")), 30_000);
  }

  /** Makes the page so large, whatever the frame around it takes. */
  async resize(width, height) {
    const rect = await this.page.resize(width, height);
    const [inner, outer] = await this.page.run(() => [innerWidth, innerHeight]);
    if (inner !== width || outer !== height) await this.page.resize(rect.width + width - inner, rect.height + height - outer);
  }

  /** What an element says. */
  text(id) {
    return this.page.run((id) => document.querySelector(`[data-testid="${id}"]`)?.innerText.trim() ?? null, id);
  }

  /** An attribute of an element. */
  attribute(id, name) {
    return this.page.run((id, name) => document.querySelector(`[data-testid="${id}"]`)?.getAttribute(name) ?? null, id, name);
  }

  /** Waits until an element says something that matches. */
  says(id, pattern, within = SOON_MS) {
    return until(`${id} says ${pattern}`, async () => {
      const text = await this.text(id);
      if (text !== null && pattern.test(text)) return text;
      throw new Error(`${id} says ${JSON.stringify(text)}`);
    }, within);
  }

  click(id) {
    return this.page.click(`[data-testid="${id}"]`);
  }

  async start() {
    await this.says("start-stop", /^(Start|Try again)$/);
    await this.click("start-stop");
    await this.isCapturing();
  }

  async stop() {
    await this.says("start-stop", /^Stop$/);
    await this.click("start-stop");
    await this.isStopped();
  }

  isCapturing() {
    return this.says("session-state", /Capturing/);
  }

  isStopped() {
    return this.says("session-state", /Stopped/);
  }

  /** Goes to a view of the rail: overview, sources, packets, settings. */
  goTo(view) {
    return this.click(`view-${view}`);
  }

  /**
   * A table as one object a row, by column heading in lower case; whole numbers as numbers, null when it is not there.
   * Of a long table only the rows in view exist, so it is scrolled through, and back to its top.
   */
  async table(id) {
    const seen = new Map();
    for (let page = 0, top = -1; ; page += 1) {
      const at = await this.page.run(scrollTable, id, page);
      if (at === null) return null;
      // It does not scroll any further.
      if (at === top) break;
      top = at;
      await sleep(page === 0 ? 0 : DRAWING_MS);
      for (const [place, row] of await this.page.run(readTable, id)) seen.set(place, row);
    }
    await this.page.run(scrollTable, id, 0);
    return [...seen].sort(([a], [b]) => a - b).map(([, row]) => row);
  }

  /** Waits until a table has come to what is expected of it. */
  async tableIs(id, reduce, expected) {
    let last;
    const same = async () => {
      last = reduce((await this.table(id)) ?? []);
      try {
        assert.deepEqual(last, expected);
        return true;
      } catch {
        return false;
      }
    };
    // The assertion below shows the difference; this wait only gives it time.
    await until(`${id} is as expected`, same, SOON_MS).catch(() => {});
    assert.deepEqual(last, expected, id);
  }

  /** Shows the table that stands for a chart, if it is not shown yet. */
  async showTable(chart) {
    if (await this.page.run((id) => !!document.querySelector(`[data-testid="${id}"]`), `${chart}-table`)) return;
    await this.page.click(`[data-testid="${chart}"] button[aria-pressed=false][title*=table]`);
    await until(`${chart}-table is shown`, () => this.table(`${chart}-table`));
  }
}

/** 12767 -> "12.8 kB", as the window writes it: three digits that matter, powers of 1000. */
export function writtenBytes(bytes) {
  const step = bytes >= 999_500 ? 2 : bytes >= 999.5 ? 1 : 0;
  const value = bytes / 1000 ** step;
  const digits = step === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)} ${["B", "kB", "MB"][step]}`;
}

// The functions below run in the page.

function scrollTable(id, page) {
  const table = document.querySelector(`[data-testid="${id}"]`);
  if (!table) return null;
  const scroller = table.parentElement;
  // Less than a page: the heading covers some of it.
  scroller.scrollTop = page * Math.max(30, scroller.clientHeight - 60);
  return scroller.scrollTop;
}

function readTable(id) {
  const table = document.querySelector(`[data-testid="${id}"]`);
  const cellsOf = (row, css) => [...(row?.querySelectorAll(css) ?? [])];
  const headings = cellsOf(table, "thead th, [role=columnheader]").map((cell) => cell.textContent.trim().toLowerCase());
  const value = (cell) => {
    // A shortened number has all its digits in its title.
    const whole = [cell.title, cell.textContent].map((text) => text.trim()).find((text) => /^[\d,]+$/.test(text));
    return whole === undefined ? cell.textContent.trim().replaceAll(/\s/g, " ") : Number(whole.replaceAll(",", ""));
  };
  // The row of all others together has no place of its own.
  const rows = table.matches("[role=table], [role=grid]") ? cellsOf(table, "[role=row][aria-rowindex]").slice(1) : cellsOf(table, "tbody tr");
  return rows.map((row, place) => [
    Number(row.getAttribute("aria-rowindex") ?? place),
    Object.fromEntries(cellsOf(row, "th, td, [role=cell], [role=gridcell]").map((cell, at) => [headings[at] ?? at, value(cell)])),
  ]);
}
