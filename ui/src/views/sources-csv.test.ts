import { expect, it } from "vitest";
import type { SourcePage, SourceQuery } from "../ipc";
import { allSources, MAX_COPIED, sourcesCsv } from "./sources-csv";

const WANTED = { filter: [], shown: [true, true, true, true], search: "", order: "packets", descending: true } as const;

function core(found: number) {
  const lists: (number | null)[] = [];
  const getSources = ({ list, offset, count }: SourceQuery) => {
    lists.push(list);
    const rows = Array.from({ length: Math.max(0, Math.min(count, found - offset)) }, (_, i) => ({
      ...{ ip: `10.0.0.${offset + i}`, packets: 1, bytes: 60, tcp: 1, udp: 0, icmp: 0, other: 0 },
      ...{ firstMs: 0, lastMs: 1500, trend: [], alert: null },
    }));
    return Promise.resolve({ list: 7, rows, found } as unknown as SourcePage);
  };
  return { getSources, lists };
}
const all = (backend: ReturnType<typeof core>) =>
  allSources(backend, { ...WANTED, filter: [], shown: [true, true, true, true] });

it("all rows are exported, of one list", async () => {
  const backend = core(450);
  const rows = await all(backend);
  expect([rows.length, new Set(rows.map((row) => row.ip)).size, backend.lists]).toEqual([450, 450, [null, 7, 7]]);
  expect(await all(core(0))).toEqual([]);
});

it("an export is bounded", async () => expect((await all(core(1_000_000))).length).toBe(MAX_COPIED));

it("times are those of the standard, and numbers have no separators", async () =>
  expect(sourcesCsv(await all(core(1)))).toBe(
    "source,packets,bytes,tcp,udp,icmp,other,first_seen,last_seen,alert,severity\n10.0.0.0,1,60,1,0,0,0,1970-01-01T00:00:00.000Z,1970-01-01T00:00:01.500Z,,",
  ));
