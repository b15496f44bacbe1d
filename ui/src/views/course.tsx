import { clock, full, span } from "../format";
import { t } from "../i18n";
import type { ProfileView } from "../ipc";

const [WIDTH, HEIGHT] = [300, 64];

/** What a source sent step by step; a time without capture is hatched. */
export function Course({ profile: { packets, fromMs, stepS } }: { profile: ProfileView }) {
  const most = Math.max(1, ...packets.map((n) => n ?? 0));
  const toMs = fromMs + packets.length * stepS * 1000;
  const wide = WIDTH / Math.max(1, packets.length);
  if (packets.length === 0) return <p className="dim">{t("detail.tooShort", { span: span(stepS) })}</p>;
  const peak = t("detail.peak", { n: full(most), span: span(stepS) });
  return (
    <figure className="detail-course">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={`${clock(fromMs)}–${clock(toMs)}: ${peak}`}>
        {packets.map((n, i) => {
          const height = n === null ? HEIGHT : (n / most) * HEIGHT;
          return (
            <rect
              key={i}
              className={n === null ? "course-gap" : "course-bar"}
              x={i * wide}
              y={HEIGHT - height}
              width={Math.max(0.5, wide * 0.86)}
              height={height}
            />
          );
        })}
      </svg>
      <figcaption>
        <time>{clock(fromMs)}</time>
        <span>{peak}</span>
        <time>{clock(toMs)}</time>
      </figcaption>
    </figure>
  );
}
