import { type KeyboardEvent, useRef } from "react";
import { perSecond, full, clock } from "../format";
import { groupBy } from "../group";
import { t } from "../i18n";
import type { EpisodeRow, Snapshot } from "../ipc";
import { JUDGED, protocolName, type Shown, showsJudged } from "../protocol";
import { visible } from "../text";
import { began, course, stateOf, whom } from "./rows";
import { sentence } from "./sentence";
import { SeverityMark } from "./severity";

interface Props {
  rows: readonly EpisodeRow[];
  nowMs: number;
  /** Of the row whose evidence is open. */
  chosen: number | null;
  onChoose: (id: number) => void;
  label: string;
  /** There is room to say what happens, and no evidence beside the list that does. */
  roomy: boolean;
}

/** One button for each alert; the arrow keys go from one to the next. */
export function AlertList({ rows, nowMs, chosen, onChoose, label, roomy }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>("button") ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    buttons[Math.min(Math.max(0, to), buttons.length - 1)]?.focus();
  };
  return (
    <ul ref={list} className="alert-list" aria-label={label} data-testid="alerts-list" onKeyDown={onKeyDown}>
      {rows.map((row) => (
        <li key={row.id}>
          <AlertButton row={row} nowMs={nowMs} chosen={row.id === chosen} onChoose={onChoose} roomy={roomy} />
        </li>
      ))}
    </ul>
  );
}

function AlertButton({
  row,
  nowMs,
  chosen,
  onChoose,
  roomy,
}: {
  row: EpisodeRow;
  nowMs: number;
  chosen: boolean;
  onChoose: (id: number) => void;
  roomy: boolean;
}) {
  const state = stateOf(row);
  return (
    <button
      type="button"
      className={`alert-row alert-${row.severity} alert-is-${state}`}
      data-testid="alert-card"
      data-kind={row.kind}
      data-alert-state={state}
      data-id={row.id}
      aria-pressed={chosen}
      onClick={() => onChoose(row.id)}
    >
      <span className="alert-head">
        <SeverityMark severity={row.severity} />
        <b>{t(`kind.${row.kind}`)}</b>
        <time className="alert-time">{began(row, nowMs)}</time>
      </span>
      {roomy ? (
        <span className="alert-sentence">{sentence(row)}</span>
      ) : (
        <span className="alert-whom mono">{whom(row)}</span>
      )}
      <span className="alert-course">
        <span>{course(row, nowMs)}</span>
        <span>{t("alerts.peak", { rate: perSecond(row.peakPerS) })}</span>
        {row.dropped > 0 && <span className="note-warn">{t("alerts.lossy")}</span>}
      </span>
    </button>
  );
}

/** What the list leaves out: open ones beyond what is listed, and old ones that are gone. */
export function More({ snapshot }: { snapshot: Snapshot }) {
  const { more, forgotten } = snapshot.detection;
  return (
    <>
      {more.map(({ kind, count }) => (
        <p key={kind} className="alert-more" data-testid="alerts-more">
          {t("alerts.more", { count, n: full(count), kind: t(`kind.${kind}`) })}
        </p>
      ))}
      {forgotten > 0 && (
        <p className="alert-more dim">{t("alerts.forgotten", { count: forgotten, n: full(forgotten) })}</p>
      )}
    </>
  );
}

/** What the fixed limits found, a line for each protocol. */
export function Hits({ snapshot, shown }: { snapshot: Snapshot; shown: Shown }) {
  const seen = snapshot.attacks.filter((hit) => showsJudged(shown, hit.protocol));
  const byProtocol = groupBy(seen, (hit) => hit.protocol);
  return (
    <>
      {JUDGED.map((protocol) => {
        const hits = byProtocol.get(protocol);
        const last = hits?.at(-1);
        if (hits === undefined || last === undefined) return null;
        const peak = Math.max(...hits.map((hit) => hit.packets));
        return (
          <div key={protocol} className="alert-hits" data-testid={`hits-${protocol}`}>
            <span className="alert-head">
              <span className={`swatch-dot swatch-${protocol} swatch-fixed`} aria-hidden="true" />
              <b>{t("alerts.fixed")}</b>
              <time className="alert-time">{clock(last.startMs)}</time>
            </span>
            <span>
              {t("alerts.hits", { count: hits.length, n: full(hits.length), name: visible(protocolName(protocol)) })}
            </span>
            <span className="alert-course">
              {t("alerts.hitsDetail", {
                time: clock(last.startMs),
                peak: full(peak),
                limit: full(last.threshold),
              })}
            </span>
          </div>
        );
      })}
    </>
  );
}
