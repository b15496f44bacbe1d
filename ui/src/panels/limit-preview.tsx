import { Button } from "@mantine/core";
import { useMemo } from "react";
import { useApp, useTrial } from "../app-context";
import { full } from "../format";
import { t } from "../i18n";
import { inWords } from "../said";
import { JUDGED, protocolName } from "../protocol";
import { compare } from "../settings/compare";
import { firedSentence } from "../settings/trial-bar";
import { visible } from "../text";

/** What the moved limits would have found, and the two ways on. The settings have the same with more detail. */
export function LimitPreview() {
  const draft = useApp((s) => (s.view === "overview" ? s.draft : null));
  const used = useApp((s) => s.settings.thresholds);
  const { use, cancel } = useTrial();
  const found = draft?.found ?? null;
  const comparison = useMemo(() => (found === null ? null : compare(found.now, found.tried)), [found]);
  if (draft === null) return null;
  const { thresholds } = draft.rules;
  const moved = JUDGED.filter((p) => thresholds[p].perInterval !== used[p].perInterval);
  const { error } = draft;
  return (
    <div className="limit-preview" data-testid="limit-preview" role="group" aria-label={t("trial.title")}>
      <p role="status">
        <b>
          {moved
            .map((p) => t("traffic.limitOf", { names: protocolName(p), n: full(thresholds[p].perInterval) }))
            .join(", ")}
        </b>{" "}
        {error !== null
          ? visible(inWords(error))
          : comparison === null
            ? t("trial.asking")
            : firedSentence(comparison)}
      </p>
      <Button size="compact-xs" disabled={error !== null} onClick={() => void use()} data-testid="limit-use">
        {t("trial.use")}
      </Button>
      <Button size="compact-xs" variant="default" onClick={cancel} data-testid="limit-cancel">
        {t("trial.cancel")}
      </Button>
    </div>
  );
}
