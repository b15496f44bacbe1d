// Saves a file, and says where it is with a way to see it there.
import { say } from "./alerts/said";
import { t } from "./i18n";
import type { Backend, Content } from "./ipc";
import { inWords } from "./said";

export async function saveFile(backend: Pick<Backend, "saveExport" | "showExport">, name: string, content: Content): Promise<void> {
  const answer = await backend.saveExport(name, content);
  if (answer.status === "error") {
    say({ sentence: inWords(answer.error), warning: true });
    return;
  }
  const show = async () => {
    const shown = await backend.showExport();
    if (shown.status === "error") say({ sentence: inWords(shown.error), warning: true });
  };
  say({ sentence: t("charts.savedAs", { path: answer.data }), warning: false, show: () => void show() });
}
