# shellcheck shell=bash
# shellcheck disable=SC2016 # the shells in the system expand
# The Debian package: installed, started as its unit would, upgraded, removed and purged.

test_deb() {
    local system=$SCRATCH/deb file
    file=$(package 'wpp_*.deb')
    if has_command lintian; then
        step lintian --fail-on error,warning "$file" || fail "lintian refuses ${file##*/}. The reason is above."
    else
        warn 'lintian is not installed. The form of the package is not checked.'
    fi
    # apt would install what the package depends on.
    create_system "$system" adduser systemd
    cp "$file" "$system/tmp/wpp.deb"
    make_upgrade "$file" "$system/tmp/newer.deb"

    in_deb 'cannot be installed' dpkg --install /tmp/wpp.deb
    in_deb 'has wrong rights' sh -c 'test "$(stat -c "%a %U" /var/lib/wpp /etc/wpp/wpp.env | paste -sd,)" = "700 wpp,640 root"'
    in_deb 'does not enable its service' test -e /etc/systemd/system/multi-user.target.wants/wpp.service
    in_deb 'has units that systemd refuses' systemd-analyze --man=no verify wpp.service wpp-web@8080.service wpp-worker@9090.service
    expect_lobby "$system" -- bin/lib/package/test/unit.py "$system" wpp.service

    in_deb 'cannot be changed' sh -c 'echo PORT=8081 >>/etc/wpp/wpp.env'
    in_deb 'cannot be upgraded' dpkg --install /tmp/newer.deb
    in_deb 'loses settings or data in an upgrade' sh -c 'grep -q PORT=8081 /etc/wpp/wpp.env && test -s /var/lib/wpp/var/wpp.db'
    in_deb 'cannot be removed' dpkg --remove wpp
    in_deb 'loses data when it is removed' sh -c 'test -s /etc/wpp/wpp.env && test -s /var/lib/wpp/var/wpp.db && ! command -v wpp'
    in_deb 'cannot be purged' dpkg --purge wpp
    in_deb 'leaves something after a purge' sh -c '! getent passwd wpp && test -z "$(find / -xdev -name "*wpp*" -not -path "/tmp/*" -print)"'
    rm -rf --one-file-system "$system"
}

# in_deb FAULT COMMAND…: runs COMMAND in the system.
in_deb() {
    inside "$SCRATCH/deb" "${@:2}" >"$SCRATCH/output" 2>&1 || fail "The package $1: $(cat "$SCRATCH/output")"
}

# make_upgrade FILE NEWER: writes a package of the next revision.
make_upgrade() {
    dpkg-deb --raw-extract "$1" "$SCRATCH/newer"
    sed -i 's/^Version: .*/&.1/' "$SCRATCH/newer/DEBIAN/control"
    dpkg-deb --root-owner-group -Zgzip -z1 --build "$SCRATCH/newer" "$2" >/dev/null
}
