import { useState } from "react";
import { useApp } from "../app-context";
import { announce, SILENT } from "./announce";

/** Says new alerts to people who listen to the window. */
export function LiveAlerts() {
  const snapshot = useApp((s) => s.snapshot);
  const [voice, setVoice] = useState(SILENT);
  const next = snapshot === null ? voice : announce(voice, snapshot.episodes, snapshot.takenMs);
  if (next !== voice) setVoice(next);
  return (
    <div id="say-alert" data-testid="say-alert" className="unseen" role="status" aria-live="polite">
      {next.text}
    </div>
  );
}
