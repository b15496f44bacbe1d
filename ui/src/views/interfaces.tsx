import { Button } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlayerPlayFilled } from "@tabler/icons-react";
import { useApp, useController } from "../app-context";
import { bits, bytes, full, MISSING, perSecond } from "../format";
import { ICONS } from "../interfaces/icon";
import { useCounts } from "../interfaces/use-counts";
import { stateText } from "../interfaces/words";
import type { InterfaceCount, InterfaceRow } from "../ipc";
import { Sparkline } from "../panels/sparkline";
import { visible } from "../text";
import { t } from "../i18n";

const COLUMNS = ["name", "state", "addresses", "live", "through", "since", "lost"] as const;

// A table keeps its roles where its rows become grids.

/** Every interface of this machine with what goes over it now: the system counts that, so it needs no capture and no right. */
export function Interfaces() {
  const rows = useApp((s) => s.interfaces);
  useCounts(true);
  return (
    <section className="page-interfaces" aria-labelledby="interfaces-title" data-testid="interfaces">
      <header className="interfaces-head">
        <h2 id="interfaces-title">{t("interfaces.title")}</h2>
        <p className="dim">{t("interfaces.lead")}</p>
      </header>
      {rows.length === 0 ? (
        <p className="page-empty">{t("interfaces.none")}</p>
      ) : (
        <div className="interfaces-box">
          <table className="interfaces" role="table">
            <caption className="unseen">{t("interfaces.title")}</caption>
            <thead role="rowgroup">
              <tr role="row">
                {COLUMNS.map((column) => (
                  <th
                    key={column}
                    scope="col"
                    className={`interfaces-${column}`}
                    title={t(`interfaces.hints.${column}`)}
                  >
                    {t(`interfaces.columns.${column}`)}
                  </th>
                ))}
                <th scope="col" role="columnheader">
                  <span className="unseen">{t("interfaces.columns.act")}</span>
                </th>
              </tr>
            </thead>
            <tbody role="rowgroup">
              {rows.map((row) => (
                <Row key={row.name} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Row({ row }: { row: InterfaceRow }) {
  const { name } = row;
  const count = useApp((s) => s.counts.find((one) => one.name === name) ?? null);
  const Icon = ICONS[row.kind];
  return (
    <tr role="row" data-testid={`interface-${name}`} data-interface-state={row.state}>
      <th scope="row" role="rowheader" className="interfaces-name">
        <Icon size={20} stroke={1.6} aria-hidden="true" />
        <span>
          <b>{visible(name)}</b>
          {row.isDefault && <span className="tag">{t("interfaces.isDefault")}</span>}
          <span className="dim">
            {t(`interfaces.kind.${row.kind}`)}
            {row.speed !== null && ` · ${bits(row.speed).join("\u202f")}`}
          </span>
        </span>
      </th>
      <td role="cell" className="interfaces-state">
        <State row={row} />
      </td>
      <td role="cell" className="interfaces-addresses mono">
        <Addresses row={row} />
      </td>
      <Live name={name} />
      <Since count={count} />
      <td role="cell" className="interfaces-act end">
        <Capture row={row} />
      </td>
    </tr>
  );
}

function State({ row }: { row: InterfaceRow }) {
  const [word, why] = stateText(row);
  return (
    <>
      <span className={`dot dot-${row.state === "up" ? "running" : "idle"}`} aria-hidden="true" /> <b>{word}</b>
      {why !== null && <span className="dim">{why}</span>}
    </>
  );
}

/** Addresses that a row has room for; the rest is in its title. */
const MOST_ADDRESSES = 3;

function Addresses({ row }: { row: InterfaceRow }) {
  const more = row.addresses.length - MOST_ADDRESSES;
  if (row.kind === "all") return <span className="dim">{t("interfaces.allHint")}</span>;
  return (
    <span title={row.addresses.map(visible).join("\n")}>
      {row.addresses.length === 0 && <span className="dim">{t("interfaces.noAddress")}</span>}
      {row.addresses.slice(0, MOST_ADDRESSES).map((address) => (
        <span key={address}>{visible(address)}</span>
      ))}
      {more > 0 && <span className="dim">{t("interfaces.more", { n: full(more) })}</span>}
      {row.mac !== null && <span className="dim">{visible(row.mac)}</span>}
    </span>
  );
}

/** What goes over it now; until it was read twice nobody knows. */
function Live({ name }: { name: string }) {
  const rate = useApp((s) => s.rates[name]);
  const course = useApp((s) => s.courses[name]);
  const received = useApp((s) => s.throughput.received[name]);
  const sent = useApp((s) => s.throughput.sent[name]);
  const through = (perS: number | undefined) => (perS === undefined ? MISSING : bits(perS).join("\u202f"));
  return (
    <>
      <td role="cell" className="interfaces-live">
        <Sparkline values={course ?? []} />
        <span data-testid={`interface-rate-${name}`}>{rate === undefined ? MISSING : perSecond(rate)}</span>
      </td>
      <td role="cell" className="interfaces-through">
        <span>
          <IconArrowDown size={13} aria-hidden="true" />
          <span className="unseen">{t("interfaces.received")}</span> {through(received)}
        </span>
        <span>
          <IconArrowUp size={13} aria-hidden="true" />
          <span className="unseen">{t("interfaces.sent")}</span> {through(sent)}
        </span>
      </td>
    </>
  );
}

function Since({ count }: { count: InterfaceCount | null }) {
  if (count === null)
    return (
      <>
        <td role="cell" className="interfaces-since dim">
          {MISSING}
        </td>
        <td role="cell" className="interfaces-lost dim">
          {MISSING}
        </td>
      </>
    );
  const { packets, received, sent } = count;
  const errors = received.errors + sent.errors;
  const dropped = received.dropped + sent.dropped;
  return (
    <>
      <td role="cell" className="interfaces-since">
        <span>{t("interfaces.packets", { count: packets, n: full(packets) })}</span>
        <span className="dim">{bytes(received.bytes + sent.bytes)}</span>
      </td>
      <td role="cell" className="interfaces-lost">
        <span>{t("interfaces.errors", { count: errors, n: full(errors) })}</span>
        <span>{t("interfaces.dropped", { n: full(dropped) })}</span>
      </td>
    </>
  );
}

function Capture({ row }: { row: InterfaceRow }) {
  const here = useApp((s) => s.session.interface === row.name && s.session.file === null);
  const state = useApp((s) => s.session.state);
  const { captureOn } = useController();
  if (here && state === "running") return <b className="interfaces-here">{t("interfaces.capturing")}</b>;
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconPlayerPlayFilled size={12} aria-hidden="true" />}
      data-testid={`capture-on-${row.name}`}
      aria-label={t("interfaces.captureOn", { name: visible(row.name) })}
      disabled={state === "starting" || state === "stopping"}
      title={row.up ? undefined : t("interfaces.whenUp")}
      onClick={() => void captureOn(row.name)}
    >
      {t("interfaces.capture")}
    </Button>
  );
}
