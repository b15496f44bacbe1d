import {
  type ColumnDef,
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { type CSSProperties, type ReactNode, type RefObject, useMemo, useRef } from "react";
import { t } from "../i18n";

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

export interface Column<T> {
  id: string;
  name: string;
  /** What the column sorts by; without it, it does not. */
  by?: (row: T) => string | number;
  cell: (row: T) => ReactNode;
  /** The whole text, where the cell may be too narrow for it. */
  title?: (row: T) => string;
  /** Aligned to the end, as numbers are. */
  end?: boolean;
  mono?: boolean;
  /** A CSS grid track. */
  width: string;
}

interface Props<T extends object> {
  id: string;
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  sortedBy?: SortingState;
  /** Below the rows, in the same columns. */
  foot?: readonly ReactNode[];
  footTitle?: string;
  /** How far the user has scrolled. */
  onScroll?: (top: number) => void;
  /** For an owner that scrolls by itself. */
  scroller?: RefObject<HTMLDivElement | null>;
}

const ROW_PX = 26;

const compare = (a: string | number, b: string | number): number =>
  typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en", { numeric: true });

/** A long table of which only the rows in view exist. */
export function VirtualTable<T extends object>({
  id,
  caption,
  columns,
  rows,
  rowKey,
  sortedBy,
  foot,
  footTitle,
  onScroll,
  scroller: given,
}: Props<T>) {
  const own = useRef<HTMLDivElement>(null);
  const scroller = given ?? own;
  const defs = useMemo(
    () =>
      columns.map((column): ColumnDef<typeof features, T> => ({
        id: column.id,
        header: column.name,
        accessorFn: (row) => column.by?.(row) ?? "",
        enableSorting: column.by !== undefined,
        sortDescFirst: column.end === true,
        sortFn: (a, b) => (column.by ? compare(column.by(a.original), column.by(b.original)) : 0),
      })),
    [columns],
  );
  const data = useMemo(() => [...rows], [rows]);
  const table = useTable({
    features,
    columns: defs,
    data,
    getRowId: rowKey,
    initialState: { sorting: sortedBy ?? [] },
    enableMultiSort: false,
  });
  const sorted = table.getRowModel().rows;
  // eslint-disable-next-line react-hooks/incompatible-library -- no compiler memoizes here
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });
  const tracks: CSSProperties = { gridTemplateColumns: columns.map((c) => c.width).join(" ") };
  return (
    <div
      ref={scroller}
      className="vtable-scroll"
      tabIndex={0}
      role="region"
      aria-label={caption}
      onScroll={(e) => onScroll?.(e.currentTarget.scrollTop)}
    >
      <div className="vtable" role="table" data-testid={id} aria-label={caption} aria-rowcount={sorted.length + 1}>
        <div role="rowgroup" className="vtable-head">
          <div role="row" className="vtable-row" style={tracks} aria-rowindex={1}>
            {table.getHeaderGroups()[0]?.headers.map((header, i) => {
              const column = columns[i];
              const order = header.column.getIsSorted();
              return (
                <div
                  key={header.id}
                  role="columnheader"
                  className={column?.end === true ? "end" : ""}
                  aria-sort={order === "asc" ? "ascending" : order === "desc" ? "descending" : "none"}
                >
                  {header.column.getCanSort() ? (
                    <button
                      type="button"
                      className="sort"
                      title={t("table.sortBy", { name: column?.name ?? "" })}
                      onClick={() => header.column.toggleSorting()}
                    >
                      {column?.name}
                      {order === "asc" && <IconArrowUp size={12} />}
                      {order === "desc" && <IconArrowDown size={12} />}
                    </button>
                  ) : (
                    column?.name
                  )}
                </div>
              );
            })}
          </div>
        </div>
        <div role="rowgroup" className="vtable-body" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = sorted[item.index];
            if (row === undefined) return null;
            return (
              <div
                key={row.id}
                role="row"
                className="vtable-row"
                aria-rowindex={item.index + 2}
                style={{ ...tracks, transform: `translateY(${item.start}px)` }}
              >
                {columns.map((column) => (
                  <div
                    key={column.id}
                    role="cell"
                    className={`${column.end === true ? "end" : ""} ${column.mono === true ? "mono" : ""}`}
                    title={column.title?.(row.original)}
                  >
                    {column.cell(row.original)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
        {foot !== undefined && (
          <div role="rowgroup" className="vtable-foot">
            <div role="row" className="vtable-row" style={tracks} title={footTitle}>
              {columns.map((column, i) => (
                <div key={column.id} role="cell" className={column.end === true ? "end" : ""}>
                  {foot[i]}
                </div>
              ))}
            </div>
          </div>
        )}
      </div>
    </div>
  );
}
