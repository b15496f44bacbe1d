// The table of sources as CSV.
import { csv } from "../clipboard";
import type { Backend, ListedSource, SourceQuery } from "../ipc";

/** Rows of an export: what a clipboard and a spreadsheet take without trouble. */
export const MAX_COPIED = 20_000;
const PAGE = 200;

const COLUMNS = ["source", "packets", "bytes", "tcp", "udp", "icmp", "other", "first_seen", "last_seen", "alert", "severity"] as const;

/** All rows that pass, in their order, up to the most that is exported; all of one list. */
export async function allSources(
  backend: Pick<Backend, "getSources">,
  wanted: Omit<SourceQuery, "list" | "offset" | "count">,
): Promise<ListedSource[]> {
  const rows: ListedSource[] = [];
  let list: number | null = null;
  for (;;) {
    const page = await backend.getSources({ ...wanted, list, offset: rows.length, count: PAGE });
    list = page.list;
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= Math.min(page.found, MAX_COPIED)) return rows.slice(0, MAX_COPIED);
  }
}

/** Numbers in full, times as ISO 8601. */
export const sourcesCsv = (rows: readonly ListedSource[]): string =>
  csv(
    COLUMNS,
    rows.map((r) => [
      ...[r.ip, r.packets, r.bytes, r.tcp, r.udp, r.icmp, r.other],
      ...[new Date(r.firstMs).toISOString(), new Date(r.lastMs).toISOString()],
      ...[r.alert?.kind ?? "", r.alert?.severity ?? ""],
    ]),
  );
