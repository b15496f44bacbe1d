import { Button } from "@mantine/core";
import { useEffect } from "react";
import { useApp, useController } from "../app-context";
import { t } from "../i18n";
import { inWords } from "../said";
import { visible } from "../text";
import { isPermission } from "../trouble";
import { Row } from "./row";

/** Whether this account may capture, and the one button that changes it. */
export function PermissionRow() {
  const report = useApp((s) => s.doctor);
  const installed = useApp((s) => s.about?.installed ?? false);
  const changing = useApp((s) => s.changing);
  const notChanged = useApp((s) => s.notChanged);
  const { changePermission, examine } = useController();
  const runs = useApp((s) => s.session.state === "running");
  const unknown = report === null && !runs;
  useEffect(() => {
    if (unknown) void examine();
  }, [unknown, examine]);
  // What captures may capture; the checks are forgotten while it does.
  const held = runs || (report === null ? null : !isPermission(report.problem));
  const state = held === null ? "permissionLooking" : held ? "permissionHeld" : "permissionNotHeld";
  const hint = installed || held === null ? t(`settings.${state}`) : t("settings.permissionBuilt");
  return (
    <>
      <Row label={t("settings.permission")} hint={hint}>
        {installed ? (
          <Button
            size="xs"
            variant="default"
            disabled={held === null || changing}
            data-testid="permission"
            data-held={String(held)}
            onClick={() => void changePermission(!held)}
          >
            {t(changing ? "settings.changing" : held ? "settings.revoke" : "settings.allow")}
          </Button>
        ) : (
          <code data-testid="permission-command">{held ? "npm run revoke" : "npm run grant"}</code>
        )}
      </Row>
      {notChanged !== null && (
        <p className="band band-trouble" role="alert" data-testid="permission-not-changed">
          {visible(`${inWords(notChanged)} ${notChanged.command ?? ""}`)}
        </p>
      )}
    </>
  );
}
