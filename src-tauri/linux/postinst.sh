#!/bin/sh
# Each installation and upgrade brings a new file without any right. The grant program gives it, in the one order that
# keeps them all, its owner, mode and capability, and the access list of those who were granted before: nobody at first.
set -e
case "$1" in
    abort-*) exit 0 ;;
esac
getent group weir >/dev/null || groupadd --system weir
# Where files cannot hold a capability Weir still reads capture files, so that is no reason to fail.
env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin /usr/bin/weir-capture-grant apply ||
    echo "Weir is installed, but it cannot capture here. See why with: weir-cli doctor" >&2
