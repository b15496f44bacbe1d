// npm run build: the window and the released programs.

import { buildPrograms, buildWindow } from "./lib/build.mjs";
import { main } from "./lib/run.mjs";

main(() => {
  buildWindow();
  buildPrograms();
});
