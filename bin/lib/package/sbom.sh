# shellcheck shell=bash
# The list of components in CycloneDX: crates of the program, packages of the browser app, and the store.

CYCLONEDX_VERSION=0.5.9

package_sbom() {
    require_cyclonedx
    info "Writing $NAME.cdx.json …"
    # The tool writes its file next to the manifest.
    step cargo cyclonedx --quiet --manifest-path bin/wpp/Cargo.toml --format json --spec-version 1.5 --target "$TARGET" \
        --override-filename wpp.cdx || fail 'cargo cyclonedx failed. The reason is above.'
    find . -name wpp.cdx.json -not -path './target/*' -not -path './bin/wpp/*' -not -path '*/node_modules/*' -delete
    mv bin/wpp/wpp.cdx.json "$SCRATCH/crates.cdx.json"
    bin/lib/package/sbom.py "$SCRATCH/crates.cdx.json" "$CONTENTS" >"$OUTPUT/$NAME.cdx.json" ||
        fail 'The list of components could not be written. The reason is above.'
}

# require_cyclonedx: puts cargo-cyclonedx into PATH. Cargo compiles it once.
require_cyclonedx() {
    local folder=$ROOT/target/tools/cargo-cyclonedx-$CYCLONEDX_VERSION
    if [[ ! -x $folder/bin/cargo-cyclonedx ]]; then
        info "Installing cargo-cyclonedx $CYCLONEDX_VERSION into target/tools …"
        step cargo install cargo-cyclonedx --version "$CYCLONEDX_VERSION" --locked --quiet --root "$folder" ||
            fail 'cargo-cyclonedx could not be installed. The reason is above.'
    fi
    PATH=$folder/bin:$PATH
}
