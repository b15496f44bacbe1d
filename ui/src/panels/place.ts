// Places on a plot, in percent of it.
import type { Range } from "../charts/figure";

export const part = (value: number, [from, to]: Range): number => (100 * (value - from)) / (to - from || 1);
export const clamp = (value: number): number => Math.min(100, Math.max(0, value));
