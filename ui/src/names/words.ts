// Names in the words of a table.
import { t } from "../i18n";
import type { AddressNames } from "../ipc";
import { visible } from "../text";

/** Who it is: its host name, else the maker of its card; with the programs that talk with it. */
export function nameText(names: AddressNames | undefined): string {
  if (names === undefined) return "";
  const who = names.host ?? (names.kind === "own" ? t("names.kinds.own") : names.vendor);
  const parts = [who ?? (names.pending ? t("names.pending") : null), ...names.programs];
  return parts
    .filter((part) => part !== null)
    .map(visible)
    .join(" · ");
}

/** Both in one cell: `printer.lan · private network`. */
export function whoText(names: AddressNames | undefined): string {
  const parts = [nameText(names), placeText(names)].filter((part) => part !== "");
  return [...new Set(parts)].join(" · ");
}

/** Where it belongs: country and network, or what kind of address it is. */
export function placeText(names: AddressNames | undefined): string {
  if (names === undefined) return "";
  const network = [names.asn === null ? null : `AS${names.asn}`, names.organisation].filter((part) => part !== null);
  const known = [names.country, network.join(" ")].filter((part) => part !== null && part !== "");
  if (known.length > 0) return known.map((part) => visible(part ?? "")).join(" · ");
  return names.kind === "public" ? "" : t(`names.kinds.${names.kind}`);
}

/** All of it, for the hover text. */
export function namesTitle(names: AddressNames | undefined): string {
  if (names === undefined) return "";
  const mac = names.mac === null ? null : visible(names.mac);
  const lines = [
    names.host === null ? null : visible(names.host),
    placeText(names),
    [mac, names.vendor === null ? null : visible(names.vendor), names.privateMac ? t("names.privateMac") : null]
      .filter((part) => part !== null)
      .join(" · "),
    names.programs.length === 0 ? null : t("names.programs", { names: names.programs.map(visible).join(", ") }),
  ];
  return lines.filter((line) => line !== null && line !== "").join("\n");
}
