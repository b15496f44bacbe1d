// Colour means protocol everywhere, and red means alert only. Contrast on the panel is at least 3.1 (light), 4.6 (dark).
import type { Protocol } from "../protocol";
import type { Dash, Hatch } from "./figure";

export interface Palette {
  protocol: Record<Protocol, string>;
  alert: string;
  panel: string;
  grid: string;
  text: string;
  dim: string;
  /** Protocols are told apart by patterns too. */
  patterns: boolean;
}

export const LIGHT: Palette = {
  protocol: { tcp: "#0B5FB0", udp: "#C77700", icmp: "#00806A", arp: "#9C4F96", other: "#8A929E" },
  alert: "#C92A2A",
  panel: "#FFFFFF",
  grid: "#E3E6EA",
  text: "#1B1F24",
  dim: "#5B6570",
  patterns: false,
};

export const DARK: Palette = {
  protocol: { tcp: "#5FB4F0", udp: "#F5B041", icmp: "#2BBF9A", arp: "#F0B3DC", other: "#7D8794" },
  alert: "#FF7B72",
  panel: "#181C22",
  grid: "#2B313A",
  text: "#E8EBEF",
  dim: "#A0A9B4",
  patterns: false,
};

export const LIGHT_PATTERNED: Palette = { ...LIGHT, patterns: true };
export const DARK_PATTERNED: Palette = { ...DARK, patterns: true };

/** On a ground that the desktop has chosen: nothing is dim, and nothing counts on a shade of the ground. */
export const LIGHT_FORCED: Palette = { ...LIGHT_PATTERNED, text: "#000000", dim: "#000000", grid: "#6B7683" };
export const DARK_FORCED: Palette = { ...DARK_PATTERNED, text: "#FFFFFF", dim: "#FFFFFF", panel: "#000000", grid: "#6B7683" };

/** Lines differ by more than colour; the two that are rarely close to one another only where that is wanted. */
const DASH: Record<Protocol, Dash> = { tcp: "solid", udp: "solid", icmp: "dot", arp: "dash", other: "dashdot" };

export const dashOf = (protocol: Protocol, { patterns }: Palette): Dash =>
  patterns && protocol === "udp" ? "longdash" : DASH[protocol];

const HATCH: Record<Protocol, Hatch> = { tcp: false, udp: true, icmp: "dot", arp: "cross", other: "line" };

export const hatchOf = (protocol: Protocol, { patterns }: Palette): Hatch => patterns && HATCH[protocol];
