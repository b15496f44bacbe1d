import type { Bracket, Range } from "../charts/figure";
import { t } from "../i18n";
import { clamp, part } from "./place";

interface Props {
  mark: Bracket;
  range: Range;
  onEpisode: (id: number | null) => void;
}

const LANE_PX = 15;

/** The diamond reaches over the first row. */
const DIAMOND_PX = 4;

/** An episode over the bars: it opens left, ends right, and a diamond stands where it was noticed. */
export function BracketMark({ mark, range, onEpisode }: Props) {
  const [from, to] = [clamp(part(mark.from, range)), clamp(part(mark.to, range))];
  const detected = part(mark.detected, range);
  return (
    <div
      className={`bracket ${mark.severe ? "bracket-severe" : ""} ${mark.quiet ? "bracket-quiet" : ""} ${mark.open ? "bracket-open" : ""}`}
      data-testid="episode-bracket"
      style={{ left: `${from}%`, width: `max(3px, ${to - from}%)`, top: mark.lane * LANE_PX + DIAMOND_PX }}
      title={t("attacks.click")}
      onClick={(event) => {
        event.stopPropagation();
        onEpisode(mark.id);
      }}
    >
      {mark.id !== null && detected >= from && detected <= 100 && to > from && (
        <i style={{ left: `${(100 * (detected - from)) / Math.max(to - from, 0.8)}%` }} />
      )}
      <span className={`bracket-${mark.words}`}>{mark.text}</span>
    </div>
  );
}
