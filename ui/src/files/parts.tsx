import { ActionIcon } from "@mantine/core";
import { IconFileImport, IconFolderOpen } from "@tabler/icons-react";
import { useSyncExternalStore } from "react";
import { useApp, useFiles } from "../app-context";
import { moment } from "../format";
import { t } from "../i18n";
import { shortened, visible } from "../text";

/** Opens a capture file. */
export function OpenFile() {
  const { choose } = useFiles();
  return (
    <ActionIcon
      variant="default"
      size={30}
      title={t("file.open")}
      aria-label={t("file.open")}
      data-testid="open-file"
      onClick={() => void choose()}
    >
      <IconFolderOpen size={16} aria-hidden="true" />
    </ActionIcon>
  );
}

/** In place of the state of a capture: which file is shown, and of when it is. */
export function FileState({ name }: { name: string }) {
  const { state, startedMs, endedMs } = useApp((s) => s.session);
  const takenMs = useApp((s) => s.snapshot?.takenMs ?? 0);
  const span =
    startedMs !== null && endedMs !== null
      ? t("file.span", { from: moment(startedMs, takenMs), to: moment(endedMs, takenMs) })
      : null;
  const shown = shortened(visible(name), 32);
  return (
    <div className="session">
      <span className={`dot dot-${state}`} aria-hidden="true" />
      <span
        className="session-word cut"
        data-testid="session-state"
        title={span === null ? visible(name) : `${visible(name)}, ${span}`}
      >
        {state === "running" ? t("file.reading", { name: shown }) : t("file.shown", { name: shown })}
      </span>
    </div>
  );
}

/** Says what dropping would do. */
export function DropOverlay() {
  const { over: store } = useFiles();
  const { over } = useSyncExternalStore(store.subscribe, store.get);
  if (!over) return null;
  return (
    <div className="drop-overlay" data-testid="drop-overlay" role="status">
      <IconFileImport size={48} stroke={1.5} aria-hidden="true" />
      <span>{t("file.drop")}</span>
    </div>
  );
}
