import { Button, Menu } from "@mantine/core";
import { IconBellOff, IconCheck, IconCopy, IconFilter, IconListDetails } from "@tabler/icons-react";
import { LENGTHS, secondsOf, WORDS } from "../alerts/mute-menu";
import { began, course as courseOf } from "../alerts/rows";
import { SeverityMark } from "../alerts/severity";
import { useAlerts, useApp, useBackend, useController, useFilter } from "../app-context";
import { bytes, clock, full, moment, share, span } from "../format";
import type { AddressNames, EpisodeRow, PortShare, ProfileView, SourceView } from "../ipc";
import { placeText, whoText } from "../names/words";
import { useNames } from "../names/use-names";
import { useCopied } from "../panels/use-copied";
import { JUDGED, protocolName } from "../protocol";
import { useAnswer } from "../tables/use-answer";
import { useNameBook } from "../app-context";
import { visible } from "../text";
import { t } from "../i18n";
import { Address } from "./address";
import { Course } from "./course";
import { DetailPane, Facts, Part } from "./detail-pane";
import { sourceText } from "./source-text";

interface Props {
  ip: string;
  names: AddressNames | undefined;
  nowMs: number;
  /** Changes when there are newer numbers. */
  fresh: number;
  onClose: () => void;
}

/** All that is known of one source. */
export function SourceDetail({ ip, names, nowMs, fresh, onClose }: Props) {
  const backend = useBackend();
  const { intervalS, rangeS } = useApp((s) => s.settings);
  const view = useAnswer(() => backend.getSource(ip, { intervalS, rangeS }), `${ip} ${intervalS} ${rangeS}`, fresh);
  const shown = visible(ip);
  return (
    <DetailPane
      id="source-detail"
      label={t("detail.source", { ip: shown })}
      title={
        <>
          <span className="mono">{shown}</span> <span className="dim">{whoText(names)}</span>
        </>
      }
      actions={<Actions ip={ip} names={names} view={view ?? null} nowMs={nowMs} />}
      onClose={onClose}
    >
      {view === undefined && <p className="dim appears-late">{t("detail.loading")}</p>}
      {view === null && <p>{t("detail.noRow")}</p>}
      {view && <Body view={view} names={names} nowMs={nowMs} />}
    </DetailPane>
  );
}

function Actions({ ip, names, view, nowMs }: Omit<Props, "fresh" | "onClose"> & { view: SourceView | null }) {
  const filter = useFilter();
  const alerts = useAlerts();
  const { show } = useController();
  const [copied, copy] = useCopied();
  const filtered = useApp((s) => s.filter.text.includes(`src ${ip}`));
  const button = { size: "compact-xs", variant: "default" } as const;
  return (
    <>
      <Button
        {...button}
        leftSection={<IconFilter size={13} />}
        aria-pressed={filtered}
        data-testid="source-filter"
        onClick={() => filter.toggle(`src ${ip}`)}
      >
        {filtered ? t("detail.unfilter") : t("detail.filter")}
      </Button>
      <Button
        {...button}
        leftSection={<IconListDetails size={13} />}
        data-testid="source-packets"
        onClick={() => {
          filter.write(`host ${ip}`);
          show("packets");
        }}
      >
        {t("act.packets")}
      </Button>
      <Button
        {...button}
        leftSection={copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
        data-testid="source-copy"
        disabled={view === null}
        onClick={() => view && copy(sourceText(view, names, nowMs))}
      >
        {copied ? t("act.copied") : t("detail.copy")}
      </Button>
      <Menu position="top-end" withinPortal transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <Button {...button} leftSection={<IconBellOff size={13} />} data-testid="source-mute">
            {t("act.mute")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t("act.muteAddress", { address: visible(ip) })}</Menu.Label>
          {LENGTHS.map((length) => (
            <Menu.Item
              key={length}
              data-testid={`source-mute-${length}`}
              onClick={() =>
                void alerts.mute(
                  { kind: null, network: ip, seconds: secondsOf(length) },
                  t("act.muteAddress", { address: visible(ip) }),
                )
              }
            >
              {t(WORDS[length])}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

function Body({ view, names, nowMs }: { view: SourceView; names: AddressNames | undefined; nowMs: number }) {
  const { row, profile, alerts } = view;
  return (
    <>
      <Part title={t("detail.course")} note={profile === null ? t("detail.noProfile") : courseNote(profile, row.firstMs)}>
        {profile && <Course profile={profile} />}
      </Part>
      <Part title={t("detail.sent")}>
        <Facts
          rows={[
            [t("table.packets"), full(row.packets)],
            [t("table.bytes"), <span title={full(row.bytes)}>{bytes(row.bytes)}</span>],
            ...JUDGED.filter((p) => row[p] > 0).map(
              (p) =>
                [
                  protocolName(p),
                  <>
                    <span className={`swatch-dot swatch-${p}`} aria-hidden="true" /> {full(row[p])} ·{" "}
                    {share(row[p], row.packets)}
                  </>,
                ] as const,
            ),
            [t("table.firstSeen"), moment(row.firstMs, nowMs)],
            [t("table.lastSeen"), moment(row.lastMs, nowMs)],
          ]}
        />
      </Part>
      <Part title={t("detail.who")}>
        <Who names={names} />
      </Part>
      {profile && profile.headers > 0 && (
        <>
          <Part title={t("detail.peers")} note={readNote(profile, row.packets)}>
            <Peers profile={profile} />
          </Part>
          <Part title={t("detail.toPorts")}>
            <Ports ports={profile.toPorts} of={profile.headers} />
          </Part>
          <Part title={t("detail.fromPorts")}>
            <Ports ports={profile.fromPorts} of={profile.headers} />
          </Part>
        </>
      )}
      {profile?.headers === 0 && <Part title={t("detail.peers")} note={t("detail.noHeaders")}>{null}</Part>}
      <Part title={t("detail.alerts", { n: full(alerts.length) })} note={alerts.length === 0 ? t("detail.noAlerts") : null}>
        <Found alerts={alerts} nowMs={nowMs} />
      </Part>
    </>
  );
}

function courseNote(profile: ProfileView, firstMs: number): string {
  const step = t("detail.perStep", { span: span(profile.stepS) });
  // Some seconds later is the same for a reader.
  return profile.sinceMs > firstMs + 10_000 ? `${step} ${t("detail.since", { time: clock(profile.sinceMs) })}` : step;
}

const readNote = ({ headers }: ProfileView, packets: number): string =>
  headers >= packets
    ? t("detail.allRead", { n: full(headers) })
    : t("detail.someRead", { n: full(headers), of: full(packets) });

function Who({ names }: { names: AddressNames | undefined }) {
  const known: (readonly [string, string | null])[] =
    names === undefined
      ? []
      : [
          [t("detail.host"), names.host],
          [t("detail.place"), placeText(names)],
          [t("detail.mac"), names.mac === null ? null : [names.mac, names.privateMac ? t("names.privateMac") : null].filter(Boolean).join(" · ")],
          [t("detail.vendor"), names.vendor],
          [t("names.owner"), names.programs.join(", ")],
        ];
  const rows = known.flatMap(([name, value]) => (value === null || value === "" ? [] : [[name, visible(value)] as const]));
  return rows.length === 0 ? <p className="dim">{t("detail.nothingKnown")}</p> : <Facts rows={rows} />;
}

function Peers({ profile: { peers, headers } }: { profile: ProfileView }) {
  const names = useNames(peers.map((peer) => peer.ip));
  return (
    <ul className="detail-list">
      {peers.map(({ ip, packets, exact }) => (
        <li key={ip} title={whoText(names(ip))}>
          <span className="mono cut">
            <Address ip={ip} field="host" />
          </span>
          <span>{exact ? full(packets) : `~${full(packets)}`}</span>
          <span className="dim">{share(packets, headers)}</span>
        </li>
      ))}
    </ul>
  );
}

function Ports({ ports, of }: { ports: readonly PortShare[]; of: number }) {
  const { service } = useNameBook();
  if (ports.length === 0) return <p className="dim">{t("detail.noPorts")}</p>;
  return (
    <ul className="detail-list">
      {ports.map(({ port, protocol, packets, exact }) => (
        <li key={`${port} ${protocol}`}>
          <span className="cut">
            <span className={`swatch-dot swatch-${protocol}`} aria-hidden="true" /> {protocolName(protocol)} {port}{" "}
            <span className="dim">{service(protocol, [port])}</span>
          </span>
          <span>{exact ? full(packets) : `~${full(packets)}`}</span>
          <span className="dim">{share(packets, of)}</span>
        </li>
      ))}
    </ul>
  );
}

function Found({ alerts, nowMs }: { alerts: readonly EpisodeRow[]; nowMs: number }) {
  const { open } = useAlerts();
  return (
    <ul className="detail-alerts">
      {alerts.map((row) => (
        <li key={row.id}>
          <button type="button" className="link" data-testid="source-alert" onClick={() => open(row.id)}>
            <SeverityMark severity={row.severity} /> <b>{t(`kind.${row.kind}`)}</b> {began(row, nowMs)} ·{" "}
            {courseOf(row, nowMs)}
          </button>
        </li>
      ))}
    </ul>
  );
}
