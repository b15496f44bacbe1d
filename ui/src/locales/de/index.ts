import type { Translation } from "../texts";
import { charts } from "./charts";
import { pages } from "./pages";
import { settings } from "./settings";
import { shell } from "./shell";

export const de = { ...shell, ...charts, ...pages, ...settings } satisfies Translation;
