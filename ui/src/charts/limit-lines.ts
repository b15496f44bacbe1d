// The limits as lines across the traffic chart.
import { full, span } from "../format";
import { groupBy } from "../group";
import { t } from "../i18n";
import { JUDGED, type Judged, protocolName, PROTOCOLS, type Shown, showsJudged } from "../protocol";
import type { Limits, Traffic } from "./data";
import type { Mark } from "./figure";

export type LimitMark = Mark & { kind: "limit" };

/** A limit is said for its own interval; the chart may have another. */
export const limitHere = (traffic: Traffic, limits: Limits, packets: number): number =>
  (packets * traffic.intervalS) / limits.intervalS;

/** So near to zero a limit that nothing crossed only hides the lines. */
const LOW = 0.12;

/** Names that would stand on one another's lines go into one. */
const CLOSE = 0.09;

export function limitLines(traffic: Traffic, limits: Limits, shown: Shown, end: number): LimitMark[] {
  const on = JUDGED.filter((p) => limits[p].on && showsJudged(shown, p));
  const lines = [...groupBy(on, (p) => limits[p].perInterval)]
    .map(([packets, protocols]) => ({ at: limitHere(traffic, limits, packets), packets, protocols }))
    .map((line) => ({ ...line, crossed: line.protocols.some((p) => highest(traffic, p) > line.at) }))
    .filter(({ at, crossed }) => at <= end && (crossed || at > end * LOW))
    .sort((a, b) => b.at - a.at);
  return namedApart(
    lines.map(({ at, packets, protocols, crossed }) => ({
      kind: "limit",
      at,
      text: limitName(traffic, limits, packets, protocols),
      crossed,
    })),
    end,
  );
}

/** Names that would stand on one another go into the highest of them. From the highest limit to the lowest. */
export function namedApart(lines: readonly LimitMark[], end: number): LimitMark[] {
  let named: LimitMark | null = null;
  return lines.map((line) => {
    const mark = { ...line };
    if (named && mark.text !== "" && named.at - mark.at < end * CLOSE) {
      named.text += ` · ${mark.text}`;
      mark.text = "";
    } else if (mark.text !== "") named = mark;
    return mark;
  });
}

function limitName(traffic: Traffic, limits: Limits, packets: number, protocols: readonly Judged[]): string {
  const all = protocols.length === JUDGED.length;
  const [n, names, per] = [full(packets), protocols.map(protocolName).join(", "), span(limits.intervalS)];
  if (limits.intervalS === traffic.intervalS)
    return all ? t("traffic.limit", { n }) : t("traffic.limitOf", { names, n });
  return all ? t("traffic.limitPer", { n, span: per }) : t("traffic.limitOfPer", { names, n, span: per });
}

/** The most packets that a limit was compared with: ARP counts as *other*. */
export function highest(traffic: Traffic, protocol: Judged): number {
  const lines =
    protocol === "other" ? [traffic.packets[3], traffic.packets[4]] : [traffic.packets[PROTOCOLS.indexOf(protocol)]];
  return traffic.startsMs.reduce(
    (most, _, i) =>
      Math.max(
        most,
        lines.reduce((sum, line) => sum + (line?.[i] ?? 0), 0),
      ),
    0,
  );
}

