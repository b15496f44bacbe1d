// The parts of the evidence card that are numbers and lists.
import type { ReactNode } from "react";
import { useApp, useController } from "../app-context";
import { clock, full, share, span } from "../format";
import { t } from "../i18n";
import type { EpisodeView, PortRow } from "../ipc";
import { protocolName } from "../protocol";
import { visible } from "../text";
import { facts, header, moreSources, quality, threshold, usual, whoText } from "./evidence";

const MOST_SOURCES = 5;

function Part({ title, id, children }: { title: string; id?: string; children: ReactNode }) {
  return (
    <section className="evidence-part" data-testid={id}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

export function Reasons({ view }: { view: EpisodeView }) {
  if (view.reasons.length === 0) return null;
  return (
    <Part title={t("evidence.why")} id="evidence-why">
      <table className="table evidence-table">
        <thead>
          <tr>
            <th scope="col">{t("evidence.columns.number")}</th>
            {(["value", "peak", "threshold", "usual"] as const).map((column) => (
              <th key={column} scope="col" className="end">
                {t(`evidence.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.reasons.map((reason) => (
            <tr key={reason.statistic}>
              <th scope="row">
                {t(`statistic.${reason.statistic}`)}
                <span className="dim evidence-origin">
                  {threshold(reason)}
                  {reason.origin !== "floor" && ` · ${t("evidence.floor", { n: full(reason.floor) })}`}
                </span>
              </th>
              <td className="end">
                <b>{full(reason.value)}</b>
              </td>
              <td className="end">{full(reason.peak)}</td>
              <td className="end">{full(reason.threshold)}</td>
              <td className="end">{usual(reason)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}

export function Facts({ view, nowMs }: { view: EpisodeView; nowMs: number }) {
  return (
    <Part title={t("evidence.facts")} id="evidence-facts">
      <dl className="evidence-facts">
        {facts(view, nowMs).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}

export function Sources({ view }: { view: EpisodeView }) {
  const more = moreSources(view) + Math.max(0, view.sources.length - MOST_SOURCES);
  return (
    <Part title={t("evidence.who")} id="evidence-sources">
      <p>{view.sources.length === 0 ? t("evidence.whoNone") : whoText(view)}</p>
      <table className="table evidence-table">
        <tbody>
          {view.sources.slice(0, MOST_SOURCES).map((source) => (
            <tr key={source.ip}>
              <th scope="row" className="mono">
                {visible(source.ip)}
              </th>
              <td className="evidence-bar" aria-hidden="true">
                <span className={`swatch-${view.row.protocol}`} style={{ width: `${100 * (source.share ?? 0)}%` }} />
              </td>
              <td className="end">{full(source.packets)}</td>
              <td className="end">{share(source.share ?? 0, 1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && (
        <p className="dim">
          {t("evidence.moreSources", { n: `${view.distinctSources.estimated ? "~" : ""}${full(more)}` })}
        </p>
      )}
    </Part>
  );
}

const ports = (rows: readonly PortRow[]): string => rows.map((row) => `${row.port} (${full(row.packets)})`).join(", ");

export function Ports({ view }: { view: EpisodeView }) {
  return (
    <>
      {view.ports.length > 0 && (
        <Part title={t("evidence.topPorts")} id="evidence-ports">
          <p className="mono">{ports(view.ports)}</p>
        </Part>
      )}
      {view.sourcePorts.length > 0 && (
        <Part title={t("evidence.fromPorts")}>
          <p className="mono">{ports(view.sourcePorts)}</p>
        </Part>
      )}
      {view.hosts.length > 0 && (
        <Part title={t("evidence.hostsTried")}>
          <p className="mono">{view.hosts.map(visible).join(", ")}</p>
        </Part>
      )}
    </>
  );
}

export function Quality({ view }: { view: EpisodeView }) {
  const bad = view.row.dropped > 0 || view.row.oneWay;
  return (
    <Part title={t("evidence.quality")} id="evidence-quality">
      {quality(view).map((sentence) => (
        <p key={sentence} className={bad ? "note-warn" : "dim"}>
          {sentence}
        </p>
      ))}
    </Part>
  );
}

/** The other layer's reasons for the same event. */
export function Linked({ view: { hits } }: { view: EpisodeView }) {
  if (hits.length === 0) return null;
  return (
    <Part title={t("evidence.linked", { count: hits.length, n: full(hits.length) })} id="evidence-hits">
      <table className="table evidence-table">
        <thead>
          <tr>
            <th scope="col">{t("table.start")}</th>
            <th scope="col">{t("table.protocol")}</th>
            <th scope="col" className="end">
              {t("table.packets")}
            </th>
            <th scope="col" className="end">
              {t("table.limit")}
            </th>
          </tr>
        </thead>
        <tbody>
          {hits.map((hit) => (
            <tr key={`${hit.startMs} ${hit.protocol}`}>
              <th scope="row">{clock(hit.startMs)}</th>
              <td>{protocolName(hit.protocol)}</td>
              <td className="end">{t("attacks.packets", { n: full(hit.packets), span: span(hit.intervalS) })}</td>
              <td className="end">{full(hit.threshold)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}

export function Headers({ view: { headers } }: { view: EpisodeView }) {
  const counts = useApp((s) => s.settings.disclosure === "counts");
  const { show } = useController();
  const { length: count } = headers;
  if (count === 0) {
    return (
      <Part title={t("packets.title")} id="evidence-headers">
        <p className="dim">
          {t("evidence.noHeaders")}{" "}
          {counts && (
            <button type="button" className="link" onClick={() => show("settings")}>
              {t("views.settings")}
            </button>
          )}
        </p>
      </Part>
    );
  }
  return (
    <details className="evidence-part" data-testid="evidence-headers">
      <summary>{t("evidence.headers", { count, n: full(count) })}</summary>
      <ol className="evidence-headers mono">
        {headers.map((packet) => (
          <li key={packet.id}>{header(packet)}</li>
        ))}
      </ol>
    </details>
  );
}
