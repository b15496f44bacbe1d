import { type RefObject, useLayoutEffect, useRef } from "react";
import { createPortal } from "react-dom";

type Props = { lines: readonly string[] } & ({ x: number; y: number } | { anchor: RefObject<HTMLElement | null> });

const AWAY_PX = 14;
const EDGE_PX = 4;

/** What the pointer or the cursor is on, as text beside it. */
export function Tip({ lines, ...at }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const anchor = "anchor" in at ? at.anchor.current?.getBoundingClientRect() : null;
    const [x, y] = "anchor" in at ? [anchor?.left ?? 0, anchor?.top ?? 0] : [at.x, at.y];
    const { width, height } = element.getBoundingClientRect();
    const left = x + AWAY_PX + width > innerWidth ? x - AWAY_PX - width : x + AWAY_PX;
    element.style.left = `${Math.max(EDGE_PX, left)}px`;
    element.style.top = `${Math.min(Math.max(EDGE_PX, y - height / 2), innerHeight - height - EDGE_PX)}px`;
  });
  const [head, ...rest] = lines;
  const tip = (
    <div ref={box} className="tip" role="tooltip">
      <strong>{head}</strong>
      {rest.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </div>
  );
  return createPortal(tip, document.body);
}
