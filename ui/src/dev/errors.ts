// Errors as the core says them, for the scripted one.
import type { Said, UserError } from "../ipc";
import core from "../said.json";

export const said = (id: Said["id"], values: Said["values"] = {}): Pick<UserError, "said" | "sentence" | "cure"> => {
  const filled = (text: string) => text.replaceAll(/{(\w+)}/g, (_, name: string) => values[name] ?? "");
  const [sentence = "", cure = ""] = core[id].en;
  return { said: { id, values }, sentence: filled(sentence), cure: filled(cure) };
};

const ALLOW = 'sudo weir-capture-grant grant "$USER"';
const none = { command: null, detail: null, canAllow: false };
const name = "enp3s0";

export const errors: Record<string, UserError> = {
  "not-granted": {
    ...{ code: "not-granted", ...said("notGranted"), command: ALLOW, canAllow: true },
    detail: "execve /usr/lib/weir/weir-sidecar: Permission denied (os error 13)",
  },
  "no-capability": { ...none, code: "no-capability", ...said("noCapability"), command: ALLOW, canAllow: true },
  outdated: { ...none, code: "outdated", ...said("newerBuild"), command: "npm run grant" },
  missing: { ...none, code: "missing", ...said("missingInstalled"), command: "sudo apt-get install --reinstall weir" },
  "no-new-privs": { ...none, code: "no-new-privs", ...said("noNewPrivs"), detail: "NoNewPrivs: 1" },
  "exec-blocked": { ...none, code: "exec-blocked", ...said("container"), detail: "Operation not permitted (os error 1)" },
  "interface-down": { ...none, code: "interface-down", ...said("interfaceDown", { name }) },
  "no-interface": { ...none, code: "no-interface", ...said("interfaceGone", { name }) },
  "sidecar-gone": { ...none, code: "sidecar-gone", ...said("sidecarGone"), detail: "killed by signal 9" },
  "bad-filter": {
    ...none,
    ...{ code: "bad-filter", ...said("captureFilterWrongAt", { message: "syntax error", place: "'and' (character 9)" }) },
  },
  system: {
    ...{ ...none, code: "system", ...said("settingsUnwritten", { path: "~/.config/weir/settings.json" }) },
    detail: "No space left on device (os error 28)",
  },
};
