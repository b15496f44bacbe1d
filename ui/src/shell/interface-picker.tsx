import { Popover, UnstyledButton } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useSyncExternalStore } from "react";
import { useApp, useController } from "../app-context";
import { full, perSecond } from "../format";
import { ICONS } from "../interfaces/icon";
import { useCounts } from "../interfaces/use-counts";
import type { InterfaceRow } from "../ipc";
import { Sparkline } from "../panels/sparkline";
import { currentInterface, type State } from "../state";
import { visible } from "../text";
import { t } from "../i18n";
import { picker } from "./picker-open";

/** Where to listen. */
export function InterfacePicker() {
  const { open } = useSyncExternalStore(picker.subscribe, picker.get);
  const current = useApp(currentInterface);
  const kind = useApp((s) => chosenRow(s)?.kind ?? null);
  const down = useApp((s) => (chosenRow(s)?.state ?? "up") !== "up");
  useCounts(open);
  return (
    <Popover
      opened={open}
      onChange={(opened) => picker.set({ open: opened })}
      position="bottom-start"
      trapFocus
      returnFocus
      shadow="md"
      width={420}
    >
      <Popover.Target>
        <UnstyledButton
          className="picker"
          data-testid="iface-picker"
          aria-haspopup="listbox"
          aria-expanded={open}
          title={t("interfaces.choose")}
          onClick={() => picker.set({ open: !open })}
        >
          <b>{current === null ? t("interfaces.none") : visible(current)}</b>
          <span className="picker-kind">
            {kind !== null ? t(`interfaces.kind.${kind}`) : current === null ? "" : t("interfaces.gone")}
          </span>
          {down && <span className="picker-down">{t("interfaces.down")}</span>}
          <IconChevronDown size={14} aria-hidden="true" />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className="picker-list" aria-label={t("interfaces.label")}>
        <List />
      </Popover.Dropdown>
    </Popover>
  );
}

const chosenRow = (state: State): InterfaceRow | undefined => {
  const current = currentInterface(state);
  return state.interfaces.find(({ name }) => name === current);
};

/** Its numbers change all the time; it is there only while it is open. */
function List() {
  const rows = useApp((s) => s.interfaces);
  const current = useApp(currentInterface);
  const rates = useApp((s) => s.rates);
  const running = useApp((s) => s.session.state === "running");
  const courses = useApp((s) => s.courses);
  const { chooseInterface } = useController();
  const choose = (name: string) => {
    picker.set({ open: false });
    void chooseInterface(name);
  };
  return (
    <>
      {rows.map((row) => (
        <Row
          key={row.name}
          row={row}
          rate={rates[row.name]}
          course={courses[row.name] ?? []}
          chosen={row.name === current}
          onChoose={choose}
        />
      ))}
      {rows.length === 0 && <p className="dim">{t("interfaces.none")}</p>}
      {running && <p className="picker-note">{t("interfaces.whileRunning")}</p>}
    </>
  );
}

interface RowProps {
  row: InterfaceRow;
  rate: number | undefined;
  course: number[];
  chosen: boolean;
  onChoose: (name: string) => void;
}

/** Addresses that fit in the list. */
const MOST_ADDRESSES = 2;

function Row({ row, rate, course, chosen, onChoose }: RowProps) {
  const Icon = ICONS[row.kind];
  const more = row.addresses.length - MOST_ADDRESSES;
  return (
    <UnstyledButton
      className="picker-row"
      data-testid={`iface-${row.name}`}
      data-up={row.state === "up"}
      aria-pressed={chosen}
      onClick={() => onChoose(row.name)}
      {...(chosen ? { "data-autofocus": true } : {})}
    >
      <Icon size={18} stroke={1.6} aria-hidden="true" />
      <span className="picker-names">
        <span>
          <b>{visible(row.name)}</b> <span className="dim">{t(`interfaces.kind.${row.kind}`)}</span>
          {row.isDefault && <span className="tag">{t("interfaces.isDefault")}</span>}
          {row.state !== "up" && (
            <span className="tag tag-down" title={t(`interfaces.why.${row.state}`)}>
              {t("interfaces.down")}
            </span>
          )}
        </span>
        <span className="picker-addresses mono" title={row.addresses.map(visible).join("\n")}>
          {row.addresses.length === 0
            ? t("interfaces.noAddress")
            : row.addresses.slice(0, MOST_ADDRESSES).map(visible).join("  ")}
          {more > 0 && ` ${t("interfaces.more", { n: full(more) })}`}
        </span>
      </span>
      <span className="picker-rate" title={row.packets === null ? undefined : full(row.packets)}>
        {row.up && <Sparkline values={course} />}
        {rate === undefined || !row.up ? "" : perSecond(rate)}
      </span>
    </UnstyledButton>
  );
}
