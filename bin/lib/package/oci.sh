# shellcheck shell=bash
# shellcheck disable=SC2153 # bin/package sets the variables in capitals
# The container image: one layer with the program, the store, the C library and the certificates of authorities. There is no
# shell and no package manager in it.

# The user of the image, as a number for systems that require one that is not root.
IMAGE_USER=65532

package_oci() {
    local root=$SCRATCH/image
    has_command apt-get || fail 'The image takes its C library from Debian packages. Build it on a Debian system.'
    info "Packing $NAME.oci.tar …"
    install -D -m 755 -t "$root/usr/bin" "$CONTENTS/wpp" "$CONTENTS/valkey-server"
    add_debian_files "$root"
    add_user "$root"
    # Container engines mount the first three.
    mkdir -p "$root"/{dev,proc,sys,tmp,data} "$root/usr/share/doc/wpp"
    chmod 1777 "$root/tmp" && chmod 700 "$root/data"
    cp -R "$CONTENTS"/{LICENSE,LICENSE-MIT,LICENSE-APACHE,NOTICE,licences} "$root/usr/share/doc/wpp"
    bin/lib/package/oci.py --root "$root" --output "$OUTPUT/$NAME.oci.tar" --arch "$ARCH" --version "$VERSION" \
        --commit "$COMMIT" --user "$IMAGE_USER" --owned data || fail 'The image could not be written. The reason is above.'
}

# add_debian_files ROOT: adds the shared libraries that the programs load, and one file of all certificates.
add_debian_files() {
    local unpacked=$SCRATCH/debian name version amd64 arm64
    while read -r name version amd64 arm64; do
        [[ $name != '#'* ]] || continue
        unpack_debian_package "$name" "$version" "$([[ $ARCH == x86_64 ]] && echo "$amd64" || echo "$arm64")" "$unpacked"
    done <bin/lib/package/image-files.txt
    local libraries=$unpacked/lib/$ARCH-linux-gnu
    for name in libc libm libdl librt libpthread; do
        install -D -m 755 -t "$1/lib/$ARCH-linux-gnu" "$libraries/$name".so.[0-9]
    done
    case $ARCH in
    x86_64) install -D -m 755 "$libraries/ld-linux-x86-64.so.2" "$1/lib64/ld-linux-x86-64.so.2" ;;
    aarch64) install -D -m 755 "$libraries/ld-linux-aarch64.so.1" "$1/lib/ld-linux-aarch64.so.1" ;;
    esac
    for name in libc6 ca-certificates; do
        install -D -m 644 "$unpacked/usr/share/doc/$name/copyright" "$1/usr/share/doc/$name/copyright"
    done
    mkdir -p "$1/etc/ssl/certs"
    # The shell sorts the names.
    cat "$unpacked"/usr/share/ca-certificates/mozilla/*.crt >"$1/etc/ssl/certs/ca-certificates.crt"
}

# unpack_debian_package NAME VERSION SHA256 FOLDER: downloads a package, compares its hash and unpacks it.
unpack_debian_package() {
    local arch=amd64 file=$ROOT/target/tools/debian-files/$3.deb
    [[ $ARCH == x86_64 ]] || arch=arm64
    if [[ ! -f $file ]]; then
        mkdir -p "$SCRATCH/download" "${file%/*}"
        (cd "$SCRATCH/download" && rm -f ./*.deb && apt-get -qq download "$1:$arch=$2" 2>/dev/null) ||
            (cd "$SCRATCH/download" && apt-get -qq download "$1=$2" 2>/dev/null) ||
            fail "Debian does not offer $1 $2 here. It offers: $(apt-cache madison "$1" | head -n 1). Run apt-get update, or update bin/lib/package/image-files.txt."
        mv "$SCRATCH/download"/*.deb "$file"
    fi
    sha256sum --check --quiet <<<"$3  $file" || fail "$1 $2 has another hash than bin/lib/package/image-files.txt."
    dpkg-deb --extract "$file" "$4"
}

add_user() {
    mkdir -p "$1/etc"
    printf 'root:x:0:0:root:/:/usr/bin/nologin\nwpp:x:%s:%s:wpp:/data:/usr/bin/nologin\n' "$IMAGE_USER" "$IMAGE_USER" >"$1/etc/passwd"
    printf 'root:x:0:\nwpp:x:%s:\n' "$IMAGE_USER" >"$1/etc/group"
    printf 'hosts: files dns\n' >"$1/etc/nsswitch.conf"
}
