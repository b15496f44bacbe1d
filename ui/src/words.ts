// Every word of the window, in one place, so that another language is another folder.
import { charts } from "./words/charts";
import { doctor, packets, settings, sources, table, welcome } from "./words/pages";
import { interfaces, kpi, quality, refresh, scope, session } from "./words/shell";

export const words = {
  app: "Weir",
  views: { overview: "Overview", sources: "Sources", packets: "Packets", settings: "Settings" },
  landmarks: {
    views: "Views",
    scope: "Scope",
    quality: "Data quality",
    skip: "Skip to the charts",
    numbers: "Key numbers",
  },
  failedToOpen: "Weir's window cannot reach its core. Close Weir and start it again.",

  session,
  interfaces,
  refresh,
  scope,
  kpi,
  quality,
  charts,
  table,
  sources,
  packets,
  welcome,
  doctor,
  settings,
} as const;
