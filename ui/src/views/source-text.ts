// A source as plain text, to be pasted into a message.
import { full, moment } from "../format";
import { t } from "../i18n";
import type { AddressNames, SourceView } from "../ipc";
import { whoText } from "../names/words";
import { JUDGED, protocolName } from "../protocol";
import { visible } from "../text";

export function sourceText({ row, profile, alerts }: SourceView, names: AddressNames | undefined, nowMs: number): string {
  const list = (title: string, items: readonly string[]) => (items.length === 0 ? [] : [`${title}: ${items.join(", ")}`]);
  const ports = (all: NonNullable<SourceView["profile"]>["toPorts"]) =>
    all.map(({ port, protocol, packets }) => `${protocolName(protocol)} ${port} (${full(packets)})`);
  return [
    [visible(row.ip), whoText(names)].filter(Boolean).join(" · "),
    `${t("table.packets")}: ${full(row.packets)}`,
    `${t("table.bytes")}: ${full(row.bytes)}`,
    ...JUDGED.filter((p) => row[p] > 0).map((p) => `${protocolName(p)}: ${full(row[p])}`),
    `${t("table.firstSeen")}: ${moment(row.firstMs, nowMs)}`,
    `${t("table.lastSeen")}: ${moment(row.lastMs, nowMs)}`,
    ...(profile === null
      ? []
      : [
          ...list(t("detail.peers"), profile.peers.map(({ ip, packets }) => `${visible(ip)} (${full(packets)})`)),
          ...list(t("detail.toPorts"), ports(profile.toPorts)),
          ...list(t("detail.fromPorts"), ports(profile.fromPorts)),
          t("detail.someRead", { n: full(profile.headers), of: full(row.packets) }),
        ]),
    ...list(t("alerts.title"), alerts.map((alert) => `${t(`kind.${alert.kind}`)} ${moment(alert.startMs, nowMs)}`)),
  ].join("\n");
}
