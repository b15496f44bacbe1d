import { Button } from "@mantine/core";
import { useApp, useController } from "../app-context";
import { useShown } from "../filter/use-narrowed";
import { clockMicros, full } from "../format";
import type { PacketRow, Snapshot } from "../ipc";
import { Panel } from "../panels/panel";
import { usePanelNews } from "../panels/panel-state";
import { shows } from "../protocol";
import { visible } from "../text";
import { t } from "../i18n";
import { ProtocolCell } from "./protocol-cell";

/** Rows in the box; the rest is one click away. */
const ROWS = 12;

/** An address with its port, IPv6 in brackets. */
export function endpoint(address: string | null, port: number | null): string {
  if (address === null) return "–";
  const shown = visible(address);
  if (port === null) return shown;
  return address.includes(":") ? `[${shown}]:${port}` : `${shown}:${port}`;
}

export const packetsInScope = (recent: readonly PacketRow[], shown: readonly boolean[]): PacketRow[] =>
  recent.filter((packet) => shows(shown, packet.protocol));

/** The newest packets, in short. */
export function RecentPackets({ snapshot }: { snapshot: Snapshot }) {
  const shown = useShown();
  const counts = useApp((s) => s.settings.disclosure === "counts");
  const leftOut = useApp((s) => (s.snapshot?.recent.length ?? 0) > 0);
  const { show } = useController();
  const rows = packetsInScope(snapshot.recent, shown).slice(0, ROWS);
  const news = usePanelNews(rows.length === 0);
  return (
    <Panel
      id="packets-recent"
      title={t("packets.recent")}
      subtitle={t("packets.recentSubtitle")}
      news={news}
      className="recent"
      actions={
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          onClick={() => show("packets")}
        >
          {t("packets.all")} →
        </Button>
      }
    >
      {rows.length === 0 ? (
        <p className="chart-empty">{counts ? t("packets.counts") : leftOut ? t("packets.noneLeft") : t("packets.empty")}</p>
      ) : (
        <table className="table table-fixed">
          <caption className="unseen">{t("packets.recent")}</caption>
          <thead>
            <tr>
              <th scope="col" className="col-time">
                {t("table.time")}
              </th>
              <th scope="col">{t("table.source")}</th>
              <th scope="col">{t("table.destination")}</th>
              <th scope="col" className="col-protocol">
                {t("table.protocol")}
              </th>
              <th scope="col" className="end col-length">
                {t("table.length")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((packet) => (
              <tr key={packet.id}>
                <td className="mono cut">{clockMicros(packet.timeUs)}</td>
                <td className="mono cut" title={endpoint(packet.source, packet.sourcePort)}>
                  {endpoint(packet.source, packet.sourcePort)}
                </td>
                <td className="mono cut" title={endpoint(packet.destination, packet.destinationPort)}>
                  {endpoint(packet.destination, packet.destinationPort)}
                </td>
                <td className="cut" title={visible(packet.info)}>
                  <ProtocolCell protocol={packet.protocol} name={packet.name} />
                </td>
                <td className="end">{full(packet.length)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
