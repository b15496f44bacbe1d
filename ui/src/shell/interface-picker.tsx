import { Popover, UnstyledButton } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useSyncExternalStore } from "react";
import { useApp, useController } from "../app-context";
import { full, perSecond } from "../format";
import { ICONS } from "../interfaces/icon";
import { useCounts } from "../interfaces/use-counts";
import type { InterfaceRow } from "../ipc";
import { Sparkline } from "../panels/sparkline";
import { currentInterface } from "../state";
import { visible } from "../text";
import { t } from "../i18n";
import { picker } from "./picker-open";

/** Where to listen. */
export function InterfacePicker() {
  const { open } = useSyncExternalStore(picker.subscribe, picker.get);
  const rows = useApp((s) => s.interfaces);
  const current = useApp(currentInterface);
  const rates = useApp((s) => s.rates);
  const running = useApp((s) => s.session.state === "running");
  const courses = useApp((s) => s.courses);
  const { readInterfaces, chooseInterface } = useController();
  useCounts(open);
  const row = rows.find((r) => r.name === current);
  const choose = (name: string) => {
    picker.set({ open: false });
    void chooseInterface(name);
  };
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
          onClick={() => {
            if (!open) void readInterfaces();
            picker.set({ open: !open });
          }}
        >
          <b>{current === null ? t("interfaces.none") : visible(current)}</b>
          <span className="picker-kind">
            {row ? t(`interfaces.kind.${row.kind}`) : current === null ? "" : t("interfaces.gone")}
          </span>
          {row && row.state !== "up" && <span className="picker-down">{t("interfaces.down")}</span>}
          <IconChevronDown size={14} aria-hidden="true" />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className="picker-list" aria-label={t("interfaces.label")}>
        {rows.map((r) => (
          <Row
            key={r.name}
            row={r}
            rate={rates[r.name]}
            course={courses[r.name] ?? []}
            chosen={r.name === current}
            onChoose={choose}
          />
        ))}
        {rows.length === 0 && <p className="dim">{t("interfaces.none")}</p>}
        {running && <p className="picker-note">{t("interfaces.whileRunning")}</p>}
      </Popover.Dropdown>
    </Popover>
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
