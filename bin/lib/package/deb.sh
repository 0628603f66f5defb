# shellcheck shell=bash
# shellcheck disable=SC2153 # bin/package sets the variables in capitals
# The Debian package: the program, its units, a user, and settings that upgrades keep.

package_deb() {
    has_command dpkg-deb || fail 'dpkg-deb is missing. Install dpkg, or build on a Debian system.'
    local root=$SCRATCH/deb arch file
    case $ARCH in x86_64) arch=amd64 ;; aarch64) arch=arm64 ;; esac
    file=wpp_$VERSION-${DEB_REVISION:-1}_$arch.deb
    info "Packing $file …"
    install_program_files "$root"
    install_units "$root"
    install_documents "$root"
    install_control_files "$root/DEBIAN" "$arch"
    find "$root" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
    # One thread: the blocks of several threads depend on the machine.
    dpkg-deb --root-owner-group -Zxz --threads-max=1 --build "$root" "$OUTPUT/$file" >/dev/null ||
        fail 'dpkg-deb failed. The reason is above.'
}

# install_program_files ROOT: puts the store next to the program, where wpp finds it, and out of PATH.
install_program_files() {
    install -D -m 755 -t "$1/usr/lib/wpp" "$CONTENTS/wpp" "$CONTENTS/valkey-server"
    mkdir -p "$1/usr/bin"
    ln -s ../lib/wpp/wpp "$1/usr/bin/wpp"
    install -D -m 640 bin/lib/package/debian/wpp.env "$1/etc/wpp/wpp.env"
}

# install_units ROOT: installs the units of docs/deploy with the path of the package.
install_units() {
    local folder=$1/lib/systemd/system unit
    mkdir -p "$folder"
    for unit in docs/deploy/systemd/*.service; do
        sed -e 's|/opt/wpp/bin/wpp|/usr/bin/wpp|' -e '/^# Create the user/d' "$unit" >"$folder/${unit##*/}"
        chmod 644 "$folder/${unit##*/}"
    done
}

install_documents() {
    local folder=$1/usr/share/doc/wpp debian=bin/lib/package/debian
    install -D -m 644 -t "$folder" NOTICE
    install -m 644 "$CONTENTS/INSTALL.md" "$folder/README.md"
    cp -R "$CONTENTS/licences" "$folder/licences"
    install -m 644 "$debian/copyright" "$folder/copyright"
    render "$debian/changelog" "$arch" | gzip --no-name --best >"$folder/changelog.Debian.gz"
    gzip --no-name --best <CHANGELOG.md >"$folder/changelog.gz"
    mkdir -p "$1/usr/share/man/man1" "$1/usr/share/lintian/overrides"
    gzip --no-name --best <"$debian/wpp.1" >"$1/usr/share/man/man1/wpp.1.gz"
    install -m 644 "$debian/lintian-overrides" "$1/usr/share/lintian/overrides/wpp"
}

install_control_files() {
    local script
    mkdir -p "$1"
    render bin/lib/package/debian/control "$2" >"$1/control"
    printf 'Installed-Size: %s\n' "$(du -k -s --apparent-size "${1%/*}" | cut -f1)" >>"$1/control"
    printf '/etc/wpp/wpp.env\n' >"$1/conffiles"
    for script in postinst prerm postrm; do install -m 755 "bin/lib/package/debian/$script" "$1/$script"; done
    (cd "${1%/*}" && find usr lib -type f | sort | xargs md5sum) >"$1/md5sums"
    chmod 644 "$1/control" "$1/conffiles" "$1/md5sums"
}

# render FILE ARCH: prints a template with the values of this release.
render() {
    sed -e "s|@VERSION@|$VERSION-${DEB_REVISION:-1}|" -e "s|@ARCH@|$2|" -e "s|@GLIBC@|$GLIBC_FLOOR|" \
        -e "s|@DATE@|$(date --utc --rfc-email --date="@$SOURCE_DATE_EPOCH")|" "$1"
}
