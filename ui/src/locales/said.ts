// What the core says when something is wrong, in each language. The core wrote it: its tests compare.
import type { Said } from "../ipc";
import core from "../said.json";

type Sentences = Record<Said["id"], { what: string; cure: string }>;

/** As i18next fills texts. */
const text = (written: string | undefined): string => (written ?? "").replaceAll(/{(\w+)}/g, "{{$1}}");

export const said = (language: "en" | "de"): { said: Sentences } => {
  const entries = Object.entries(core).map(([id, { [language]: both }]) => [id, { what: text(both[0]), cure: text(both[1]) }]);
  return { said: Object.fromEntries(entries) as Sentences };
};
