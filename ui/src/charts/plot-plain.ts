// The same chart as a beginner draws it: everything anew each time, with Plotly's own titles, legend and ranges.
//
// It is what the cheaper way is measured against, and is in no released window.
import type { Config, Data, Layout } from "plotly.js";
import { dress } from "./plot-dress";
import type { Drawn } from "./step";

export function plain({ frame, size }: Drawn): [Data[], Partial<Layout>, Partial<Config>] {
  const data = frame.traces.map((trace) => ({ ...dress(trace), hoverinfo: "all" as const }));
  const title = { text: frame.traces[0]?.name ?? "" };
  const layout: Partial<Layout> = {
    ...size,
    title,
    showlegend: true,
    barmode: "stack",
    xaxis: { type: frame.x?.time === true ? "date" : "linear", automargin: true, title, autorange: true },
    yaxis: { automargin: true, title, autorange: true },
  };
  return [data, layout, { responsive: true }];
}
