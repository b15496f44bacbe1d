// What stands beside the numbers of a source: its last minutes, and the worst alert that is open with it.
import { SeverityMark } from "../alerts/severity";
import { useAlerts } from "../app-context";
import { clock, full, MISSING, span } from "../format";
import { t } from "../i18n";
import type { ListedSource, SourceAlert, Trends } from "../ipc";
import { Sparkline } from "../panels/sparkline";

export function Trend({ values }: { values: ListedSource["trend"] }) {
  return values.length === 0 ? <span className="dim">{MISSING}</span> : <Sparkline values={values} />;
}

/** The trend in words. */
export function trendTitle(values: ListedSource["trend"], { fromMs, stepS }: Trends): string {
  const most = values.reduce<number | null>((most, n) => (n === null ? most : Math.max(most ?? 0, n)), null);
  if (values.length === 0 || most === null) return t("trend.none");
  const [from, to] = [clock(fromMs), clock(fromMs + values.length * stepS * 1000)];
  return t("trend.title", { from, to, n: full(most), span: span(stepS) });
}

export function AlertCell({ alert }: { alert: SourceAlert | null }) {
  const { open } = useAlerts();
  if (alert === null) return null;
  return (
    // Enter on the row shows all its alerts: a grid is one tab stop.
    <button type="button" className="alert-cell" tabIndex={-1} data-testid="source-alert" onClick={() => open(alert.id)}>
      <SeverityMark severity={alert.severity} />
      <span className="cut">{t(`kind.${alert.kind}`)}</span>
    </button>
  );
}

export function alertTitle(alert: SourceAlert | null): string {
  if (alert === null) return "";
  const [severity, kind] = [t(`severity.${alert.severity}`), t(`kind.${alert.kind}`)];
  return t(alert.victim ? "sourceAlert.victim" : "sourceAlert.sender", { severity, kind });
}
