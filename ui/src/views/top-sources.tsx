import { Button } from "@mantine/core";
import { useApp, useController } from "../app-context";
import { useShown } from "../filter/use-narrowed";
import { bytes, full, share } from "../format";
import type { Snapshot, SourceRow } from "../ipc";
import { Panel } from "../panels/panel";
import { usePanelNews } from "../panels/panel-state";
import { JUDGED, type Shown, shows } from "../protocol";
import { visible } from "../text";
import { t } from "../i18n";
import { Address } from "./address";
import { useRecent } from "./figures";

/** Rows in the box; the rest is one click away. */
const ROWS = 24;

export const packetsShown = (row: Pick<SourceRow, (typeof JUDGED)[number]>, shown: Shown): number =>
  JUDGED.reduce((sum, p) => sum + (shows(shown, p) ? row[p] : 0), 0);

/** Characters of an address that fit. */
const ROOM = 18;

/** The busiest sources, in short. */
export function TopSources({ snapshot: newest }: { snapshot: Snapshot }) {
  const snapshot = useRecent(newest, newest);
  const shown = useShown();
  const { show } = useController();
  const { rows, others } = snapshot.sources;
  const all = rows.reduce((sum, row) => sum + packetsShown(row, shown), packetsShown(others, shown));
  const top = rows
    .map((row) => ({ row, packets: packetsShown(row, shown) }))
    .filter(({ packets }) => packets > 0)
    .sort((a, b) => b.packets - a.packets)
    .slice(0, ROWS);
  const news = usePanelNews(top.length === 0);
  const leftOut = useApp((s) => (s.snapshot?.sources.rows.length ?? 0) > 0);
  return (
    <Panel
      id="sources-top"
      title={t("sources.top")}
      subtitle={t("sources.topSubtitle")}
      news={news}
      className="top-sources"
      actions={
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          onClick={() => show("sources")}
          aria-label={t("sources.all")}
        >
          {full(snapshot.sources.distinct)} →
        </Button>
      }
    >
      {top.length === 0 ? (
        <p className="chart-empty">{leftOut ? t("sources.noneLeft") : t("sources.empty")}</p>
      ) : (
        <table className="table table-fixed">
          <caption className="unseen">{t("sources.top")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("table.source")}</th>
              <th scope="col" className="end col-number">
                {t("table.packets")}
              </th>
              <th scope="col" className="end col-share">
                {t("table.share")}
              </th>
            </tr>
          </thead>
          <tbody>
            {top.map(({ row, packets }) => (
              <tr key={row.ip}>
                <th scope="row" className="mono cut" title={`${visible(row.ip)}, ${bytes(row.bytes)}`}>
                  <Address ip={row.ip} room={ROOM} />
                </th>
                <td className="end">{full(packets)}</td>
                <td className="end">{share(packets, all)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
