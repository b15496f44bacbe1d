import { Button } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useBackend, useNameBook } from "../app-context";
import type { Owner, PacketView } from "../ipc";
import { useNames } from "../names/use-names";
import { whoText } from "../names/words";
import { useCopied } from "../panels/use-copied";
import { useAnswer } from "../tables/use-answer";
import { visible } from "../text";
import { t } from "../i18n";
import { Address } from "./address";
import { DetailPane, Facts, Part } from "./detail-pane";
import { layersOf, layersText } from "./layers";
import { serviceOf } from "./packet-columns";
import { packetLine } from "./packet-line";
import { endpoint } from "./recent-packets";

/** The decoded layers of one packet. */
export function PacketDetail({ id, onClose }: { id: number; onClose: () => void }) {
  const backend = useBackend();
  const view = useAnswer(() => backend.getPacket(id), String(id), null);
  const title =
    view === undefined || view === null
      ? ""
      : `${endpoint(view.row.source, view.row.sourcePort)} → ${endpoint(view.row.destination, view.row.destinationPort)}`;
  return (
    <DetailPane
      id="packet-detail"
      label={t("detail.packet")}
      title={<span className="mono">{title}</span>}
      actions={view && <Copies view={view} />}
      onClose={onClose}
    >
      {view === null && <p>{t("detail.packetGone")}</p>}
      {view && <Body view={view} />}
    </DetailPane>
  );
}

function Copies({ view }: { view: PacketView }) {
  const [copied, copy] = useCopied();
  const [copiedRow, copyRow] = useCopied();
  const icon = (done: boolean) => (done ? <IconCheck size={13} /> : <IconCopy size={13} />);
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={icon(copied)}
        data-testid="packet-copy"
        onClick={() => copy(layersText(view))}
      >
        {copied ? t("act.copied") : t("detail.copy")}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={icon(copiedRow)}
        data-testid="packet-copy-row"
        onClick={() => copyRow(packetLine(view.row))}
      >
        {copiedRow ? t("act.copied") : t("detail.copyRow")}
      </Button>
    </>
  );
}

function Body({ view }: { view: PacketView }) {
  const { service } = useNameBook();
  const name = serviceOf(view.row, service);
  return (
    <>
      {layersOf(view).map((layer, i, all) => (
        <Part key={layer.name} title={layer.name}>
          <Facts
            rows={i === all.length - 1 && name !== "" ? [...layer.fields, [t("names.service"), name]] : layer.fields}
          />
        </Part>
      ))}
      {view.row.source !== null && view.row.destination !== null && <Ends view={view} />}
      <p className="detail-note dim">{t("detail.noPayload")}</p>
    </>
  );
}

/** Who is at each end, and which program where that can be known. */
function Ends({ view: { row } }: { view: PacketView }) {
  const { source, destination, sourcePort, destinationPort, protocol } = row;
  const book = useNameBook();
  const names = useNames([source, destination].filter((ip) => ip !== null));
  const owners = useAnswer(
    () =>
      source === null || destination === null || sourcePort === null || destinationPort === null || (protocol !== "tcp" && protocol !== "udp")
        ? Promise.resolve(null)
        : book.owners({ transport: protocol, source, sourcePort, destination, destinationPort }),
    String(row.id),
    null,
  );
  const end = (ip: string, owner: Owner | undefined) => (
    <Facts
      rows={[
        [t("detail.address"), <Address key="address" ip={ip} field="host" />],
        ...(whoText(names(ip)) === "" ? [] : [[t("detail.name"), whoText(names(ip))] as const]),
        ...(owner === undefined ? [] : [[t("names.owner"), ownerText(owner)] as const]),
      ]}
    />
  );
  return (
    <>
      <Part title={t("table.source")}>{end(source ?? "", owners?.source)}</Part>
      <Part title={t("table.destination")}>{end(destination ?? "", owners?.destination)}</Part>
    </>
  );
}

/** `firefox (4711)`, or why it is not known. */
export function ownerText({ program, pid, reason, user }: Owner): string {
  if (program !== null) return pid === null ? visible(program) : `${visible(program)} (${pid})`;
  if (reason === null) return t("names.owners.unsupported");
  return reason === "otherUser" ? t("names.owners.otherUser", { user: visible(user ?? "?") }) : t(`names.owners.${reason}`);
}
