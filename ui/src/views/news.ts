import type { AttackRow, Snapshot } from "../ipc";

/** Rows of a protocol that was below its limit in the interval before. */
function beginnings(attacks: readonly AttackRow[]): string {
  const above = new Set(attacks.map(({ protocol, startMs }) => `${protocol} ${startMs}`));
  const began = attacks.filter(({ protocol, startMs, intervalS }) => !above.has(`${protocol} ${startMs - intervalS * 1000}`));
  return began.map(({ protocol, startMs }) => `${protocol} ${startMs}`).join();
}

/**
 * Another text when the chart of attacks has to be drawn at once: when an interval is over, a limit is reached, or an
 * episode begins or ends. A limit that is still exceeded, and an episode that goes on, only grow.
 */
export const newsOf = ({ attacks, episodes, traffic }: Pick<Snapshot, "attacks" | "episodes" | "traffic">): string =>
  `${traffic.toMs} ${beginnings(attacks)} ${episodes.map((e) => `${e.id}${e.endMs ?? ""}${e.muted}${e.falseAlarm ?? ""}`).join()}`;
