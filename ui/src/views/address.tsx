import { useFilter } from "../app-context";
import { networkOf } from "../filter/network";
import { t } from "../i18n";
import { shortened, visible } from "../text";

interface Props {
  ip: string;
  /** Characters that fit. */
  room?: number;
  field?: "src" | "host";
  /** A grid is one tab stop, and its details have the same button. */
  inGrid?: boolean;
}

/** An address that narrows every view to itself, or, with Alt, to all others. */
export function Address({ ip, room, field = "src", inGrid = false }: Props) {
  const { toggle } = useFilter();
  const shown = visible(ip);
  const text = room === undefined ? shown : shortened(shown, room);
  // What is no address cannot be asked for.
  if (networkOf(ip) === null) return <>{text}</>;
  return (
    <button
      type="button"
      className="address"
      tabIndex={inGrid ? -1 : 0}
      title={t("filter.toggle", { ip: shown })}
      onClick={(event) => toggle(event.altKey ? `not ${field} ${ip}` : `${field} ${ip}`)}
    >
      {text}
    </button>
  );
}
