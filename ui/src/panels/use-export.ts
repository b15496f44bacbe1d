// Pictures and numbers of a chart, for the clipboard and for files.
import { type RefObject, useMemo } from "react";
import { say } from "../alerts/said";
import { useBackend } from "../app-context";
import type { Figure } from "../charts/figure";
import { picture } from "../charts/plot-image";
import { copyText, csv } from "../clipboard";
import { clock, iso } from "../format";
import { t } from "../i18n";
import type { Content } from "../ipc";
import { saveFile } from "../saved";
import { visible } from "../text";
import { usePalette } from "./palettes";

interface Chart {
  id: string;
  title: string;
  subtitle: string;
  /** As it is drawn now. */
  figure: RefObject<Figure>;
  /** Of the interface or the file, for the foot of a picture. */
  origin: string;
}

/** `2026-11-21T14-32-09`: a time that can be part of a file's name everywhere. */
export const stamp = (ms: number): string => `${iso(ms).slice(0, 10)}T${clock(ms).replaceAll(":", "-")}`;

/** The table of a chart for a file, or the clipboard. */
export function sheetOf({ sheet, twin }: Figure): string {
  const { columns, rows } = sheet ?? twin;
  return `${csv(columns, rows)}\n`;
}

export interface Exports {
  copyImage: () => Promise<void>;
  savePng: () => Promise<void>;
  saveSvg: () => Promise<void>;
  copyData: () => Promise<void>;
  saveCsv: () => Promise<void>;
}

export function useExport({ id, title, subtitle, figure, origin }: Chart): Exports {
  const backend = useBackend();
  const palette = usePalette();
  return useMemo(() => {
    const tell = (sentence: string, warning = false) => say({ sentence, warning });
    const save = (ending: string, content: Content) =>
      saveFile(backend, `weir-${id.replace("chart-", "")}-${stamp(Date.now())}.${ending}`, content);
    const words = () => ({
      title,
      subtitle,
      footer: t("charts.footer", { interface: visible(origin), time: iso(Math.floor(Date.now() / 1000) * 1000).replace("T", " ") }),
    });
    const drawn = <T,>(work: Promise<T>): Promise<T | null> =>
      work.catch(() => {
        tell(t("charts.imageFailed"), true);
        return null;
      });
    const png = () => picture(figure.current, words(), palette, "png");
    return {
      copyImage: async () => {
        try {
          // The picture is promised, not awaited: the permission ends with the click.
          const blob = png().then((bytes) => new Blob([bytes], { type: "image/png" }));
          await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
          tell(t("charts.imageCopied"));
        } catch {
          tell(t("charts.imageNotCopied"), true);
        }
      },
      savePng: async () => {
        const bytes = await drawn(png());
        if (bytes !== null) await save("png", { bytes: [...bytes] });
      },
      saveSvg: async () => {
        const text = await drawn(picture(figure.current, words(), palette, "svg"));
        if (text !== null) await save("svg", { text });
      },
      copyData: async () => {
        const done = await copyText(sheetOf(figure.current));
        tell(done ? t("charts.dataCopied") : t("charts.notCopied"), !done);
      },
      saveCsv: () => save("csv", { text: sheetOf(figure.current) }),
    };
  }, [backend, palette, id, title, subtitle, figure, origin]);
}
