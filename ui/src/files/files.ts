// Capture files that the user hands to the window.
import { t } from "../i18n";
import { inWords } from "../said";
import type { Backend } from "../ipc";
import { createStore } from "../store";

export class Files {
  /** A file is being dragged over the window. */
  readonly over = createStore({ over: false });

  constructor(
    private readonly backend: Pick<Backend, "openCapture" | "onDrop">,
    private readonly look: () => Promise<void>,
    private readonly tell: (sentence: string, warning: boolean) => void,
  ) {}

  /** Begins to listen; what it began is ended by what it gives back. */
  begin = (): Promise<() => void> => this.backend.onDrop((over) => this.over.set({ over }));

  /** Asks the user for a file; the path never comes here. */
  choose = async (): Promise<void> => {
    const answer = await this.backend.openCapture(t("file.open"), t("file.kind"));
    if (answer.status === "error") this.tell(inWords(answer.error), true);
    else if (answer.data) await this.look();
  };
}
