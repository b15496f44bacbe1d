// A second file system over this machine's: what is installed there is real, and gone with the process that sees it.

import { PROGRAMS } from "./lab.mjs";
import { ROOT } from "../../lib/run.mjs";

/** Where the test finds everything that was changed since the overlay began. */
export const CHANGES = "/run/weir-changes";

// The folders of the sources and of the programs may be mounts of their own, which an overlay of / does not hold.
const SCRIPT = `set -e
mount --make-rprivate /
top=$(mktemp -d)
mount -t tmpfs -o mode=0755 weir "$top"
mkdir "$top/changes" "$top/work" "$top/root"
mount -t overlay -o "lowerdir=/,upperdir=$top/changes,workdir=$top/work" weir "$top/root"
for kept in /proc /sys /dev; do mount --rbind $kept "$top/root$kept"; done
mount -t tmpfs -o mode=0755 weir "$top/root/run"
mkdir -p /run/netns "$top/root/run/netns" "$top/root${CHANGES}"
mount --rbind /run/netns "$top/root/run/netns"
mount --bind "$top/changes" "$top/root${CHANGES}"
mount -t tmpfs -o mode=1777 weir "$top/root/tmp"
for kept in "$WEIR_KEEP_SOURCES" "$WEIR_KEEP_PROGRAMS"; do
  mkdir -p "$top/root$kept"
  mount --rbind "$kept" "$top/root$kept"
done
status=0
chroot "$top/root" "$@" || status=$?
cd /
umount -l "$top"
rmdir "$top"
exit $status`;

/** The command that runs another on an overlay. */
export function onOverlay(program, args) {
  const keep = [`WEIR_KEEP_SOURCES=${ROOT.replace(/\/$/, "")}`, `WEIR_KEEP_PROGRAMS=${PROGRAMS}`];
  return ["env", [...keep, "unshare", "--mount", "sh", "-c", SCRIPT, "overlay", program, ...args]];
}
