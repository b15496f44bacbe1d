import { useVirtualizer } from "@tanstack/react-virtual";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  memo,
  useEffect,
  useRef,
  useState,
} from "react";
import { t } from "../i18n";
import { type Cursor, moved } from "./cursor";

export interface Column<T> {
  id: string;
  name: string;
  /** The rows can be ordered by it. */
  sorts?: boolean;
  cell: (row: T) => ReactNode;
  /** The whole text, where the cell may be too narrow for it. */
  title?: (row: T) => string;
  /** Aligned to the end, as numbers are. */
  end?: boolean;
  mono?: boolean;
  /** A CSS grid track. */
  width: string;
  /** Numbers are looked at from the greatest, names from the first; this says so where `end` does not. */
  greatest?: boolean;
  /** Below the rows. */
  foot?: ReactNode;
}

export interface Order {
  id: string;
  descending: boolean;
}

interface Props<T extends object> {
  id: string;
  caption: string;
  columns: readonly Column<T>[];
  /** Rows there are; those in view are asked for by their place. */
  count: number;
  rowAt: (place: number) => T | undefined;
  rowKey: (row: T) => string;
  /** The first and the last place in view. */
  onRange: (from: number, to: number) => void;
  order: Order;
  onOrder: (order: Order) => void;
  /** The row whose details are shown, and how that changes; `null`: none. */
  open: string | null;
  onOpen: (row: T | null) => void;
  /** What the cells below the rows are about; without it there are none. */
  footTitle?: string;
  /** How far the user has scrolled. */
  onScroll?: (top: number) => void;
  /** For an owner that scrolls by itself. */
  scroller?: RefObject<HTMLDivElement | null>;
}

const ROW_PX = 26;

/** A long table of which only the rows in view exist. One tab stop: the arrow keys go from row to row, Enter opens one. */
export function VirtualTable<T extends object>(props: Props<T>) {
  const { id, caption, columns, count, rowAt, rowKey, onRange, footTitle, onScroll, open, onOpen } = props;
  const own = useRef<HTMLDivElement>(null);
  const scroller = props.scroller ?? own;
  const [cursor, setCursor] = useState<Cursor | null>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- no compiler memoizes here
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    // Below the heading, above the sums.
    scrollPaddingStart: ROW_PX + 4,
    scrollPaddingEnd: ROW_PX + 4,
  });
  const items = virtual.getVirtualItems();
  const [from, to] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => onRange(from, to), [onRange, from, to]);
  const keyAt = (place: number): string | null => {
    const row = rowAt(place);
    return row === undefined ? null : rowKey(row);
  };
  // A row that is read keeps its mark when others push it up or down.
  const read = cursor?.key ?? null;
  const inView = read === null ? undefined : items.find((item) => keyAt(item.index) === read)?.index;
  const at = inView ?? (cursor === null ? -1 : Math.min(cursor.place, count - 1));
  const go = (place: number) => {
    setCursor({ place, key: keyAt(place) });
    virtual.scrollToIndex(place);
    const row = rowAt(place);
    // Details that are open follow.
    if (open !== null && row !== undefined) onOpen(row);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.altKey || event.metaKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_PX) - 3);
    const next = moved(event.key, at, count, page);
    const row = rowAt(at);
    if (next !== null) go(next);
    else if (event.key === "Enter" && row !== undefined) onOpen(open === rowKey(row) ? null : row);
    else if (event.key === "Escape" && open !== null) onOpen(null);
    else return;
    event.preventDefault();
  };
  const onClick = ({ target }: MouseEvent) => {
    // A button in a row has its own meaning, and text that was marked is to be copied.
    if (!(target instanceof Element) || target.closest("button") !== null) return;
    if (window.getSelection()?.isCollapsed === false) return;
    const place = Number(target.closest("[data-place]")?.getAttribute("data-place") ?? -1);
    const row = rowAt(place);
    if (row === undefined) return;
    setCursor({ place, key: rowKey(row) });
    onOpen(open === rowKey(row) ? null : row);
  };
  const gridTemplateColumns = columns.map((c) => c.width).join(" ");
  const tracks: CSSProperties = { gridTemplateColumns };
  // Whole steps, so that few drawings change how many there are.
  const slots = Math.ceil((items.length + 1) / 32) * 32;
  return (
    <div ref={scroller} className="vtable-scroll" onScroll={(e) => onScroll?.(e.currentTarget.scrollTop)}>
      <div
        className="vtable"
        role="grid"
        tabIndex={0}
        data-testid={id}
        aria-label={caption}
        aria-rowcount={count + 1}
        aria-activedescendant={at >= 0 && keyAt(at) !== null ? `${id}-${at}` : undefined}
        onKeyDown={onKeyDown}
      >
        <div role="rowgroup" className="vtable-head">
          <div role="row" className="vtable-row" style={tracks} aria-rowindex={1}>
            {columns.map((column) => (
              <Heading key={column.id} column={column} order={props.order} onOrder={props.onOrder} />
            ))}
          </div>
        </div>
        <div role="rowgroup" className="vtable-body" style={{ height: virtual.getTotalSize() }} onClick={onClick}>
          {items.map((item) => {
            const row = rowAt(item.index);
            return (
              <Row
                // A row that leaves the view becomes the next one that enters it: far cheaper than a new one.
                key={item.index % slots}
                id={id}
                row={row}
                columns={columns as readonly Column<object>[]}
                tracks={gridTemplateColumns}
                place={item.index}
                top={item.start}
                at={item.index === at}
                selected={row !== undefined && rowKey(row) === open}
              />
            );
          })}
        </div>
        {footTitle !== undefined && (
          <div role="rowgroup" className="vtable-foot">
            <div role="row" className="vtable-row" style={tracks} title={footTitle}>
              {columns.map((column) => (
                <div key={column.id} role="gridcell" className={column.end === true ? "end" : ""}>
                  {column.foot}
                </div>
              ))}
            </div>
          </div>
        )}
      </div>
    </div>
  );
}

interface RowProps {
  id: string;
  row: object | undefined;
  columns: readonly Column<object>[];
  tracks: string;
  place: number;
  top: number;
  at: boolean;
  selected: boolean;
}

/** One row, drawn anew only when something of it changed. */
const Row = memo(function Row({ id, row, columns, tracks, place, top, at, selected }: RowProps) {
  const style: CSSProperties = { gridTemplateColumns: tracks, transform: `translateY(${top}px)` };
  if (row === undefined) return <div className="vtable-row vtable-waits" style={style} />;
  return (
    <div
      id={`${id}-${place}`}
      role="row"
      className={at ? "vtable-row vtable-at" : "vtable-row"}
      aria-rowindex={place + 2}
      aria-selected={selected}
      data-place={place}
      style={style}
    >
      {columns.map((column) => (
        <div
          key={column.id}
          role="gridcell"
          className={`${column.end === true ? "end" : ""} ${column.mono === true ? "mono" : ""}`}
          title={column.title?.(row)}
        >
          {column.cell(row)}
        </div>
      ))}
    </div>
  );
});

function Heading<T>({ column, order, onOrder }: { column: Column<T>; order: Order; onOrder: (order: Order) => void }) {
  const { id, name, end = false, sorts = false, greatest = end } = column;
  const own = order.id === id;
  const click = () => onOrder({ id, descending: own ? !order.descending : greatest });
  return (
    <div
      role="columnheader"
      className={end ? "end" : ""}
      aria-sort={own ? (order.descending ? "descending" : "ascending") : "none"}
    >
      {sorts ? (
        <button type="button" className="sort" title={t("table.sortBy", { name })} onClick={click}>
          {name}
          {own && (order.descending ? <IconArrowDown size={12} /> : <IconArrowUp size={12} />)}
        </button>
      ) : (
        name
      )}
    </div>
  );
}
