import { Button } from "@mantine/core";
import { useApp, useController } from "../app-context";
import type { DoctorReport, UserError } from "../ipc";
import { useCopied } from "../panels/use-copied";
import { openPicker } from "../shell/picker-open";
import type { Trouble } from "../trouble";
import { words } from "../words";

const d = words.doctor;

/** All that a bug report needs. */
export function detailsOf(error: UserError, report: DoctorReport | null): string {
  const checks =
    report?.checks.map(({ name, ok, detail }) => `${ok === null ? "-" : ok ? "ok" : "FAILED"} ${name}: ${detail}`) ??
    [];
  return [`${error.code}: ${error.sentence}`, error.detail ?? "", ...checks].filter(Boolean).join("\n");
}

/** The one button that helps, and a quieter one beside it. */
export function Cure({ trouble, size }: { trouble: Trouble; size: "compact-sm" | "md" }) {
  const { error, permission, waits } = trouble;
  const { start, stop, examine } = useController();
  const report = useApp((s) => s.doctor);
  const [copied, copy] = useCopied();
  const buttons = {
    command: [copied ? d.copied : d.copyCommand, () => copy(error.command ?? "")],
    details: [copied ? d.copied : d.copyDetails, () => copy(detailsOf(error, report))],
    interface: [d.chooseInterface, openPicker],
    again: [d.again, () => void start()],
  } satisfies Record<string, [string, () => void]>;
  const kind = d.primary[error.code];
  // Without a command there is nothing to copy but the details.
  const [name, act] = buttons[kind === "command" && error.command === null ? "details" : kind];
  return (
    <div className="cure">
      <Button size={size} onClick={act} data-testid="doctor-primary">
        {name}
      </Button>
      {permission && (
        <Button size={size} variant="default" onClick={() => void examine()} data-testid="doctor-check">
          {d.check}
        </Button>
      )}
      {waits && (
        <Button size={size} variant="default" onClick={() => void stop()} data-testid="doctor-stop-waiting">
          {d.stopWaiting}
        </Button>
      )}
    </div>
  );
}

/** What one can do, or that nothing needs to be done. */
export function advice({ error, permission, waits }: Trouble): string {
  if (waits && !permission) return d.waits;
  return waits ? `${error.cure} ${d.waitsForPermission}` : error.cure;
}
