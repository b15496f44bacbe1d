// The sizes of the window's contents.

/** In percent; at 200 % a window of 1280 by 800 has the room of one of 640 by 400. */
export const ZOOMS = [100, 110, 125, 150, 175, 200] as const;

/** The next larger or smaller size; 0 steps is the usual one. */
export function zoomed(zoom: number, steps: -1 | 0 | 1): number {
  if (steps === 0) return ZOOMS[0];
  const next = steps > 0 ? ZOOMS.find((one) => one > zoom) : ZOOMS.findLast((one) => one < zoom);
  return next ?? zoom;
}
