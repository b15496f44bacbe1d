// npm run package: a .deb and an .rpm (a .dmg, an .msi and a setup program on the other systems) of all programs.

import path from "node:path";
import { buildPrograms, buildWindow } from "./lib/build.mjs";
import { bundle } from "./lib/bundle.mjs";
import { ROOT, main } from "./lib/run.mjs";
import { setup } from "./lib/setup.mjs";

const KINDS = { linux: ["deb", "rpm"], darwin: ["dmg"], win32: ["msi", "nsis"] };

main(async () => {
  setup({ forTests: false });
  buildWindow();
  buildPrograms();
  const packages = bundle({ programs: path.join(ROOT, "target/release"), profile: "release", kinds: KINDS[process.platform] });
  for (const file of packages) console.log(path.relative(ROOT, file));
});
