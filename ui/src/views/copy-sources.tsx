import { Button } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useState } from "react";
import { useBackend } from "../app-context";
import { csv } from "../clipboard";
import { full } from "../format";
import type { Backend, SourceQuery, SourceRow } from "../ipc";
import { useCopied } from "../panels/use-copied";
import { t } from "../i18n";

/** Rows of a copy: what a clipboard and a spreadsheet take without trouble. */
export const MAX_COPIED = 20_000;
const PAGE = 200;

const COLUMNS = ["source", "packets", "bytes", "tcp", "udp", "icmp", "other", "first_seen", "last_seen"] as const;

/** All rows that pass, in their order, up to the most that is copied. */
export async function allSources(
  backend: Pick<Backend, "getSources">,
  wanted: Omit<SourceQuery, "list" | "offset" | "count">,
): Promise<SourceRow[]> {
  const rows: SourceRow[] = [];
  let list: number | null = null;
  for (;;) {
    const page = await backend.getSources({ ...wanted, list, offset: rows.length, count: PAGE });
    list = page.list;
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= Math.min(page.found, MAX_COPIED)) return rows.slice(0, MAX_COPIED);
  }
}

/** The rows as CSV: numbers in full, times as ISO 8601. */
export const sourcesCsv = (rows: readonly SourceRow[]): string =>
  csv(
    COLUMNS,
    rows.map((r) => [
      ...[r.ip, r.packets, r.bytes, r.tcp, r.udp, r.icmp, r.other],
      ...[new Date(r.firstMs).toISOString(), new Date(r.lastMs).toISOString()],
    ]),
  );

/** Copies the filtered table as CSV. */
export function CopySources({ wanted }: { wanted: Omit<SourceQuery, "list" | "offset" | "count"> }) {
  const backend = useBackend();
  const [busy, setBusy] = useState(false);
  const [copied, copy] = useCopied();
  const click = () => {
    setBusy(true);
    void allSources(backend, wanted)
      .then((rows) => copy(sourcesCsv(rows)))
      .finally(() => setBusy(false));
  };
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={busy}
      leftSection={copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
      title={t("sources.copyHint", { n: full(MAX_COPIED) })}
      data-testid="sources-copy"
      onClick={click}
    >
      {copied ? t("act.copied") : t("sources.copy")}
    </Button>
  );
}
