// The released programs with the real traffic of a lab; the README has the best of these.

import { setTimeout as sleep } from "node:timers/promises";
import { Desktop } from "../e2e/lib/app.mjs";
import { lab } from "../e2e/lib/lab.mjs";
import { until } from "../e2e/lib/process.mjs";

const SIZES = [
  [1280, 800],
  [900, 600],
];
const VIEWS = ["overview", "sources", "packets", "interfaces"];
// As much as raises no alarm of its own beside a download, and on top of it what detection has a name for.
const QUIET = { pps: 100, count: 11_000, sources: 40 };
const FLOODS = [
  { pps: 900, count: 9000, sources: 60, proto: "tcp" },
  { pps: 3000, count: 24_000, sources: 400, proto: "udp" },
];

/** `keep(name, picture)` those whose name is wanted. */
export async function takeReal(wanted, keep) {
  for (const theme of ["light", "dark"]) {
    const name = (view, [width, height]) => `real-${theme}-${view}-${width}x${height}`;
    const names = [...VIEWS, "alerts"].flatMap((view) => SIZES.map((size) => name(view, size)));
    if (!names.some(wanted)) continue;
    const desktop = await Desktop.open();
    try {
      desktop.stage.settings({ version: 1, theme, intervalS: 1 });
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
        await sleep(4000);
      }
      for (const view of VIEWS) {
        await weir.goTo(view);
        await take(view);
      }
      await weir.goTo("alerts");
      await weir.resize(...SIZES[0]);
      await until("an alert is listed", () => weir.attribute("alert-card", "data-kind"));
      await take("alerts");
      await download.stop();
      await quiet;
    } finally {
      await desktop.close();
    }
  }
}
