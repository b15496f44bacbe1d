import { Button, TextInput } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { useAlerts, useApp } from "../app-context";
import { t } from "../i18n";
import { inWords } from "../said";
import { visible } from "../text";
import { Kept } from "./mutes-list";

/** Longer notes are cut by the field. */
const MAX_NOTE = 120;

/** Addresses and networks that are nobody's attack. */
export function AllowedList() {
  const allowed = useApp((s) => s.settings.detection.allowed);
  const { disallow } = useAlerts();
  return (
    <>
      <Kept title={t("detection.allowed")} none={t("detection.noAllowed")}>
        {allowed.map(({ network, note }) => (
          <li key={network} data-testid="allowed-row">
            <span>
              <span className="mono">{visible(network)}</span>
              {note !== "" && <span className="dim kept-note">{visible(note)}</span>}
            </span>
            <Button size="compact-xs" variant="default" onClick={() => void disallow(network)} data-testid="disallow">
              {t("detection.remove")}
            </Button>
          </li>
        ))}
      </Kept>
      <AllowForm />
    </>
  );
}

function AllowForm() {
  const [network, setNetwork] = useState("");
  const [note, setNote] = useState("");
  const [error, setError] = useState<string | null>(null);
  const { allow } = useAlerts();
  const add = async () => {
    const refused = await allow({ network: network.trim(), note: note.trim() }, true);
    setError(refused === null ? null : visible(inWords(refused)));
    if (refused !== null) return;
    setNetwork("");
    setNote("");
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void add();
  };
  return (
    <form className="allow-form" onSubmit={submit}>
      <TextInput
        size="xs"
        label={t("detection.allowNetwork")}
        placeholder="10.0.0.0/8"
        data-testid="allow-network"
        value={network}
        error={error}
        onChange={(e) => {
          setNetwork(e.currentTarget.value);
          setError(null);
        }}
      />
      <TextInput
        size="xs"
        label={t("detection.allowNote")}
        maxLength={MAX_NOTE}
        data-testid="allow-note"
        value={note}
        onChange={(e) => setNote(e.currentTarget.value)}
      />
      <Button size="xs" type="submit" variant="default" disabled={network.trim() === ""} data-testid="allow-add">
        {t("detection.allow")}
      </Button>
    </form>
  );
}
