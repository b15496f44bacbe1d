// The five protocols in the order of every array of five.
import { t } from "./i18n";

export const PROTOCOLS = ["tcp", "udp", "icmp", "arp", "other"] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** The four that have limits: ARP is judged with the rest. */
export const JUDGED = ["tcp", "udp", "icmp", "other"] as const;
export type Judged = (typeof JUDGED)[number];

export const protocolName = (protocol: Protocol): string => t(`protocols.${protocol}`);

/** One on/off for each of [`PROTOCOLS`]. */
export type Shown = readonly boolean[];

export const shows = (shown: Shown, protocol: Protocol): boolean => shown[PROTOCOLS.indexOf(protocol)] ?? true;

/** Whether a row of the limits is in view: *other* holds ARP too. */
export const showsJudged = (shown: Shown, protocol: Protocol): boolean =>
  shows(shown, protocol) || (protocol === "other" && shows(shown, "arp"));

/** The sum over the shown protocols of an array of five. */
export const sumShown = (values: readonly number[], shown: Shown): number =>
  values.reduce((sum, value, i) => sum + (shown[i] ? value : 0), 0);
