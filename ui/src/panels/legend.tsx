import { Popover } from "@mantine/core";
import { memo, type MouseEvent, useEffect, useRef, useState } from "react";
import { useApp, useController } from "../app-context";
import type { Hatch, LegendItem } from "../charts/figure";
import { full } from "../format";
import { t } from "../i18n";
import { PROTOCOLS, type Protocol, type Shown, shows } from "../protocol";
import { toggled } from "../scope";
import { useRooms } from "./use-room";

interface Props {
  items: readonly LegendItem[];
  shown: Shown;
  /** Without it the legend only explains. */
  onToggle?: (protocol: Protocol, only: boolean) => void;
}

/** The legend of a chart: what is hidden in it is hidden in all views. */
export function ProtocolLegend({ items }: Pick<Props, "items">) {
  const shown = useApp((s) => s.settings.protocols);
  const { change } = useController();
  return <Legend items={items} shown={shown} onToggle={(p, only) => change({ protocols: toggled(shown, p, only) })} />;
}

const isProtocol = (key: string): key is Protocol => (PROTOCOLS as readonly string[]).includes(key);

/** The colours and patterns of a chart in words; a click shows or hides a protocol in every view. */
export function Legend({ items, shown, onToggle }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const [hidden, setHidden] = useState(0);
  const rooms = useRooms(items);
  // Numbers change at each look; only other words, or numbers of more room, can wrap otherwise.
  const words = items.map((item) => `${item.name}${rooms[item.key] ?? ""}`).join();
  useEffect(() => {
    const element = list.current;
    if (element === null || typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(() => setHidden(wrapped(element)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [words]);
  const rest = items.slice(items.length - hidden);
  return (
    <div className="legend-row">
      <ul ref={list} className="legend">
        {items.map((item, i) => (
          <li key={item.key} className={i >= items.length - hidden ? "legend-wrapped" : ""}>
            <Entry item={item} room={rooms[item.key]} shown={shown} onToggle={onToggle} />
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <Popover position="bottom-end" shadow="md" transitionProps={{ duration: 0 }}>
          <Popover.Target>
            <button
              type="button"
              className="legend-item legend-more"
              title={rest.map((item) => item.name).join("\n")}
              aria-label={t("charts.moreLegend", { count: hidden, n: full(hidden) })}
            >
              +{full(hidden)}
            </button>
          </Popover.Target>
          <Popover.Dropdown className="legend-rest">
            <ul>
              {rest.map((item) => (
                <li key={item.key}>
                  <Entry item={item} room={rooms[item.key]} shown={shown} onToggle={onToggle} />
                </li>
              ))}
            </ul>
          </Popover.Dropdown>
        </Popover>
      )}
    </div>
  );
}

/** Entries that did not fit into the first line. */
function wrapped(list: HTMLElement): number {
  const entries = [...list.children] as HTMLElement[];
  const top = entries[0]?.offsetTop ?? 0;
  return entries.filter((entry) => entry.offsetTop > top + 4).length;
}

interface EntryProps {
  item: LegendItem;
  /** Characters that its number may have without moving what is behind it. */
  room: number | undefined;
  shown: Shown;
  onToggle: Props["onToggle"];
}

function Entry({ item, room, shown, onToggle }: EntryProps) {
  const { key } = item;
  const content = (
    <>
      <Swatch colour={item.colour} others={item.others} dash={item.dash} hatched={item.hatched} />
      {item.name}
      {item.value !== undefined && <b style={{ minWidth: `${room ?? 0}ch` }}>{item.value}</b>}
    </>
  );
  if (!isProtocol(key) || onToggle === undefined) return <span className="legend-word">{content}</span>;
  return (
    <button
      type="button"
      className="legend-item"
      aria-pressed={shows(shown, key)}
      title={[item.hint, t("scope.toggle", { name: item.name })].filter(Boolean).join("\n")}
      onClick={(event: MouseEvent) => onToggle(key, event.shiftKey)}
    >
      {content}
    </button>
  );
}

const DASHES = { solid: undefined, dot: "2 2", dash: "5 2", dashdot: "5 2 1 2", longdash: "8 2" };

/** What lies on the colour of a box of 10 x 10. */
const HATCHES: Record<string, string> = {
  true: "M-1 6 L6 -1 M4 11 L11 4",
  cross: "M-1 6 L6 -1 M4 11 L11 4 M-1 4 L6 11 M4 -1 L11 6",
  dot: "M2 3 h2 M6 3 h2 M4 7 h2",
  line: "M0 3 H10 M0 7 H10",
};

export function SwatchHatch({ hatch }: { hatch: Hatch }) {
  return hatch === false ? null : <path className="swatch-hatch" d={HATCHES[String(hatch)]} />;
}

type SwatchProps = Pick<LegendItem, "colour" | "others" | "dash" | "hatched">;

/** A short piece of the line, or of the bar. It stays as it is while the number beside it changes. */
const Swatch = memo(function Swatch({ colour, others = [], dash, hatched }: SwatchProps) {
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
      {others.map((other, i) => (
        <rect key={other} x={(10 * (i + 1)) / (others.length + 1)} width={10 / (others.length + 1)} height="10" fill={other} />
      ))}
      <SwatchHatch hatch={hatched ?? false} />
    </svg>
  );
});
