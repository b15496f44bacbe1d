import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconCopy, IconMinus, IconX } from "@tabler/icons-react";
import { useEffect } from "react";
import { useApp, useController } from "../app-context";
import { useCopied } from "../panels/use-copied";
import type { DoctorReport } from "../ipc";
import { visible } from "../text";
import type { Trouble } from "../trouble";
import { t } from "../i18n";
import { inWords, whatOf } from "../said";
import { advice, Cure, detailsOf, kindOf } from "./cure";

/** In place of the charts while nothing can be captured: one sentence, one button, and the reasons below. */
export function Doctor({ trouble }: { trouble: Trouble }) {
  const report = useApp((s) => s.doctor);
  const notChanged = useApp((s) => s.notChanged);
  const { watchDoctor } = useController();
  const { error, permission } = trouble;
  useEffect(() => (permission ? watchDoctor() : undefined), [permission, watchDoctor]);
  return (
    <section className="doctor" data-testid="doctor" data-doctor={error.code} aria-labelledby="doctor-title">
      <IconAlertTriangle className="doctor-icon" size={36} stroke={1.5} aria-hidden="true" />
      <h2 id="doctor-title">{visible(whatOf(error))}</h2>
      <p className="doctor-cure">{visible(advice(trouble))}</p>
      <Cure trouble={trouble} size="md" />
      {notChanged !== null && (
        <p role="alert" data-testid="doctor-not-changed">
          {visible(inWords(notChanged))}
        </p>
      )}
      {error.command !== null && <Command text={error.command} button={kindOf(error) !== "command"} />}
      {permission && report !== null && <Checks report={report} />}
      {error.detail !== null && (
        <details className="doctor-details">
          <summary>{t("doctor.details")}</summary>
          <pre>{visible(detailsOf(error, report))}</pre>
        </details>
      )}
    </section>
  );
}

/** To be read before it is run; the button is there unless the main one copies it already. */
function Command({ text, button }: { text: string; button: boolean }) {
  const [copied, copy] = useCopied();
  return (
    <div className="doctor-command">
      <code>{visible(text)}</code>
      {button && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
          onClick={() => copy(text)}
        >
          {copied ? t("doctor.copied") : t("doctor.copyCommand")}
        </Button>
      )}
    </div>
  );
}

function Checks({ report }: { report: DoctorReport }) {
  return (
    <div className="doctor-checks">
      <h3>{t("doctor.checks")}</h3>
      <ul>
        {report.checks.map((check) => (
          <li key={check.name} data-ok={String(check.ok)}>
            {check.ok === true ? (
              <IconCheck size={15} />
            ) : check.ok === false ? (
              <IconX size={15} />
            ) : (
              <IconMinus size={15} />
            )}
            <span className="unseen">
              {check.ok === true ? t("doctor.ok") : check.ok === false ? t("doctor.failed") : t("doctor.notReached")}:
            </span>
            <span>{visible(whatOf({ said: { id: check.id, values: {} } }))}</span>
            <span className="dim">{visible(check.detail)}</span>
          </li>
        ))}
      </ul>
      <p className="dim">{t("doctor.checksRunning")}</p>
    </div>
  );
}
