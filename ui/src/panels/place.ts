// Places on a plot, in percent of it.
import type { Mark, Range } from "../charts/figure";

export const part = (value: number, [from, to]: Range): number => (100 * (value - from)) / (to - from || 1);
export const clamp = (value: number): number => Math.min(100, Math.max(0, value));

/** In percent: so much room a gap's name needs, and the name of a narrow one, which stands upright. */
const NAME_WIDTH = 12;
const UPRIGHT_WIDTH = 5;

export interface GapBand {
  left: number;
  width: number;
  /** Nothing where the name before it is too near. */
  text: string;
  /** The name would lie on the lines beside the band. */
  upright: boolean;
}

/** Each gap as a band that can still be seen when it is short. */
export function gapBands(marks: readonly Mark[], range: Range): GapBand[] {
  let last = -Infinity;
  return marks.flatMap((mark) => {
    if (mark.kind !== "gap" || mark.to <= range[0] || mark.from >= range[1]) return [];
    const left = clamp(part(mark.from, range));
    const width = Math.max(clamp(part(mark.to, range)) - left, 0.4);
    const middle = left + width / 2;
    const upright = width < NAME_WIDTH;
    const fits = middle - last >= (upright ? UPRIGHT_WIDTH : NAME_WIDTH);
    if (fits) last = middle;
    return [{ left, width, text: fits ? mark.text : "", upright }];
  });
}
