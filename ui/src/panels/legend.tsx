import type { MouseEvent } from "react";
import type { LegendItem } from "../charts/figure";
import { PROTOCOLS, type Protocol, type Shown, shows } from "../protocol";
import { t } from "../i18n";

interface Props {
  items: readonly LegendItem[];
  shown: Shown;
  /** Without it the legend only explains. */
  onToggle?: (protocol: Protocol, only: boolean) => void;
}

const isProtocol = (key: string): key is Protocol => (PROTOCOLS as readonly string[]).includes(key);

/** The colours and patterns of a chart in words; a click shows or hides a protocol in every view. */
export function Legend({ items, shown, onToggle }: Props) {
  return (
    <ul className="legend">
      {items.map((item) => {
        const { key } = item;
        const content = (
          <>
            <Swatch item={item} />
            {item.name}
            {item.value !== undefined && <b>{item.value}</b>}
          </>
        );
        if (!isProtocol(key) || onToggle === undefined) return <li key={key}>{content}</li>;
        const on = shows(shown, key);
        return (
          <li key={key}>
            <button
              type="button"
              className="legend-item"
              aria-pressed={on}
              title={[item.hint, t("scope.toggle", { name: item.name })].filter(Boolean).join("\n")}
              onClick={(event: MouseEvent) => onToggle(key, event.shiftKey)}
            >
              {content}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

const DASHES = { solid: undefined, dot: "2 2", dash: "5 2", dashdot: "5 2 1 2" };

/** A short piece of the line, or of the bar. */
function Swatch({ item: { colour, dash, hatched } }: { item: LegendItem }) {
  if (dash !== undefined) {
    return (
      <svg className="swatch" viewBox="0 0 14 10" aria-hidden="true">
        <line x1="0" y1="5" x2="14" y2="5" stroke={colour} strokeWidth="3" strokeDasharray={DASHES[dash]} />
      </svg>
    );
  }
  return (
    <svg className="swatch swatch-box" viewBox="0 0 10 10" aria-hidden="true">
      <rect width="10" height="10" rx="2" fill={colour} />
      {hatched !== undefined && hatched !== false && <path className="swatch-hatch" d="M-1 6 L6 -1 M4 11 L11 4" />}
      {hatched === "cross" && <path className="swatch-hatch" d="M-1 4 L6 11 M4 -1 L11 6" />}
    </svg>
  );
}
