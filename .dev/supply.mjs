// npm run supply: licences, bans and sources of every crate; known holes, where a copy of the advisories is at hand.
//
// Works without a network once the crates are there. WEIR_ADVISORY_DB names a folder with RustSec's advisory database.

import { existsSync } from "node:fs";
import { Plain, main, run } from "./lib/run.mjs";
import { tool } from "./lib/tools.mjs";

main(() => {
  // The licences of other platforms' crates are read as well, and a build fetches only this one's.
  run("cargo", ["fetch", "--locked", "--quiet"]);
  const deny = tool("cargo-deny", "0.20.2");
  run(deny, ["--offline", "--locked", "--config", ".deny.toml", "--log-level", "error", "check", "--allow", "duplicate", "licenses", "bans", "sources"]);

  const advisories = process.env.WEIR_ADVISORY_DB;
  if (!advisories) {
    console.log("NOT CHECKED: known security holes of the crates. There is no advisory database here; name one with WEIR_ADVISORY_DB.");
  } else {
    if (!existsSync(advisories)) throw new Plain(`WEIR_ADVISORY_DB is ${advisories}, which does not exist.`);
    // What is ignored, why and since when is in .cargo/audit.toml.
    run(tool("cargo-audit", "0.22.2"), ["audit", "--no-fetch", "--stale", "--db", advisories]);
  }
  console.log("NOT CHECKED: known security holes of the npm packages. They are few, pinned by package-lock.json, and installed without scripts.");
});
