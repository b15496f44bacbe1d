// Sentences as the core says them, for the scripted one.
import type { UserError } from "../ipc";

const error = (
  code: UserError["code"],
  sentence: string,
  cure: string,
  command: string | null = null,
  detail: string | null = null,
): UserError => ({
  code,
  sentence,
  cure,
  command,
  detail,
});

export const errors: Record<string, UserError> = {
  "not-granted": error(
    "not-granted",
    "Weir is not allowed to read network traffic yet.",
    "Run the command below once; it asks for your password.",
    "npm run grant",
    "execve /usr/lib/weir/weir-sidecar: Permission denied (os error 13)",
  ),
  "no-capability": error(
    "no-capability",
    "The capture program lost its permission, usually after an update.",
    "Run the command below; it asks for your password.",
    "sudo setcap cap_net_raw=ep /usr/lib/weir/weir-sidecar",
  ),
  missing: error(
    "missing",
    "The capture program is not installed.",
    "Reinstall the Weir package.",
    "sudo apt-get install --reinstall weir",
  ),
  "no-new-privs": error(
    "no-new-privs",
    "Weir was started by something that forbids permissions.",
    "Start it from the menu or from a normal terminal.",
    null,
    "NoNewPrivs: 1",
  ),
  "interface-down": error("interface-down", "enp3s0 is switched off.", "Switch it on, or choose another interface."),
  "no-interface": error("no-interface", "enp3s0 is gone.", "Plug it in again, or choose another interface."),
  "sidecar-gone": error(
    "sidecar-gone",
    "The capture program ended unexpectedly.",
    "Start the capture again.",
    null,
    "killed by signal 9",
  ),
  system: error(
    "system",
    "The settings could not be written.",
    "Make room on the disk, then save again.",
    null,
    "No space left on device (os error 28)",
  ),
};
