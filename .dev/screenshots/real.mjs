// The released programs with the real traffic of a lab; the README has the best of these.

import { setTimeout as sleep } from "node:timers/promises";
import { Desktop } from "../e2e/lib/app.mjs";
import { lab } from "../e2e/lib/lab.mjs";
import { until } from "../e2e/lib/process.mjs";

const SIZES = [
  [1280, 800],
  [900, 600],
];
const VIEWS = ["overview", "alerts", "sources", "packets", "interfaces"];
// As much as raises no alarm of its own beside a download, and on top of it what detection has a name for.
const QUIET = { pps: 50, count: 6000, sources: 40 };
const FLOODS = [
  { pps: 1600, count: 9600, sources: 1, proto: "udp" },
  { pps: 3000, count: 18_000, sources: 400, proto: "udp" },
];
/** Goes on while the pictures are taken. */
const LAST = { pps: 900, count: 54_000, sources: 600, proto: "tcp" };

/** `keep(name, picture)` those whose name is wanted. */
export async function takeReal(wanted, keep) {
  for (const theme of ["light", "dark"]) {
    const name = (view, [width, height]) => `real-${theme}-${view}-${width}x${height}`;
    const names = VIEWS.flatMap((view) => SIZES.map((size) => name(view, size)));
    if (!names.some(wanted)) continue;
    const desktop = await Desktop.open();
    try {
      desktop.stage.settings({ version: 1, theme, intervalS: 1, rangeS: 60 });
      const weir = await desktop.start();
      const take = async (view) => {
        for (const size of SIZES) {
          if (!wanted(name(view, size))) continue;
          await weir.resize(...size);
          // One pulse and one drawing.
          await sleep(1500);
          keep(name(view, size), await weir.page.screenshot());
        }
      };
      await weir.start();
      const download = await lab.download();
      const quiet = lab.flood(QUIET);
      await sleep(20_000);
      for (const flood of FLOODS) {
        await lab.flood(flood);
        await sleep(5000);
      }
      const last = lab.flood(LAST);
      await sleep(12_000);
      for (const view of VIEWS) {
        await weir.resize(...SIZES[0]);
        await weir.goTo(view);
        if (view === "alerts") await until("the evidence is there", () => weir.attribute("evidence", "data-id"));
        await take(view);
      }
      await download.stop();
      await Promise.all([quiet, last]);
    } finally {
      await desktop.close();
    }
  }
}
