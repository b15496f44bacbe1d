// npm run grant: allow this user to capture.

import { grant } from "./lib/grant.mjs";
import { main } from "./lib/run.mjs";

main(grant);
