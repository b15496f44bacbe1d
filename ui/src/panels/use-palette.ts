import { useComputedColorScheme } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useApp } from "../app-context";
import { DARK, DARK_FORCED, DARK_PATTERNED, LIGHT, LIGHT_FORCED, LIGHT_PATTERNED, type Palette } from "../charts/palette";

/** The colours of the theme in force, with patterns beside them where these are wanted or needed. */
export function usePalette(): Palette {
  const dark = useComputedColorScheme("light") === "dark";
  const always = useApp((s) => s.settings.patterns === "always");
  // The desktop replaces all colours by a few of its own.
  const forced = useMediaQuery("(forced-colors: active)");
  if (forced) return dark ? DARK_FORCED : LIGHT_FORCED;
  if (always) return dark ? DARK_PATTERNED : LIGHT_PATTERNED;
  return dark ? DARK : LIGHT;
}
