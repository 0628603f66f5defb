# shellcheck shell=bash
# The tarball: one folder with everything.

package_tarball() {
    info "Packing $NAME.tar.gz …"
    mkdir "$SCRATCH/tarball"
    cp -a "$CONTENTS" "$SCRATCH/tarball/$NAME"
    pack_tar "$SCRATCH/tarball" "$NAME" | gzip --no-name --best >"$OUTPUT/$NAME.tar.gz"
}
