#!/bin/sh
# The files are gone with their capability. The group goes with the last trace of the package.
set -e
if [ "$1" = purge ] || [ "$1" = 0 ]; then
    groupdel weir 2>/dev/null || true
fi
