# shellcheck shell=bash
# shellcheck disable=SC2153 # bin/package sets the variables in capitals
# The Python package: a carrier of the program for `pipx run`. Python only starts it.

package_wheel() {
    local folder=$ROOT/target/tools/wheel root=$SCRATCH/wheel package=weirsoe_party_protocol
    local info=$root/$package-$VERSION.dist-info tag=py3-none-manylinux_${GLIBC_FLOOR/./_}_$ARCH
    if [[ ! -f $folder/installed ]]; then
        rm -rf "$folder"
        install_wheel "$folder" "$ROOT/bin/lib/package/wheel.txt" || fail 'The tool "wheel" could not be installed. The reason is above.'
        touch "$folder/installed"
    fi
    info "Packing $package-$VERSION-$tag.whl …"
    install -D -m 644 -t "$root/$package" bin/lib/package/python/__init__.py bin/lib/package/python/__main__.py
    install -D -m 755 -t "$root/$package/bin" "$CONTENTS/wpp" "$CONTENTS/valkey-server"
    mkdir -p "$info"
    cp -R "$CONTENTS"/{LICENSE,LICENSE-MIT,LICENSE-APACHE,NOTICE,licences} "$info"
    sed -e "s|@VERSION@|$VERSION|" bin/lib/package/python/METADATA | cat - docs/install.md >"$info/METADATA"
    printf 'Wheel-Version: 1.0\nGenerator: bin/package\nRoot-Is-Purelib: false\nTag: %s\n' "$tag" >"$info/WHEEL"
    printf '[console_scripts]\nwpp = %s:main\n' "$package" >"$info/entry_points.txt"
    step env PYTHONPATH="$folder" python3 -m wheel pack "$root" --dest-dir "$OUTPUT" >/dev/null ||
        fail 'The wheel could not be packed. The reason is above.'
}
