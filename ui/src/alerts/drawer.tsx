import { Drawer } from "@mantine/core";
import { useAlerts, useApp } from "../app-context";
import { t } from "../i18n";
import { EvidenceCard } from "./card";
import { useBeside } from "./use-beside";

/** The evidence over any other view. The focus goes into it, and back to where it was. */
export function EvidenceDrawer() {
  const open = useApp((s) => s.card !== null && !s.card.byItself);
  const beside = useBeside();
  const { close } = useAlerts();
  return (
    <Drawer.Root
      opened={open && !beside}
      onClose={close}
      position="right"
      size={620}
      padding={0}
      transitionProps={{ duration: 0 }}
      classNames={{ content: "evidence-drawer", body: "evidence-body" }}
    >
      <Drawer.Overlay backgroundOpacity={0.3} />
      {/* The name belongs to the dialog; the root would be named while there is none. */}
      <Drawer.Content aria-label={t("evidence.title")}>
        <Drawer.Body>
          <EvidenceCard closable />
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
