// npm run revoke: take the permission to capture back.

import { revoke } from "./lib/grant.mjs";
import { main } from "./lib/run.mjs";

main(revoke);
