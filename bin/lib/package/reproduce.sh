# shellcheck shell=bash
# shellcheck disable=SC2153 # bin/package sets the variables in capitals
# The check that a commit has one result: two builds in new clones, compared byte by byte.

# check_reproducible: builds the packages in two folders whose names differ in length, one after the other, and compares them.
# The clones share the tools and the downloaded sources of this machine, which are pinned by hashes, and nothing else.
check_reproducible() {
    require_zig
    mkdir -p "$ROOT/target/tools"
    local name
    for name in one another-folder; do build_in_clone "$SCRATCH/$name"; done
    compare_builds "$SCRATCH/one/packages" "$SCRATCH/another-folder/packages"
}

# build_in_clone FOLDER: clones the commit into the folder, and builds its packages there.
build_in_clone() {
    local clone=$1/wpp
    info "$(paint 1 "── building in $clone")"
    if ! { git clone --quiet --no-checkout "$ROOT" "$clone" && git -C "$clone" checkout --quiet --detach "$COMMIT"; }; then
        fail "The commit $COMMIT could not be cloned. The reason is above."
    fi
    mkdir -p "$clone/target"
    ln -s "$ROOT/target/tools" "$clone/target/tools"
    step env -u CARGO_TARGET_DIR "$clone/bin/package" --target "$TARGET" --output "$1/packages" "${KINDS[@]}" ||
        fail "The build in $clone failed. The reason is above."
}

# compare_builds ONE OTHER: keeps the packages if they are equal. Otherwise fails with the names of the files that differ.
compare_builds() {
    if ! diff "$1/SHA256SUMS" "$2/SHA256SUMS"; then
        cp -R "$1" "$OUTPUT/first" && cp -R "$2" "$OUTPUT/second"
        fail "These files differ between two builds of $COMMIT. Compare them with diffoscope: $OUTPUT/first and $OUTPUT/second"
    fi
    info "$(paint '1;32' "Two builds of $COMMIT are equal. Their packages are in $OUTPUT:")"
    cat "$1/SHA256SUMS"
    rm "$1/SHA256SUMS"
    cp "$1"/* "$OUTPUT"
    write_checksums
}
