// Attacks that no one source answers for: what the chart of sources says of them when it has no row.
import { t } from "../i18n";
import { type Shown, showsJudged } from "../protocol";
import type { Episode } from "./data";

/** A sentence, and the episode that it is about; `null`: several. */
export interface Crowd {
  sentence: string;
  link: string;
  episode: number | null;
}

/** Open attacks of many addresses, none of which is above a limit. */
export function crowd(episodes: readonly Episode[], shown: Shown): Crowd | null {
  const open = episodes.filter(
    (e) =>
      e.endMs === null &&
      e.source === null &&
      e.kind !== "volume" &&
      !e.muted &&
      e.falseAlarm === null &&
      showsJudged(shown, e.protocol),
  );
  const [one] = open;
  if (one === undefined) return null;
  if (open.length > 1)
    return {
      sentence: t("anomalies.crowds", { count: open.length, n: String(open.length) }),
      link: t("anomalies.seeAlerts"),
      episode: null,
    };
  const kind = t(`kind.${one.kind}`);
  const sentence = one.attribution === "spoofed" ? t("anomalies.forged", { kind }) : t("anomalies.crowd", { kind });
  return { sentence, link: t("anomalies.seeAlert"), episode: one.id };
}
