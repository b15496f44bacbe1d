import { Button } from "@mantine/core";
import { useApp, useController } from "../app-context";
import type { DoctorReport, ErrorCode, UserError } from "../ipc";
import { useCopied } from "../panels/use-copied";
import { openPicker } from "../shell/picker-open";
import type { Trouble } from "../trouble";
import { t } from "../i18n";
import { cureOf } from "../said";

/** All that a bug report needs. */
export function detailsOf(error: UserError, report: DoctorReport | null): string {
  const checks =
    report?.checks.map(({ name, ok, detail }) => `${ok === null ? "-" : ok ? "ok" : "FAILED"} ${name}: ${detail}`) ??
    [];
  return [`${error.code}: ${error.sentence}`, error.detail ?? "", ...checks].filter(Boolean).join("\n");
}

/** What helps with each kind of error. */
const PRIMARY: Record<ErrorCode, "command" | "details" | "interface" | "again"> = {
  "not-granted": "command",
  "no-capability": "command",
  outdated: "command",
  "no-consent": "command",
  missing: "command",
  nosuid: "command",
  "no-new-privs": "details",
  "exec-blocked": "details",
  unsupported: "details",
  "no-interface": "interface",
  "interface-down": "interface",
  version: "again",
  "sidecar-gone": "again",
  "sidecar-bad": "again",
  busy: "again",
  "not-a-capture": "again",
  "no-file": "again",
  "cut-capture": "again",
  "bad-setting": "again",
  "no-episode": "again",
  "bad-filter": "again",
  "bad-query": "again",
  system: "again",
};

/** What the main button does. */
export function kindOf(error: UserError): "allow" | "command" | "details" | "interface" | "again" {
  if (error.canAllow) return "allow";
  const kind = PRIMARY[error.code];
  // Without a command there is nothing to copy but the details.
  return kind === "command" && error.command === null ? "details" : kind;
}

/** The one button that helps, and a quieter one beside it. */
export function Cure({ trouble, size }: { trouble: Trouble; size: "compact-sm" | "md" }) {
  const { error, permission, waits } = trouble;
  const { start, stop, examine, changePermission } = useController();
  const changing = useApp((s) => s.changing);
  const report = useApp((s) => s.doctor);
  const [copied, copy] = useCopied();
  const buttons = {
    allow: [changing ? t("doctor.allowing") : t("doctor.allow"), () => void changePermission(true)],
    command: [copied ? t("doctor.copied") : t("doctor.copyCommand"), () => copy(error.command ?? "")],
    details: [copied ? t("doctor.copied") : t("doctor.copyDetails"), () => copy(detailsOf(error, report))],
    interface: [t("doctor.chooseInterface"), openPicker],
    again: [t("doctor.again"), () => void start()],
  } satisfies Record<string, [string, () => void]>;
  const [name, act] = buttons[kindOf(error)];
  return (
    <div className="cure">
      <Button size={size} onClick={act} disabled={changing} data-testid="doctor-primary">
        {name}
      </Button>
      {permission && (
        <Button size={size} variant="default" onClick={() => void examine()} data-testid="doctor-check">
          {t("doctor.check")}
        </Button>
      )}
      {waits && (
        <Button size={size} variant="default" onClick={() => void stop()} data-testid="doctor-stop-waiting">
          {t("doctor.stopWaiting")}
        </Button>
      )}
    </div>
  );
}

/** What one can do, or that nothing needs to be done. */
export function advice({ error, permission, waits }: Trouble): string {
  if (waits && !permission) return t("doctor.waits");
  return waits ? `${cureOf(error)} ${t("doctor.waitsForPermission")}` : cureOf(error);
}
