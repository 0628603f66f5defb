# shellcheck shell=bash
# The tarball: unpacked and started by a user without rights.

test_tarball() {
    local system=$SCRATCH/tarball archive folder
    archive=$(package 'wpp-*-linux-*[0-9].tar.gz')
    (($(stat --format=%s "$archive") <= 25 * 1024 * 1024)) || fail "${archive##*/} is larger than 25 MiB."
    create_system "$system"
    install -d -m 755 -o 65534 -g 65534 "$system/home/guest"
    tar --extract --gzip --file "$archive" --directory "$system/home/guest" --no-same-owner
    folder=$(basename "$archive" .tar.gz)
    chown -R 65534:65534 "$system/home/guest"
    expect_lobby "$system" -- chroot --userspec=65534:65534 "$system" env -i --chdir="/home/guest/$folder" PATH=/usr/bin:/bin ./wpp
    rm -rf --one-file-system "$system"
}
