import { useApp, useController } from "../app-context";
import type { LegendItem } from "../charts/figure";
import { count, full } from "../format";
import { SwatchHatch } from "../panels/legend";
import type { Protocol } from "../protocol";
import { toggled } from "../scope";
import { visible } from "../text";
import { t } from "../i18n";

interface Props {
  legend: readonly LegendItem[];
  names: readonly { name: string; packets: number }[];
}

/** Finer names that fit below the list. */
const MOST_NAMES = 3;

/** The ring's parts with their percent, and what is in the last of them. */
export function ShareList({ legend, names: all }: Props) {
  // ARP has a part of its own above.
  const names = all.filter((n) => n.name !== "ARP");
  const shown = useApp((s) => s.settings.protocols);
  const { change } = useController();
  return (
    <div className="share-list">
      {legend.map((item, i) => (
        <button
          key={item.key}
          type="button"
          className="share-item"
          aria-pressed={shown[i]}
          title={t("scope.toggle", { name: item.name })}
          onClick={(event) => change({ protocols: toggled(shown, item.key as Protocol, event.shiftKey) })}
        >
          <svg className="swatch swatch-box" viewBox="0 0 10 10" aria-hidden="true">
            <rect width="10" height="10" rx="2" fill={item.colour} />
            <SwatchHatch hatch={item.hatched ?? false} />
          </svg>
          <span>{item.name}</span>
          <span className="share-value">{item.value ?? ""}</span>
        </button>
      ))}
      {names.length > 0 && (
        <p className="share-names" title={names.map((n) => `${visible(n.name)} ${full(n.packets)}`).join("\n")}>
          {t("share.within", {
            names: names
              .slice(0, MOST_NAMES)
              .map((n) => `${visible(n.name)} ${count(n.packets)}`)
              .join(", "),
          })}
        </p>
      )}
    </div>
  );
}
