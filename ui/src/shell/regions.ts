// The parts of the window, for the key that goes from one to the next.

const REGIONS = [".head", ".rail", ".scope", "#main", ".strip"];
const FOCUSABLE = "button:not(:disabled), a[href], input:not(:disabled), [tabindex='0']";

/** Moves the focus to the next part, or the one before; to what can be used there first, else to the part itself. */
export function toRegion(steps: 1 | -1): void {
  const regions = REGIONS.map((css) => document.querySelector<HTMLElement>(css)).filter((one) => one !== null);
  if (regions.length === 0) return;
  const at = regions.findIndex((one) => one.contains(document.activeElement));
  const from = at < 0 && steps < 0 ? 0 : at;
  const next = regions[(from + steps + regions.length) % regions.length];
  const usable = [...(next?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])].find((one) => one.closest("[hidden]") === null);
  (usable ?? next)?.focus();
}
