// npm run package: a .deb and an .rpm of the app, the terminal program and the two capture programs.

import path from "node:path";
import { buildPrograms, buildWindow } from "./lib/build.mjs";
import { ROOT, main, run } from "./lib/run.mjs";
import { setup } from "./lib/setup.mjs";

main(async () => {
  setup({ forTests: false });
  buildWindow();
  buildPrograms();
  run(path.join(ROOT, "node_modules/.bin/tauri"), ["build", "--ci", "--bundles", "deb,rpm", "--config", "src-tauri/tauri.bundle.conf.json"]);
});
