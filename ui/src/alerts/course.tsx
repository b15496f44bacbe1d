import { clock, full, perSecond } from "../format";
import { t } from "../i18n";
import type { EpisodeView } from "../ipc";
import { per5s } from "./evidence";

const [WIDTH, HEIGHT, TOP] = [600, 84, 14];

/** Packets of it in each second around the alert, with its begin, its alert and its end. */
export function Course({ view }: { view: EpisodeView }) {
  const { series, row } = view;
  const { length } = series.packets;
  if (length === 0) return null;
  const most = Math.max(1, ...series.packets);
  const step = WIDTH / length;
  const x = (ms: number) => ((ms - series.fromMs) / 1000) * step;
  const within = (ms: number | null): ms is number => ms !== null && ms >= series.fromMs && x(ms) <= WIDTH;
  const marks = [
    { at: row.startMs, name: t("evidence.began"), kind: "began" },
    { at: row.detectedMs, name: t("evidence.alert"), kind: "alert" },
    { at: row.endMs, name: t("evidence.ended"), kind: "ended" },
  ] as const;
  const summary = t("evidence.courseSummary", { n: full(most), time: clock(row.detectedMs) });
  return (
    <section className="evidence-part" data-testid="evidence-course">
      <h3>{t("evidence.course")}</h3>
      <svg className="course" viewBox={`0 0 ${WIDTH} ${HEIGHT + TOP}`} role="img" aria-label={summary}>
        <g className={`course-bars course-${row.protocol}`}>
          {series.packets.map((packets, i) => {
            const height = (packets / most) * HEIGHT;
            return packets === 0 ? null : (
              <rect
                key={i}
                x={i * step}
                width={step * 0.86}
                y={TOP + HEIGHT - Math.max(1, height)}
                height={Math.max(1, height)}
              />
            );
          })}
        </g>
        <line className="course-ground" x1={0} x2={WIDTH} y1={TOP + HEIGHT} y2={TOP + HEIGHT} />
        {marks.map(({ at, kind }) =>
          within(at) ? (
            <g key={kind} className={`course-mark course-mark-${kind}`}>
              <line x1={x(at)} x2={x(at)} y1={TOP} y2={TOP + HEIGHT} />
              <path d={SHAPES[kind](x(at))} />
            </g>
          ) : null,
        )}
      </svg>
      <p className="course-scale dim" aria-hidden="true">
        <span>{clock(series.fromMs)}</span>
        <span>{t("evidence.most", { n: perSecond(most) })}</span>
        <span>{clock(series.fromMs + length * 1000)}</span>
      </p>
      <ul className="course-legend dim">
        {marks.map(({ at, name, kind }) =>
          at === null ? null : (
            <li key={kind}>
              <svg viewBox="0 0 12 14" className={`course-mark course-mark-${kind}`} aria-hidden="true">
                <path d={SHAPES[kind](6)} />
              </svg>
              {name} {clock(at)}
            </li>
          ),
        )}
      </ul>
      <details>
        <summary>{t("evidence.per5s")}</summary>
        <table className="table evidence-table" data-testid="evidence-per5s">
          <thead>
            <tr>
              <th scope="col">{t("table.start")}</th>
              <th scope="col" className="end">
                {t("table.packets")}
              </th>
            </tr>
          </thead>
          <tbody>
            {per5s(series).map((count) => (
              <tr key={count.startMs}>
                <th scope="row">{clock(count.startMs)}</th>
                <td className="end">{full(count.packets)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

/** A bracket that opens, a diamond, a bracket that closes; `x` is the middle. */
const SHAPES = {
  began: (x: number) => `M${x + 5} 2 H${x} V12`,
  alert: (x: number) => `M${x} 1 L${x + 5} 7 L${x} 13 L${x - 5} 7 Z`,
  ended: (x: number) => `M${x - 5} 2 H${x} V12`,
};
