import { useComputedColorScheme } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { createContext, type ReactNode, useContext } from "react";
import { useApp } from "../app-context";
import { DARK, DARK_FORCED, DARK_PATTERNED, LIGHT, LIGHT_FORCED, LIGHT_PATTERNED, type Palette } from "../charts/palette";

const PaletteContext = createContext<Palette>(LIGHT);

/** The colours of the theme in force, with patterns beside them where these are wanted or needed. */
export const usePalette = (): Palette => useContext(PaletteContext);

/** Chooses them for all charts: each question for the theme has the web view look at the styles of the page. */
export function Palettes({ children }: { children: ReactNode }) {
  const dark = useComputedColorScheme("light") === "dark";
  const always = useApp((s) => s.settings.patterns === "always");
  // The desktop replaces all colours by a few of its own.
  const forced = useMediaQuery("(forced-colors: active)");
  return <PaletteContext value={paletteOf(dark, always, forced)}>{children}</PaletteContext>;
}

function paletteOf(dark: boolean, always: boolean, forced: boolean): Palette {
  if (forced) return dark ? DARK_FORCED : LIGHT_FORCED;
  if (always) return dark ? DARK_PATTERNED : LIGHT_PATTERNED;
  return dark ? DARK : LIGHT;
}
