// A limit that is moved by hand on a chart.
import { MAX_LIMIT } from "./limits";

const within = (limit: number): number => Math.min(MAX_LIMIT, Math.max(1, Math.round(limit)));

/** The limit for a place: two digits that matter, since a pixel is no better. */
export function limitAt(packets: number): number {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, packets))) - 1);
  return within(Math.round(packets / power) * power);
}

/** Parts of itself that a key moves a limit by. */
const PARTS: Record<string, number> = {
  ArrowUp: 0.01,
  ArrowRight: 0.01,
  ArrowDown: -0.01,
  ArrowLeft: -0.01,
  PageUp: 0.1,
  PageDown: -0.1,
};

/** The limit after a key; `null` where the key moves nothing. At least one packet, so that small limits move too. */
export function stepped(limit: number, key: string): number | null {
  const part = PARTS[key];
  if (part === undefined) return null;
  return within(limit + Math.sign(part) * Math.max(1, Math.round(Math.abs(limit * part))));
}
