import { useComputedColorScheme } from "@mantine/core";
import { DARK, LIGHT, type Palette } from "../charts/palette";

/** The colours of the theme in force. */
export const usePalette = (): Palette => (useComputedColorScheme("light") === "dark" ? DARK : LIGHT);
