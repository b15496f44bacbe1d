import { Menu, UnstyledButton } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useApp, useController } from "../app-context";
import { FilterBar } from "../filter/filter-bar";
import { span } from "../format";
import { protocolName, PROTOCOLS, shows } from "../protocol";
import { INTERVALS_S, RANGES_S, toggled } from "../scope";
import { t } from "../i18n";

const rangeName = (s: number): string => (s === 0 ? t("scope.whole") : t("scope.last", { span: span(s) }));

/** The part of the data that every view looks at. */
export function ScopeBar() {
  const { rangeS, protocols } = useApp((s) => s.settings);
  const isFile = useApp((s) => s.session.file !== null);
  const { change } = useController();
  const shownRange = isFile ? t("file.whole") : rangeName(rangeS);
  return (
    <section className="scope" aria-label={t("landmarks.scope")}>
      <Menu position="bottom-start" shadow="md" disabled={isFile}>
        <Menu.Target>
          <UnstyledButton
            className="chip"
            disabled={isFile}
            title={isFile ? t("file.wholeHint") : t("scope.range")}
            aria-label={t("scope.chosenRange", { choice: shownRange })}
            data-testid="range-chip"
          >
            {shownRange} <IconChevronDown size={13} aria-hidden="true" />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t("scope.range")}</Menu.Label>
          {RANGES_S.map((s) => (
            <Menu.Item
              key={s}
              data-testid={`range-${s}`}
              className={s === rangeS ? "chosen" : ""}
              aria-current={s === rangeS}
              onClick={() => change({ rangeS: s })}
            >
              {rangeName(s)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <IntervalChoice />
      <div className="chips" role="group" aria-label={t("scope.protocols")}>
        {PROTOCOLS.map((p) => (
          <UnstyledButton
            key={p}
            className="chip"
            data-testid={`proto-${p}`}
            aria-pressed={shows(protocols, p)}
            title={t("scope.toggle", { name: protocolName(p) })}
            onClick={(event) => change({ protocols: toggled(protocols, p, event.shiftKey) })}
          >
            <span className={`swatch-dot swatch-${p}`} aria-hidden="true" />
            {protocolName(p)}
          </UnstyledButton>
        ))}
      </div>
      <FilterBar />
    </section>
  );
}

/** One click each: the length of an interval is the choice that is changed most. */
function IntervalChoice() {
  const intervalS = useApp((s) => s.settings.intervalS);
  const { change } = useController();
  return (
    <div className="segments" role="group" aria-label={t("scope.interval")} title={t("scope.interval")}>
      {INTERVALS_S.map((s) => (
        <UnstyledButton
          key={s}
          className="segment"
          data-testid={`interval-${s}`}
          aria-pressed={s === intervalS}
          onClick={() => change({ intervalS: s })}
        >
          {span(s)}
        </UnstyledButton>
      ))}
    </div>
  );
}
