import type { Translation } from "../texts";
import { alerts } from "./alerts";
import { charts } from "./charts";
import { kinds } from "./kinds";
import { pages } from "./pages";
import { settings } from "./settings";
import { shell } from "./shell";

export const de = { ...shell, ...charts, ...alerts, ...kinds, ...pages, ...settings } satisfies Translation;
