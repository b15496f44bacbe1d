// Places on a plot, in percent of it.
import type { Mark, Range } from "../charts/figure";

export const part = (value: number, [from, to]: Range): number => (100 * (value - from)) / (to - from || 1);
export const clamp = (value: number): number => Math.min(100, Math.max(0, value));

/** The names of gaps need so much room, in percent. */
const NAME_WIDTH = 12;

export interface GapBand {
  left: number;
  width: number;
  /** Nothing where the band before it is too near. */
  text: string;
  /** Where its name would be cut off in the middle of the band. */
  side: "left" | "right" | null;
}

/** Each gap as a band that can still be seen when it is short. */
export function gapBands(marks: readonly Mark[], range: Range): GapBand[] {
  let last = -Infinity;
  return marks.flatMap((mark) => {
    if (mark.kind !== "gap" || mark.to <= range[0] || mark.from >= range[1]) return [];
    const left = clamp(part(mark.from, range));
    const width = Math.max(clamp(part(mark.to, range)) - left, 0.4);
    const middle = left + width / 2;
    const fits = middle - last >= NAME_WIDTH;
    if (fits) last = middle;
    const side = middle < NAME_WIDTH / 2 ? "left" : middle > 100 - NAME_WIDTH / 2 ? "right" : null;
    return [{ left, width, text: fits ? mark.text : "", side }];
  });
}
