import { Button } from "@mantine/core";
import { useMemo } from "react";
import { useApp, useTrial } from "../app-context";
import { full, moment, span } from "../format";
import { t } from "../i18n";
import { inWords } from "../said";
import { visible } from "../text";
import { type Comparison, compare, type Firing } from "./compare";
import type { Draft } from "./trial";

/** Differences that are listed; the rest is counted. */
const LISTED = 4;

/** What the tried limits would have found, and the two ways on. */
export function TrialBar() {
  const draft = useApp((s) => s.draft);
  return draft === null ? null : <Bar draft={draft} />;
}

function Bar({ draft }: { draft: Draft }) {
  const { use, cancel } = useTrial();
  const { found, error } = draft;
  const comparison = useMemo(() => (found === null ? null : compare(found.now, found.tried)), [found]);
  return (
    <section className="trial" data-testid="limit-preview" aria-label={t("trial.title")}>
      <div className="trial-head">
        <p role="status">
          <b>{t("trial.notYet")}</b>{" "}
          {error === null
            ? comparison === null
              ? t("trial.asking")
              : firedSentence(comparison)
            : visible(inWords(error))}
        </p>
        <Button size="compact-sm" disabled={error !== null} onClick={() => void use()} data-testid="limit-use">
          {t("trial.use")}
        </Button>
        <Button size="compact-sm" variant="default" onClick={cancel} data-testid="limit-cancel">
          {t("trial.cancel")}
        </Button>
      </div>
      {comparison !== null && error === null && <Detail comparison={comparison} />}
    </section>
  );
}

/** How often it would have fired, and in which time. */
export function firedSentence({ now, tried, fromMs, toMs }: Comparison): string {
  const s = Math.round((toMs - fromMs) / 1000);
  if (s <= 0) return t("trial.nothing");
  const length = s < 120 ? span(s) : span(60 * Math.round(s / 60));
  return t("trial.fired", { count: tried.length, n: full(tried.length), now: full(now.length), span: length });
}

function Detail({ comparison }: { comparison: Comparison }) {
  const { now, tried, added, gone, fromMs, toMs } = comparison;
  if (toMs <= fromMs || (now.length === 0 && tried.length === 0)) return null;
  const rows = [
    ...added.map((firing) => ({ firing, word: t("trial.added") })),
    ...gone.map((firing) => ({ firing, word: t("trial.gone") })),
  ].sort((a, b) => b.firing.fromMs - a.firing.fromMs);
  return (
    <>
      <Strip name={t("trial.now")} firings={now} comparison={comparison} />
      <Strip name={t("trial.tried")} firings={tried} comparison={comparison} />
      <p className="trial-scale dim" aria-hidden="true">
        <span>{moment(fromMs, toMs)}</span>
        <span>{moment(toMs, toMs)}</span>
      </p>
      {rows.length === 0 ? (
        <p className="dim">{t("trial.same")}</p>
      ) : (
        <ul className="trial-list">
          {rows.slice(0, LISTED).map(({ firing, word }) => (
            <li key={`${word} ${firing.key} ${firing.fromMs}`}>
              {t("trial.item", { word, time: moment(firing.fromMs, toMs), name: firing.name, layer: layer(firing) })}
            </li>
          ))}
          {rows.length > LISTED && <li className="dim">{t("trial.more", { n: full(rows.length - LISTED) })}</li>}
        </ul>
      )}
    </>
  );
}

const layer = (firing: Firing): string => (firing.layer === "smart" ? t("attacks.smart") : t("attacks.fixed"));

/** When something fired: solid where detection did, hatched where a fixed limit did. */
function Strip({
  name,
  firings,
  comparison: { fromMs, toMs },
}: {
  name: string;
  firings: Firing[];
  comparison: Comparison;
}) {
  const part = (ms: number) => (100 * (ms - fromMs)) / (toMs - fromMs);
  return (
    <div className="trial-strip" aria-hidden="true">
      <span>{name}</span>
      <div>
        {firings.map((firing) => (
          <i
            key={`${firing.key} ${firing.fromMs}`}
            className={`trial-${firing.layer}`}
            title={firing.name}
            style={{ left: `${part(firing.fromMs)}%`, width: `max(4px, ${part(firing.toMs) - part(firing.fromMs)}%)` }}
          />
        ))}
      </div>
    </div>
  );
}
