// The window of Weir, in the words of a test: what it says, what its tables hold, what can be clicked.

import assert from "node:assert/strict";
import { until } from "./process.mjs";

// A number may take one tick, one pulse and one drawing to appear; a busy machine makes them slow.
const SOON_MS = 15_000;

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
    return this.page.run((id) => document.querySelector(`[data-testid="${id}"]`)?.innerText ?? null, id);
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
    return this.click(`nav-${view}`);
  }

  /** A table as one object a row, by column heading in lower case; numbers as numbers. Virtual rows are scrolled to. */
  async table(id) {
    const seen = new Map();
    for (let at = 0; ; at += 1) {
      const part = await this.page.run(readTable, id, at);
      if (!part) return null;
      for (const [key, row] of part.rows) seen.set(key, row);
      if (part.end) break;
    }
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

// Runs in the page. Works for real tables and for virtual ones with roles.
function readTable(id, page) {
  const table = document.querySelector(`[data-testid="${id}"]`);
  if (!table) return null;
  const scroller = [table, ...table.querySelectorAll("*")].find((el) => /auto|scroll/.test(getComputedStyle(el).overflowY)) ?? table.parentElement;
  scroller.scrollTop = page * Math.max(40, scroller.clientHeight / 2);
  const cells = (row, kind) => [...row.querySelectorAll(kind)];
  const rows = [...table.querySelectorAll("tr, [role=row]")];
  const header = rows.find((row) => row.querySelector("thead th, th[scope=col], [role=columnheader]"));
  const names = header ? cells(header, "th, [role=columnheader]").map((cell) => cell.textContent.trim().toLowerCase()) : [];
  const value = (cell) => {
    const text = (cell.dataset.value ?? cell.textContent).trim();
    return /^\d[\d,. \u202f\u00a0]*$/.test(text) && !/\.\d/.test(text) ? Number(text.replaceAll(/[^\d]/g, "")) : text;
  };
  const body = rows.filter((row) => row !== header && row.querySelector("td, [role=cell], [role=gridcell]"));
  const read = body.map((row, place) => {
    const fields = cells(row, "th, td, [role=rowheader], [role=cell], [role=gridcell]").map((cell, at) => [names[at] ?? at, value(cell)]);
    return [Number(row.getAttribute("aria-rowindex") ?? place), Object.fromEntries(fields)];
  });
  return { rows: read, end: scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1 };
}
