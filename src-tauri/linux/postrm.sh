#!/bin/sh
# The files are gone with their rights. With the last trace of the package go the list of grants and the group:
# purge for dpkg, 0 for rpm, which knows no other removal.
set -e
if [ "$1" = purge ] || [ "$1" = 0 ]; then
    rm -rf /var/lib/weir
    if getent group weir >/dev/null; then
        groupdel weir || true
    fi
fi
