import { Popover, TextInput } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { useState } from "react";
import { useApp, useController } from "../app-context";
import { t } from "../i18n";
import { inWords } from "../said";
import { visible } from "../text";

/** Longest text that the core compiles. */
const MAX_BYTES = 4096;

/** Which packets are captured. It is checked when it is left, since looking up the names in it asks the network. */
export function FilterField() {
  const kept = useApp((s) => s.settings.filter);
  const ofSession = useApp((s) => s.session.filter);
  const fixed = useApp((s) => s.session.state !== "idle" && s.session.state !== "failed");
  const { keepFilter } = useController();
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const shown = fixed ? (ofSession ?? "") : (typed ?? kept);
  const keep = async () => {
    if (typed === null) return;
    const refused = await keepFilter(typed.trim());
    setError(refused === null ? null : inWords(refused));
    if (refused === null) setTyped(null);
  };
  return (
    <Popover opened={error !== null && !fixed} position="bottom-start" width={340} shadow="md" withRoles={false}>
      <Popover.Target>
        <TextInput
          className="filter-field"
          size="xs"
          data-testid="capture-filter"
          aria-label={t("captureFilter.label")}
          title={shown === "" ? t("captureFilter.hint") : visible(shown)}
          placeholder={fixed ? t("captureFilter.none") : t("captureFilter.label")}
          leftSection={<IconFilter size={14} aria-hidden="true" />}
          spellCheck={false}
          autoComplete="off"
          maxLength={MAX_BYTES}
          disabled={fixed}
          error={error !== null && !fixed}
          value={shown}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setError(null);
          }}
          onBlur={() => void keep()}
          onKeyDown={(event) => {
            if (event.key === "Enter") void keep();
            if (event.key === "Escape") {
              setTyped(null);
              setError(null);
            }
          }}
        />
      </Popover.Target>
      <Popover.Dropdown className="filter-error" role="alert" data-testid="capture-filter-error">
        {error !== null && visible(error)}
      </Popover.Dropdown>
    </Popover>
  );
}
