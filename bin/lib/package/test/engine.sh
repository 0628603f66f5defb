#!/usr/bin/env bash
# Runs the sample of docker compose in a system root, with a docker engine that has no network of its own.
#
# Usage: engine.sh start SYSTEM    starts the engine and the sample, and stops both on SIGTERM
#        engine.sh check           inside the system: waits until the container is healthy, and runs a command in it
set -euo pipefail

# The control group of the containers, apart from those of an engine of this machine.
GROUP=/wpp-package-test

start() { exec unshare --mount -- "$0" enter "$1"; }

# enter SYSTEM: makes SYSTEM the root of this mount namespace. Docker cannot unpack images in a chroot.
enter() {
    mount --bind "$1" "$1"
    mount --rbind /dev "$1/dev"
    mount -t proc proc "$1/proc"
    mount --rbind /sys "$1/sys"
    mkdir "$1/outside"
    cd "$1"
    pivot_root . outside
    umount -l /outside
    exec env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin /engine.sh run
}

run() {
    trap 'stop' TERM
    # Without iptables and a bridge: the sample uses the network of the host, which is that of this namespace.
    dockerd --storage-driver vfs --bridge none --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false \
        --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent "$GROUP" >/engine.log 2>&1 &
    ENGINE=$!
    until docker version >/dev/null 2>&1; do
        kill -0 "$ENGINE" 2>/dev/null || { cat /engine.log && exit 1; }
        sleep 0.1
    done
    docker load --quiet --input /image.oci.tar
    docker-compose --file /party/compose.yaml up --detach
    wait "$ENGINE"
}

# stop: stops the sample as `docker compose down` does. Fails if the program did not end in order.
stop() {
    local status
    trap '' TERM
    docker-compose --file /party/compose.yaml stop
    status=$(docker inspect --format '{{.State.ExitCode}}' "$(container --all)")
    docker-compose --file /party/compose.yaml down --volumes
    kill "$ENGINE"
    wait "$ENGINE" || true
    # One folder, or one for each controller.
    rmdir /sys/fs/cgroup"$GROUP" /sys/fs/cgroup/*"$GROUP" 2>/dev/null || true
    exit "$status"
}

check() {
    local id state
    id=$(container)
    # Docker has no command that waits for the health of a container.
    until state=$(docker inspect --format '{{.State.Health.Status}}' "$id") && [[ $state != starting ]]; do sleep 0.2; done
    [[ $state == healthy ]] || { echo "The container is $state." && exit 1; }
    docker-compose --file /party/compose.yaml exec -T wpp wpp admin-link
}

# container [OPTION]: prints the id of the container.
container() { docker ps --quiet "$@"; }

"$@"
