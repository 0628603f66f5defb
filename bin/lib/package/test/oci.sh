# shellcheck shell=bash
# The container image: its layer, run with the settings of its configuration on a read-only file system.

test_oci() {
    local root=$SCRATCH/image volume=$SCRATCH/volume tool=$PWD/bin/lib/package/test/image.py
    "$tool" unpack "$(package 'wpp-*.oci.tar')" "$root" || fail 'The image cannot be unpacked. The reason is above.'
    # A new volume has the owner of the folder in the image.
    mkdir "$volume"
    chown --reference="$root/data" "$volume"
    # The mounts end with the namespace. The server replaces the shell.
    # shellcheck disable=SC2016 # the inner shell expands
    expect_lobby "$root" --check "$(printf '%q ' "$tool" health "$root")" -- bash -c '
        mount --rbind "$0" "$0" && mount --bind "$1" "$0/data" && mount -t tmpfs tmp "$0/tmp" &&
            mount -o remount,bind,ro "$0" && ! touch "$0/etc/new" 2>/dev/null && exec "$2" run "$0"' "$root" "$volume" "$tool"
}
