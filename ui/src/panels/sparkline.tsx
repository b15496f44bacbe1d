import type { Values } from "../charts/figure";

const [WIDTH, HEIGHT] = [56, 16];

/** The course of a number in the size of a word. */
export function Sparkline({ values }: { values: Values }) {
  const known = values.filter((v) => v !== null);
  if (known.length < 2 || known.every((v) => v === 0)) return null;
  const most = Math.max(1, ...known);
  const step = WIDTH / (values.length - 1);
  const path = values
    .map((v, i) => {
      if (v === null) return "";
      // A gap begins a new piece of the line.
      const pen = i === 0 || values[i - 1] === null ? "M" : "L";
      return `${pen}${(i * step).toFixed(1)} ${(HEIGHT - 1 - (v / most) * (HEIGHT - 2)).toFixed(1)}`;
    })
    .join("");
  return (
    <svg className="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="xMinYMid" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
