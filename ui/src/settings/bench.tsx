import { Button, Loader } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconFlask } from "@tabler/icons-react";
import { useState } from "react";
import { useBackend } from "../app-context";
import { full } from "../format";
import { lasted } from "../alerts/rows";
import { t } from "../i18n";
import { inWords } from "../said";
import type { EpisodeKind, SelfTest, SelfTestRow, UserError } from "../ipc";
import { visible } from "../text";

type State = { now: "idle" } | { now: "runs" } | { now: "done"; test: SelfTest } | { now: "failed"; error: UserError };

/** Plays the test scenes through the real rules, and shows what was expected and found. */
export function Bench() {
  const [state, setState] = useState<State>({ now: "idle" });
  const backend = useBackend();
  const run = async () => {
    setState({ now: "runs" });
    const answer = await backend.runSelftest();
    setState(answer.status === "ok" ? { now: "done", test: answer.data } : { now: "failed", error: answer.error });
  };
  const runs = state.now === "runs";
  return (
    <div className="kept" data-testid="bench" data-bench={state.now}>
      <h4>{t("bench.title")}</h4>
      <p className="dim">{t("bench.hint")}</p>
      <div>
        <Button
          size="xs"
          variant="default"
          disabled={runs}
          leftSection={runs ? <Loader size={13} /> : <IconFlask size={14} />}
          onClick={() => void run()}
          data-testid="bench-run"
        >
          {runs ? t("bench.runs") : t("bench.run")}
        </Button>
      </div>
      <div role="status">
        {state.now === "failed" && (
          <p className="note-warn">{visible(inWords(state.error))}</p>
        )}
        {state.now === "done" && <Result test={state.test} />}
      </div>
    </div>
  );
}

function Result({ test }: { test: SelfTest }) {
  const good = test.scenes.filter((row) => row.ok).length;
  const numbers = { good: full(good), all: full(test.scenes.length) };
  return (
    <>
      <p className={test.ok ? "bench-ok" : "note-warn"}>{t(test.ok ? "bench.allGood" : "bench.some", numbers)}</p>
      <div className="bench-table" tabIndex={0} role="region" aria-label={t("bench.title")}>
        <table className="table" data-testid="bench-table">
          <thead>
            <tr>
              <th scope="col">{t("bench.columns.scene")}</th>
              <th scope="col">{t("bench.columns.expected")}</th>
              <th scope="col">{t("bench.columns.found")}</th>
              <th scope="col" className="end">
                {t("bench.columns.after")}
              </th>
              <th scope="col">{t("bench.columns.result")}</th>
            </tr>
          </thead>
          <tbody>
            {test.scenes.map((row) => (
              <SceneRow key={row.scene} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

const names = (kinds: readonly EpisodeKind[]): string =>
  kinds.length === 0 ? t("bench.nothing") : kinds.map((kind) => t(`kind.${kind}`)).join(", ");

function SceneRow({ row }: { row: SelfTestRow }) {
  const Icon = row.ok ? IconCircleCheck : IconCircleX;
  return (
    <tr className={row.ok ? "" : "bench-bad"}>
      <th scope="row">{visible(row.scene)}</th>
      <td>{names(row.expected === null ? [] : [row.expected])}</td>
      <td>{names(row.found)}</td>
      <td className="end">{row.detectedAfterMs === null ? "–" : lasted(row.detectedAfterMs)}</td>
      <td className="bench-result">
        <Icon size={14} aria-hidden="true" /> {row.ok ? t("bench.good") : t("bench.bad")}
      </td>
    </tr>
  );
}
