// npm run setup [-- --test]: everything that building (and testing) needs, only if it is missing.

import { setup } from "./lib/setup.mjs";
import { main } from "./lib/run.mjs";

main(() => setup({ forTests: process.argv.includes("--test") }));
