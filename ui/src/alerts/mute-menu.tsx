import { Button, Popover, Radio } from "@mantine/core";
import { IconBellOff } from "@tabler/icons-react";
import { useState } from "react";
import { useAlerts } from "../app-context";
import { t } from "../i18n";
import type { EpisodeRow, MuteWish } from "../ipc";
import { visible } from "../text";
import { networkOf, untilMidnight } from "./alerts";

export const LENGTHS = ["hour", "today", "week", "good"] as const;
export type Length = (typeof LENGTHS)[number];

export const WORDS = { hour: "act.forHour", today: "act.today", week: "act.forWeek", good: "act.forGood" } as const;

export const secondsOf = (length: Length): number | null =>
  ({ hour: 3600, today: untilMidnight(Date.now()), week: 7 * 24 * 3600, good: null })[length];

/** What a mute of this alert may cover, narrowest first. */
export function mutable(row: EpisodeRow): { name: string; wish: Omit<MuteWish, "seconds"> }[] {
  const kind = t(`kind.${row.kind}`);
  // Of several sources another one may be the busiest a second later: a mute of it would cover nothing.
  const source = row.attribution === "single" || row.victim === null ? row.source : null;
  const search = row.kind === "port_scan" || row.kind === "host_sweep";
  const both = search ? [source, row.victim] : [row.victim, source];
  const peers = [...new Set(both)].filter((ip) => ip !== null);
  const networks = [...new Set(peers.map(networkOf))].filter((network) => network !== null);
  return [
    ...peers.map((network) => ({
      name: t("act.muteBoth", { kind, address: visible(network) }),
      wish: { kind: row.kind, network },
    })),
    { name: t("act.muteKind", { kind }), wish: { kind: row.kind, network: null } },
    ...peers.map((network) => ({
      name: t("act.muteAddress", { address: visible(network) }),
      wish: { kind: null, network },
    })),
    ...networks.map((network) => ({ name: t("act.muteNetwork", { address: network }), wish: { kind: null, network } })),
  ];
}

/** Asks what and for how long, then mutes. */
export function MuteMenu({ row }: { row: EpisodeRow }) {
  const [open, setOpen] = useState(false);
  const [what, setWhat] = useState(0);
  const [length, setLength] = useState<Length>("hour");
  const alerts = useAlerts();
  const choices = mutable(row);
  const chosen = choices[what] ?? choices[0];
  const mute = () => {
    setOpen(false);
    if (chosen) void alerts.mute({ ...chosen.wish, seconds: secondsOf(length) }, chosen.name);
  };
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-start"
      trapFocus
      returnFocus
      withinPortal
      shadow="md"
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconBellOff size={14} />}
          data-testid="mute"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t("act.mute")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className="mute-menu" aria-label={t("act.mute")}>
        <Radio.Group label={t("act.muteWhat")} value={String(what)} onChange={(value) => setWhat(Number(value))}>
          {choices.map(({ name }, i) => (
            <Radio key={name} size="xs" value={String(i)} label={name} data-testid={`mute-what-${i}`} />
          ))}
        </Radio.Group>
        <Radio.Group label={t("act.muteHow")} value={length} onChange={(value) => setLength(value)}>
          {LENGTHS.map((value) => (
            <Radio key={value} size="xs" value={value} label={t(WORDS[value])} data-testid={`mute-${value}`} />
          ))}
        </Radio.Group>
        <p className="dim">{t("act.muteHint")}</p>
        <Button size="compact-sm" onClick={mute} data-testid="mute-now">
          {t("act.muteNow")}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
