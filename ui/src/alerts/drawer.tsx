import { Drawer } from "@mantine/core";
import { useAlerts, useApp } from "../app-context";
import { t } from "../i18n";
import { EvidenceCard } from "./card";
import { useBeside } from "./use-beside";

/** The evidence over any other view. The focus goes into it, and back to where it was. */
export function EvidenceDrawer() {
  const open = useApp((s) => s.card !== null);
  const beside = useBeside();
  const { close } = useAlerts();
  return (
    <Drawer
      opened={open && !beside}
      onClose={close}
      position="right"
      size={620}
      withCloseButton={false}
      padding={0}
      transitionProps={{ duration: 0 }}
      overlayProps={{ backgroundOpacity: 0.3 }}
      classNames={{ content: "evidence-drawer", body: "evidence-body" }}
      aria-label={t("evidence.title")}
    >
      <EvidenceCard closable />
    </Drawer>
  );
}
