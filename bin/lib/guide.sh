#!/usr/bin/env bash
# Tests docs/write-a-cartridge.md in a copy of the repository: runs its `sh` blocks and applies its `diff` blocks, in
# order. Then bots play the new games to their ends in a browser, and bin/dev follows changes of one of them.
#
# Usage: bin/lib/guide.sh [--no-browser]
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
guide="$root/docs/write-a-cartridge.md"
# In target/, because hard links do not cross file systems.
copy="$(mktemp -d "$root/target/guide.XXXXXX")"
trap 'rm -rf "$copy"' EXIT

cd "$root"
# Files that git tracks or would add: no builds, no dependencies.
git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
  [ -e "$file" ] && printf '%s\0' "$file"
done | tar --null --files-from=- -cf - | tar -xf - -C "$copy"

# Hard links reuse what is built already. A rebuild replaces the links and leaves the originals unchanged. The copy has
# another path, so cargo rebuilds the crates of the workspace only.
link() { [ -d "$1" ] && mkdir -p "$(dirname "$2")" && cp -al "$1" "$2"; }
link "$root/api/web/node_modules" "$copy/api/web/node_modules" || npm --prefix "$copy/api/web" ci --silent
link "${CARGO_TARGET_DIR:-$root/target}/debug" "$copy/target/debug" || true
# Build scripts write their files in place, which would change the originals, so those of the workspace start empty.
rm -rf "$copy"/target/debug/build/wpp-*
unset CARGO_TARGET_DIR
export CARGO_INCREMENTAL=0

# Splits the guide into numbered files, one for each block: `007.sh`, `008.diff`.
blocks="$copy/.guide"
mkdir "$blocks"
awk -v into="$blocks" '
  /^```/ && open { close(file); open = 0; next }
  /^```(sh|diff)$/ { file = sprintf("%s/%03d.%s", into, ++n, substr($0, 4)); printf "" > file; open = 1; next }
  /^```/ { file = "/dev/null"; open = 1; next }
  open { print > file }
' "$guide"

cd "$copy"
for block in "$blocks"/*; do
  echo "guide: $(basename "$block"): $(head -n 1 "$block")"
  case "$block" in
    *.sh) bash -euo pipefail "$block" ;;
    *.diff) patch --quiet --forward -p1 <"$block" ;;
  esac
done

# What bin/run does, with the programs of the tests.
npm --prefix api/web run --silent build
cargo build --quiet --bin wpp

if [ "${1:-}" != "--no-browser" ]; then
  cd api/web
  GUIDE_GAMES='Snap Banter' npm run --silent e2e -- guide.e2e.ts
  # Changes the sources of the copy, so it comes last.
  DEV_CHECKOUT=$copy npm run --silent e2e -- e2e/dev
  mkdir -p "$root/api/web/e2e/pictures"
  cp e2e/pictures/guide-*.png "$root/api/web/e2e/pictures/"
fi
echo "guide: bots played the new games to their ends"
