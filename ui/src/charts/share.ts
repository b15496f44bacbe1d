// What part each protocol has in the capture so far.
import { bytes, full, percent, share } from "../format";
import { protocolName, PROTOCOLS, type Protocol, type Shown, shows } from "../protocol";
import { t } from "../i18n";
import type { Part } from "./data";
import type { Figure } from "./figure";
import { hatchOf, type Palette } from "./palette";

interface Input {
  parts: readonly Part[];
  shown: Shown;
  palette: Palette;
}

/** Parts of the whole that a ring tells apart. */
const FINENESS = 1000;

export function figure({ parts, shown, palette }: Input): Figure {
  const seen = parts.filter((part) => shows(shown, part.protocol));
  const all = seen.reduce((sum, part) => sum + part.packets, 0);
  const of = (protocol: Protocol): Part =>
    seen.find((p) => p.protocol === protocol) ?? { protocol, packets: 0, bytes: 0 };
  return {
    frame: {
      traces: [
        {
          kind: "ring",
          name: t("share.title"),
          colours: seen.map((p) => palette.protocol[p.protocol]),
          hatches: seen.map((p) => hatchOf(p.protocol, palette)),
          ground: palette.panel,
          labels: seen.map((p) => protocolName(p.protocol)),
          // As fine as an eye sees it: a ring is drawn anew for each other value, and a long capture hardly changes its.
          values: seen.map((p) => Math.max(1, Math.round((FINENESS * p.packets) / Math.max(1, all)))),
        },
      ],
      margin: { l: 4, r: 4, t: 4, b: 4 },
      ink: { text: palette.dim, grid: palette.grid },
      hover: "closest",
    },
    marks: [],
    legend: PROTOCOLS.map((p) => ({
      key: p,
      name: protocolName(p),
      colour: palette.protocol[p],
      hatched: hatchOf(p, palette),
      ...(shows(shown, p) ? { value: share(of(p).packets, all) } : {}),
    })),
    twin: {
      caption: t("share.caption"),
      columns: [t("table.protocol"), t("table.packets"), t("table.bytes"), t("table.share")],
      rows: seen.map((p) => [protocolName(p.protocol), p.packets, bytes(p.bytes), share(p.packets, all)]),
    },
    sheet: {
      caption: t("share.caption"),
      columns: [t("table.protocol"), t("table.packets"), t("table.bytes"), t("sheet.percent")],
      rows: seen.map((p) => [protocolName(p.protocol), p.packets, p.bytes, percent(p.packets, all)]),
    },
    summary: seen.map((p) => `${protocolName(p.protocol)} ${share(p.packets, all)}`).join(", "),
    empty: all > 0 ? null : t("share.empty"),
    titles: {},
    reach: "protocol",
    pick: ({ point }) => (seen[point] === undefined ? null : `proto ${seen[point].protocol}`),
    tip: (spot) => {
      const part = seen[spot.point];
      if (part === undefined) return [];
      return [
        protocolName(part.protocol),
        t("requests.total", {
          n: full(part.packets),
          share: share(part.packets, all),
          bytes: bytes(part.bytes),
        }),
      ];
    },
  };
}
