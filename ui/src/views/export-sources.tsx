import { Button } from "@mantine/core";
import { IconCheck, IconCopy, IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { say } from "../alerts/said";
import { useBackend } from "../app-context";
import { full } from "../format";
import type { SourceQuery } from "../ipc";
import { stamp } from "../panels/use-export";
import { useCopied } from "../panels/use-copied";
import { t } from "../i18n";
import { saveFile } from "../saved";
import { allSources, MAX_COPIED, sourcesCsv } from "./sources-csv";

/** The filtered table as CSV: to the clipboard, and into the folder of downloads. */
export function ExportSources({ wanted }: { wanted: Omit<SourceQuery, "list" | "offset" | "count"> }) {
  const backend = useBackend();
  const [busy, setBusy] = useState(false);
  const [copied, copy] = useCopied();
  const withRows = (use: (text: string) => Promise<void> | void) => {
    setBusy(true);
    void allSources(backend, wanted)
      .then((rows) => use(sourcesCsv(rows)))
      .catch(() => say({ sentence: t("sources.exportFailed"), warning: true }))
      .finally(() => setBusy(false));
  };
  const save = (text: string) => saveFile(backend, `weir-sources-${stamp(Date.now())}.csv`, { text: `${text}\n` });
  const hint = t("sources.exportHint", { n: full(MAX_COPIED) });
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        disabled={busy}
        leftSection={copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
        title={`${t("sources.copy")}: ${hint}`}
        className="icon-when-small"
        data-testid="sources-copy"
        onClick={() => withRows(copy)}
      >
        <span className="wide-only">{copied ? t("act.copied") : t("sources.copy")}</span>
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        disabled={busy}
        leftSection={<IconDownload size={13} />}
        title={`${t("sources.save")}: ${hint}`}
        className="icon-when-small"
        data-testid="sources-export"
        onClick={() => withRows(save)}
      >
        <span className="wide-only">{t("sources.save")}</span>
      </Button>
    </>
  );
}
