import { useFilter } from "../app-context";
import { networkOf } from "../filter/network";
import { t } from "../i18n";
import { shortened, visible } from "../text";

/** An address that narrows every view to itself, or, with Alt, to all others. */
export function Address({ ip, room, field = "src" }: { ip: string; room?: number; field?: "src" | "host" }) {
  const { toggle } = useFilter();
  const shown = visible(ip);
  const text = room === undefined ? shown : shortened(shown, room);
  // What is no address cannot be asked for.
  if (networkOf(ip) === null) return <>{text}</>;
  return (
    <button
      type="button"
      className="address"
      title={t("filter.toggle", { ip: shown })}
      onClick={(event) => toggle(event.altKey ? `not ${field} ${ip}` : `${field} ${ip}`)}
    >
      {text}
    </button>
  );
}
