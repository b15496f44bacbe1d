// A test that needs the lab: skipped with its reason where there can be none.

import { after, before, test } from "node:test";
import { buildScenes, Scenes } from "../../lib/scenes.mjs";
import { Desktop } from "./app.mjs";

const reason = process.env.WEIR_E2E_SKIP;
// Longer than the slowest good run on two busy cores.
const LIMIT_MS = 180_000;

let failed = null;

/** One thing that a user does, as a sentence. The scenarios of a file are one story: after a failure none goes on. */
export function scenario(sentence, work) {
  test(sentence, { timeout: LIMIT_MS }, async (t) => {
    if (reason) {
      t.skip(`skipped, because ${reason}`);
      return;
    }
    if (failed) throw new Error(`not tried, because this failed before: ${failed}`);
    failed = sentence;
    await work(t);
    failed = null;
  });
}

/** The app on its desktop for all scenarios of a file; gives an object that has both once they run. */
export function withApp({ prepare = () => {} } = {}) {
  const here = {};
  before(async () => {
    if (reason) return;
    here.desktop = await Desktop.open();
    await prepare(here.desktop.stage);
    here.weir = await here.desktop.start();
  });
  after(() => here.desktop?.close());
  return here;
}

/** Scripted scenes in a window of this size, likewise. */
export function withScenes(width, height) {
  const here = {};
  before(async () => {
    if (reason) return;
    buildScenes();
    here.scenes = await Scenes.open();
    await here.scenes.resize(width, height);
  });
  after(() => here.scenes?.close());
  return here;
}
