import type { Translation } from "../texts";
import { said } from "../said";
import { alerts } from "./alerts";
import { charts } from "./charts";
import { detection } from "./detection";
import { filter } from "./filter";
import { help } from "./help";
import { kinds } from "./kinds";
import { names } from "./names";
import { pages } from "./pages";
import { quality } from "./quality";
import { says } from "./says";
import { settings } from "./settings";
import { shell } from "./shell";
import { tables } from "./tables";

export const de = {
  ...shell,
  ...charts,
  ...alerts,
  ...detection,
  ...kinds,
  ...help,
  ...said("de"),
  ...says,
  ...names,
  ...pages,
  ...quality,
  ...filter,
  ...settings,
  ...tables,
} satisfies Translation;
