// Every view in every state, scripted.

import { setTimeout as sleep } from "node:timers/promises";
import { buildScenes, Scenes } from "../lib/scenes.mjs";

const SIZES = [
  [1280, 800],
  [900, 600],
];
const VIEWS = ["overview", "sources", "packets", "alerts", "interfaces"];
/** Each state by name: what the scripted core is asked for. */
const STATES = {
  first: { scene: "idle" },
  loading: { scene: "starting" },
  empty: { scene: "empty" },
  running: { scene: "running" },
  attack: { scene: "attack" },
  stale: { scene: "stale" },
  failed: { scene: "failed" },
  waits: { scene: "waits" },
  stopped: { scene: "stopped" },
  "not-granted": { scene: "doctor" },
  // Ten alerts, 50,000 sources.
  many: { scene: "many" },
  hostile: { scene: "hostile" },
  // A flood that no one source answers for.
  forged: { scene: "forged" },
};
/** These look the same in each state. */
const ALONE = ["settings", "help"];
const DOCTOR = ["missing", "no-capability", "outdated", "no-new-privs", "exec-blocked", "interface-down", "no-interface"];

function* all() {
  for (const view of VIEWS) for (const [state, query] of Object.entries(STATES)) yield { name: `${view}-${state}`, view, query };
  for (const view of ALONE) yield { name: `${view}-attack`, view, query: { scene: "attack" } };
  yield { name: "overview-doctor-german", view: "overview", query: { scene: "doctor", language: "de" } };
  for (const code of DOCTOR) yield { name: `overview-${code}`, view: "overview", query: { scene: "doctor", code } };
  for (const view of [...VIEWS, ...ALONE]) {
    yield { name: `${view}-german`, view, query: { scene: "attack", language: "de" } };
    // 200 % of 1280 by 800 has the room of half of it.
    yield { name: `${view}-zoomed`, view, query: { scene: "attack" }, sizes: [[640, 400]] };
  }
  yield { name: "overview-notice", view: "overview", query: { scene: "running", notice: "" } };
  yield { name: "settings-unsaved", view: "settings", query: { scene: "running", unsaved: "" }, click: "[data-testid=promiscuous]" };
  yield { name: "overview-evidence", view: "overview", query: { scene: "attack" }, click: "[data-testid=overview-alert]" };
  yield { name: "overview-quality", view: "overview", query: { scene: "many" }, click: "[data-testid=quality-dropped]" };
  yield { name: "sources-columns", view: "sources", query: { scene: "attack" }, click: "[data-testid=columns]" };
  yield { name: "overview-picker", view: "overview", query: { scene: "running" }, click: "[data-testid=iface-picker]", waits: 4000 };
}

/** `keep(name, picture)` those whose name is wanted. */
export async function takeStates(wanted, keep) {
  const pictures = [...all()].flatMap((one) => {
    const sizes = one.sizes ?? SIZES;
    const named = ["light", "dark"].map((theme) => ({
      ...one,
      theme,
      sizes: sizes.map(([width, height]) => ({ width, height, file: `states-${theme}-${one.name}-${width}x${height}` })),
    }));
    return named.map((two) => ({ ...two, sizes: two.sizes.filter(({ file }) => wanted(file)) })).filter(({ sizes }) => sizes.length > 0);
  });
  if (pictures.length === 0) return console.log("No scripted picture has all of these words in its name.");
  buildScenes();
  const scenes = await Scenes.open();
  try {
    for (const { view, query, theme, sizes, click, waits = 1600 } of pictures) {
      await scenes.resize(sizes[0].width, sizes[0].height);
      await scenes.show({ ...query, theme }, { hash: `#/${view}` });
      if (click) await scenes.page.run((css) => document.querySelector(css)?.click(), click);
      for (const { width, height, file } of sizes) {
        await scenes.resize(width, height);
        // Looks come once a second, and a drawing after it.
        await sleep(waits);
        keep(file, await scenes.page.screenshot());
      }
    }
  } finally {
    await scenes.close();
  }
}
