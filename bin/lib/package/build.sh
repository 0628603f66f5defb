# shellcheck shell=bash
# The program of a package: built with zig as linker and C compiler, so that the machine of the build leaves no trace.
# (docs/decisions/0130-packages.md)

# The oldest glibc that runs the program. The Valkey of the packages requires the same version.
GLIBC_FLOOR=2.28

ZIG_VERSION=0.17.1-0.24.1

# require_zig: puts cargo-zigbuild into PATH. Two wheels, checked by their hashes, are installed into target/tools.
require_zig() {
    local folder=$ROOT/target/tools/zig-$ZIG_VERSION
    if [[ ! -f $folder/installed ]]; then
        info 'Installing zig into target/tools …'
        rm -rf "$folder"
        install_wheel "$folder" "$ROOT/bin/lib/package/zig.txt" || fail 'zig could not be installed. The reason is above.'
        touch "$folder/installed"
    fi
    export CARGO_ZIGBUILD_ZIG_PATH=$folder/ziglang/zig
    PATH=$folder/bin:$PATH
}

# build_program: builds wpp for TARGET and sets PROGRAM to its path. The same commit gives the same bytes in any folder.
build_program() {
    local output=${CARGO_TARGET_DIR:-$ROOT/target} zig_target=$TARGET cargo_home=${CARGO_HOME:-$HOME/.cargo}
    rust_has_target || fail "The Rust standard library of $TARGET is not installed. Run: rustup target add $TARGET"
    if [[ $TARGET == *-gnu ]]; then zig_target=$TARGET.$GLIBC_FLOOR; fi
    info "Building wpp for $zig_target (the first build takes many minutes) …"
    # Longer prefixes come last, because the last match of rustc counts.
    local flags=(
        --remap-path-prefix="$cargo_home=/cargo" --remap-path-prefix="$ROOT=/wpp" --remap-path-prefix="$output=/wpp/target"
        -Cstrip=symbols
    )
    local c_flags=("-ffile-prefix-map=$cargo_home=/cargo" "-ffile-prefix-map=$output=/wpp/target" -g0)
    step env WPP_COMMIT="$COMMIT" CARGO_ENCODED_RUSTFLAGS="$(IFS=$'\x1f' && printf '%s' "${flags[*]}")" \
        "CFLAGS_${TARGET//-/_}=${c_flags[*]}" CARGO_INCREMENTAL=0 \
        cargo zigbuild --release --locked -p wpp --target "$zig_target" --target-dir "$output" ||
        fail 'The build failed. The reason is above.'
    # shellcheck disable=SC2034 # bin/package uses it
    PROGRAM=$output/$TARGET/release/wpp
}

rust_has_target() { [[ -d $(rustc --print sysroot)/lib/rustlib/$TARGET/lib ]]; }

# check_glibc FILE: fails if the program requires a newer glibc than GLIBC_FLOOR. A static program requires none.
check_glibc() {
    local newest
    newest=$(grep -aoE 'GLIBC_[0-9.]+' "$1" | cut -d_ -f2 | sort -Vu | tail -n 1) || true
    [[ -z $newest || $(printf '%s\n' "$newest" "$GLIBC_FLOOR" | sort -V | tail -n 1) == "$GLIBC_FLOOR" ]] ||
        fail "${1##*/} requires glibc $newest; packages promise $GLIBC_FLOOR. Build it with the pinned zig."
}

# check_omits_simulator FILE: fails if the program contains the simulator of development builds. Its calls and its page contain
# their address.
check_omits_simulator() {
    if grep -aqF /api/simulator "$1"; then fail "${1##*/} contains the simulator. Build it without debug_assertions."; fi
}
