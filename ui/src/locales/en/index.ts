import { charts } from "./charts";
import { pages } from "./pages";
import { settings } from "./settings";
import { shell } from "./shell";

export const en = { ...shell, ...charts, ...pages, ...settings } as const;
