#!/bin/sh
# The order matters: changing the owner takes a capability off again.
set -e
getent group weir >/dev/null || groupadd --system weir
chown root:weir /usr/lib/weir/weir-sidecar
chmod 0750 /usr/lib/weir/weir-sidecar
setcap cap_net_raw=ep /usr/lib/weir/weir-sidecar
