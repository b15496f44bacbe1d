// The state of an interface in words.
import { t } from "../i18n";
import type { InterfaceRow } from "../ipc";

/** One word, and the reason where there is one to give. */
export function stateText({ state, kind }: Pick<InterfaceRow, "state" | "kind">): [string, string | null] {
  if (state !== "up") return [t("interfaces.down"), t(`interfaces.why.${state}`)];
  return [t("interfaces.up"), kind === "loopback" ? t("interfaces.loopbackHint") : null];
}
