// Short news at the edge of the window; what can be taken back or shown has a button for it.
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { t } from "../i18n";
import { visible } from "../text";
import type { Said } from "./alerts";

const SHOWN_MS = 10_000;

export function say({ sentence, warning, undo, show }: Said): void {
  const id: string = notifications.show({
    color: warning ? "orange" : "blue",
    autoClose: SHOWN_MS,
    withBorder: true,
    message: (
      <div className="said">
        <span>{visible(sentence)}</span>
        {undo && (
          <Button
            size="compact-xs"
            variant="default"
            data-testid="undo"
            onClick={() => {
              notifications.hide(id);
              undo();
            }}
          >
            {t("act.undo")}
          </Button>
        )}
        {show && (
          <Button size="compact-xs" variant="default" data-testid="show-export" onClick={show}>
            {t("act.showInFolder")}
          </Button>
        )}
      </div>
    ),
  });
}
