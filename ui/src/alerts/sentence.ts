// What happens in an alert, in one sentence of the window's language, from the parts that the core gives.
import { full } from "../format";
import { t } from "../i18n";
import type { Distinct, EpisodeRow } from "../ipc";
import { protocolName } from "../protocol";
import { visible } from "../text";
import { place } from "./place";

const number = ({ count, estimated }: Distinct): string =>
  estimated ? t("says.about", { n: full(count) }) : full(count);

function from({ senders: { one, distinct } }: EpisodeRow): string {
  if (one !== null) return t("says.from", { name: visible(one) });
  return distinct.count <= 1 ? "" : t("says.fromMany", { n: number(distinct) });
}

/** The same rows, each with its sentence in the language of the window. */
export const told = (rows: readonly EpisodeRow[]): EpisodeRow[] =>
  rows.map((row) => ({ ...row, sentence: sentence(row) }));

/** What happens, to whom, from whom, and how far the numbers can be trusted. */
export function sentence(row: EpisodeRow): string {
  const dropped = row.dropped > 0 ? t("says.dropped", { n: full(row.dropped) }) : "";
  return event(row) + dropped + (row.oneWay ? t("says.oneWay") : "");
}

function event(row: EpisodeRow): string {
  const { happening } = row;
  const target = place(row.victim ?? t("says.network"), row.port);
  const parts = { rate: full(row.peakPerS), target, from: from(row) };
  switch (happening.what) {
    case "synFlood":
      return t("says.synFlood", { ...parts, share: full(happening.unanswered) });
    case "udpAmplification":
      return t("says.udpAmplification", {
        ...parts,
        service: happening.service === null ? t("says.udpReply") : visible(happening.service),
        size: full(happening.meanBytes),
      });
    case "udpFlood":
      return t(happening.refused ? "says.udpFloodRefused" : "says.udpFlood", parts);
    case "icmpFlood":
      return t(happening.errors ? "says.icmpErrors" : "says.icmpFlood", parts);
    case "otherFlood":
      return t("says.otherFlood", { ...parts, number: full(happening.number) });
    case "portScan":
      return t("says.portScan", {
        target,
        source: visible(happening.source),
        n: number(happening.ports),
        probe: t(`says.probe.${happening.probe}`),
        share: full(happening.unanswered),
      });
    case "hostSweep": {
      const sweep = {
        source: visible(happening.source),
        n: number(happening.hosts),
        probe: t(`says.probe.${happening.probe}`),
        share: full(happening.unanswered),
      };
      if (happening.port === null) return t("says.hostSweep", sweep);
      return t("says.hostSweepPort", { ...sweep, port: String(happening.port) });
    }
    case "connectionFlood":
      return t(happening.guess ? "says.connectionGuess" : "says.connectionFlood", { ...parts, n: full(happening.count) });
    case "slowloris":
      return t("says.slowloris", { ...parts, n: full(happening.count) });
    case "volume": {
      const usual = full(happening.usual);
      if (happening.protocol === "other") return t("says.volumeOther", { ...parts, usual });
      return t("says.volume", { ...parts, name: protocolName(happening.protocol), usual });
    }
    default:
      return t(`says.${happening.what}`, parts);
  }
}
