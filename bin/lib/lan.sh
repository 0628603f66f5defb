#!/usr/bin/env bash
# Runs a command in a network namespace: the machine has an address in a local network, and no route leads out of it. The
# variable WPP_TEST_LAN has the address.
# Usage: bin/lib/lan.sh COMMAND…
set -euo pipefail

export WPP_TEST_LAN=192.168.77.1
# Both ends of the cable are here, because an interface is up only with its peer. `noprefixroute` omits the route to the
# other machines of the network.
NETWORK="ip link set lo up && ip link add lan type veth peer name far && ip link set far up && ip link set lan up &&
    ip address add $WPP_TEST_LAN/24 dev lan noprefixroute"

# Root needs no namespace of users, which some machines refuse. Everybody else does.
for users in '' --map-root-user; do
    enter=(unshare ${users:+"$users"} --net -- sh -c "$NETWORK && exec \"\$@\"" sh)
    if reason=$("${enter[@]}" true 2>&1); then exec "${enter[@]}" "$@"; fi
done
echo "This machine cannot create a network namespace ($reason). NOT TESTED: $*" >&2
[[ -z ${WPP_REQUIRE_NAMESPACES:-} ]]
