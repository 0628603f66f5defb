# shellcheck shell=bash
# shellcheck disable=SC2016 # inner shells, and apt, expand
# Empty systems, and programs that run in them without a network.

# The longest time from the start of the program to its answer for a new lobby.
MAX_SECONDS=10

# create_system FOLDER [PACKAGE…]: unpacks an empty Debian with PACKAGEs into FOLDER. The first call of a suite downloads it.
create_system() {
    local folder=$1 archive mirror base=$SCRATCH/base
    shift
    archive=$ROOT/target/tools/systems/$SUITE${*:+-$*}.tar
    if [[ ! -f $archive ]]; then
        info "Downloading $SUITE …"
        mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | head -n 1)
        mkdir -p "${archive%/*}"
        step debootstrap --variant=minbase ${1:+--include="$(IFS=, && printf '%s' "$*")"} "$SUITE" "$base" \
            "$mirror" >"$SCRATCH/debootstrap.log" 2>&1 || fail "debootstrap failed: $(tail -n 5 "$SCRATCH/debootstrap.log")"
        tar --create --file "$archive.new" --directory "$base" --exclude='./dev/*' --exclude='./var/cache/apt/*' .
        mv "$archive.new" "$archive"
        rm -rf --one-file-system "$base"
    fi
    mkdir -p "$folder"
    tar --extract --file "$archive" --directory "$folder"
}

# inside SYSTEM COMMAND…: runs COMMAND as root in the system, without a network.
inside() {
    step unshare --net --mount --pid --fork --kill-child -- bash -c '
        mount --bind /dev "$0/dev" && mount -t proc proc "$0/proc" &&
            exec chroot "$0" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"' "$@"
}

# expect_lobby SYSTEM [OPTION…] -- COMMAND…: runs lobby.py in new namespaces, whose only network is loopback. COMMAND starts
# the server in SYSTEM.
expect_lobby() {
    step unshare --net --mount --pid --fork --kill-child --mount-proc -- bash -c '
        ip link set lo up && mount --bind /dev "$0/dev" && mount -t proc proc "$0/proc" && exec "$@"' \
        "$1" bin/lib/package/test/lobby.py --within "$MAX_SECONDS" "${@:2}" ||
        fail 'The server did not pass. The reason is above.'
}

# package PATTERN: prints the path of the one package that matches.
package() {
    local found
    found=$(find "$PACKAGES" -maxdepth 1 -name "$1")
    [[ -f $found ]] || fail "$PACKAGES must have one file $1. Run: bin/package all"
    printf '%s\n' "$found"
}
