import { useMemo } from "react";
import { useApp } from "../app-context";
import { t } from "../i18n";
import { reachOf } from "./narrow";

/** Says where a filter asks for more than what was kept of this data. */
export function Beyond({ reach }: { reach: "protocol" | "source" }) {
  const expression = useApp((s) => s.filter.expression);
  const needed = useMemo(() => (expression === null ? "protocol" : reachOf(expression)), [expression]);
  const stretch = useApp((s) => s.stretch !== null);
  if (reach === "source" && stretch && needed !== "packet")
    return (
      <span className="panel-beyond" title={t("sources.wholeHint")}>
        {t("sources.whole")}
      </span>
    );
  if (needed === "protocol" || needed === reach) return null;
  return reach === "protocol" ? (
    <span className="panel-beyond" title={t("filter.byProtocolHint")}>
      {t("filter.byProtocol")}
    </span>
  ) : (
    <span className="panel-beyond" title={t("filter.bySourceHint")}>
      {t("filter.bySource")}
    </span>
  );
}
