// npm run axe: the accessibility checks of `npm test` alone, with a line for each view.

import { THEMES, checkTheme, openStill, written } from "./lib/axe.mjs";
import { Plain, main } from "./lib/run.mjs";
import { buildScenes } from "./lib/scenes.mjs";

main(async () => {
  buildScenes();
  const scenes = await openStill();
  let found = 0;
  try {
    await scenes.resize(1280, 800);
    for (const theme of THEMES) {
      found += await checkTheme(scenes, theme, (name, violations) => {
        console.log(`${violations.length === 0 ? "ok" : "NOT OK"}  ${theme} ${name}`);
        if (violations.length > 0) console.log(written(violations));
      });
    }
  } finally {
    await scenes.close();
  }
  if (found > 0) throw new Plain(`${found} rules of accessibility are broken.`);
});
