// All charts that changed are drawn in one frame, and only those that somebody can see.

interface Chart {
  inView: boolean;
  draw: () => void;
}

const dirty = new Set<Chart>();
let asked = false;

/** Marks a chart as changed. */
export function markDirty(chart: Chart): void {
  dirty.add(chart);
  ask();
}

/** Forgets a chart that is gone. */
export const forget = (chart: Chart): void => void dirty.delete(chart);

/** Asks for a frame; a hidden window gets none and keeps what is dirty until it is shown. */
export function ask(): void {
  if (asked || document.hidden || dirty.size === 0) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    for (const chart of dirty) {
      if (!chart.inView) continue;
      dirty.delete(chart);
      chart.draw();
    }
  });
}

document.addEventListener("visibilitychange", ask);
