import { useLayoutEffect, useRef } from "react";

interface Props {
  lines: readonly string[];
  x: number;
  y: number;
}

/** What the pointer is on, as text beside it. */
export function Tip({ lines, x, y }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const { width, height } = element.getBoundingClientRect();
    const left = x + 14 + width > innerWidth ? x - 14 - width : x + 14;
    element.style.left = `${Math.max(4, left)}px`;
    element.style.top = `${Math.min(Math.max(4, y - height / 2), innerHeight - height - 4)}px`;
  });
  const [head, ...rest] = lines;
  return (
    <div ref={box} className="tip" role="tooltip">
      <strong>{head}</strong>
      {rest.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </div>
  );
}
