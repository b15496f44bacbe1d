import { memo } from "react";
import type { Twin } from "../charts/figure";
import { full } from "../format";

interface Props {
  id: string;
  twin: Twin;
}

/** A chart's numbers as a table. */
export const TwinTable = memo(function TwinTable({ id, twin }: Props) {
  return (
    <div className="twin" tabIndex={0} role="region" aria-label={twin.caption}>
      <table className="table" data-testid={`${id}-table`}>
        <caption>{twin.caption}</caption>
        <thead>
          <tr>
            {twin.columns.map((name, i) => (
              <th key={name} scope="col" className={i === 0 ? "" : "end"}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {twin.rows.map((row, r) => (
            // The rows have no key of their own: two attacks may begin at the same time.
            <tr key={r}>
              {row.map((cell, c) => {
                const text = typeof cell === "string" ? cell : full(cell);
                if (c === 0) {
                  return (
                    <th key={c} scope="row" className="mono" title={text}>
                      {text}
                    </th>
                  );
                }
                return (
                  <td key={c} className="end">
                    {text}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});
