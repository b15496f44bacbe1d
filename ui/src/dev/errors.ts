// Sentences as the core says them, for the scripted one.
import type { UserError } from "../ipc";

const error = (
  code: UserError["code"],
  sentence: string,
  cure: string,
  command: string | null = null,
  detail: string | null = null,
  canAllow = false,
): UserError => ({
  code,
  sentence,
  cure,
  command,
  detail,
  canAllow,
});

export const errors: Record<string, UserError> = {
  "not-granted": error(
    "not-granted",
    "Weir is not allowed to read network traffic yet.",
    "Allow capture for your account; an administrator's password is needed once.",
    'sudo weir-capture-grant grant "$USER"',
    "execve /usr/lib/weir/weir-sidecar: Permission denied (os error 13)",
    true,
  ),
  "no-capability": error(
    "no-capability",
    "The capture program lost its permission, usually after an update.",
    "Give it the permission again; an administrator's password is needed.",
    'sudo weir-capture-grant grant "$USER"',
    null,
    true,
  ),
  outdated: error(
    "outdated",
    "The capture program was built anew, and the copy that may capture is older.",
    "Give the new one the permission; an administrator's password is needed.",
    "npm run grant",
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
  "exec-blocked": error(
    "exec-blocked",
    "This container does not allow packet capture.",
    "Start the container with the NET_RAW capability, or run Weir outside of it.",
    null,
    "Operation not permitted (os error 1)",
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
  "bad-filter": error(
    "bad-filter",
    "The capture filter is not valid: syntax error at 'and' (character 9).",
    "Write it as for tcpdump, such as: tcp port 443 and not host 192.0.2.1.",
  ),
  system: error(
    "system",
    "The settings could not be written.",
    "Make room on the disk, then save again.",
    null,
    "No space left on device (os error 28)",
  ),
};
