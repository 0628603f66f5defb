#!/usr/bin/env bash
# Tests bin/release: runs a copy of it in a git repository, with stubs of bin/package and bin/package_test. bin/release must refuse
# a commit that is no release, stop at the first failure, and leave a folder only when everything has passed.
set -euo pipefail
LIB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in common process install script_test; do
    # shellcheck source=/dev/null
    . "$LIB/$part.sh"
done
require_python
stop_program() { :; }

# create_checkout: fills CHECKOUT with a repository of the version 1.2.0, and with stubs.
# shellcheck disable=SC2016 # the stubs expand their variables
create_checkout() {
    mkdir -p "$CHECKOUT/api/web" "$CHECKOUT/tools"
    cp -R "$LIB/.." "$CHECKOUT/bin"
    write_stub tools/id 'echo 0'
    write_stub tools/uname 'echo Linux'
    write_stub bin/package '
        echo "package $*"
        [[ ! -e broken ]] || exit 1
        echo "a package" >"$3/wpp.tar.gz"
        (cd "$3" && echo "0000  wpp.tar.gz" >SHA256SUMS)'
    write_stub bin/package_test 'echo "package_test $*"; [[ $4 != broken ]]'
    printf '/output\n/tools/\n/target/\n/broken\n' >"$CHECKOUT/.gitignore"
    printf '[workspace.package]\nversion = "1.2.0"\n' >"$CHECKOUT/Cargo.toml"
    printf '{\n  "version": "1.2.0",\n}\n' >"$CHECKOUT/api/web/package.json"
    printf '# Changelog\n\n## 1.2.0 (November 2026)\n\n## 1.1.0\n' >"$CHECKOUT/CHANGELOG.md"
    export PATH="$CHECKOUT/tools:$PATH"
    export GIT_AUTHOR_NAME=Test GIT_AUTHOR_EMAIL=test@example.org GIT_COMMITTER_NAME=Test GIT_COMMITTER_EMAIL=test@example.org
    git init --quiet "$CHECKOUT"
    commit
}

in_git() { git -C "$CHECKOUT" -c commit.gpgsign=false "$@"; }

commit() { in_git add --all && in_git commit --quiet --message 'A commit'; }

# expect_refusal TEXT [OPTION…]: runs bin/release, which must fail with TEXT and leave no release.
expect_refusal() {
    local text=$1
    shift
    start_runner "$@"
    expect_exit 1
    await_output "$text"
    [[ ! -e $RELEASE ]] || fail "$SCRIPT left $RELEASE"
}

begin_script_test bin/release
create_checkout
RELEASE=$CHECKOUT/target/releases/1.2.0

check 'prints its usage'
start_runner --help
expect_exit 0
await_output 'Usage: bin/release'

check 'refuses unknown options'
expect_refusal '"--fast" is not an option of bin/release' --fast
expect_refusal '"--suite" needs a value' --suite

check 'refuses a checkout with changes'
touch "$CHECKOUT/new"
expect_refusal 'changes that are not committed. Commit or remove them: ?? new'
rm "$CHECKOUT/new"

check 'refuses a version without a section of the changelog'
printf '# Changelog\n\n## Unreleased\n\n## 1.2.0\n' >"$CHECKOUT/CHANGELOG.md"
commit
expect_refusal 'CHANGELOG.md begins with "Unreleased", and Cargo.toml has the version 1.2.0'
in_git reset --quiet --hard HEAD~1

check 'refuses another version of the browser app'
printf '{\n  "version": "1.1.0",\n}\n' >"$CHECKOUT/api/web/package.json"
commit
expect_refusal 'api/web/package.json has another version than 1.2.0'

check 'refuses a version that is tagged at another commit'
in_git reset --quiet --hard HEAD~1
in_git tag v1.2.0 HEAD
in_git commit --quiet --allow-empty --message 'Another commit'
expect_refusal 'The version 1.2.0 is tagged at the commit'
in_git tag --delete v1.2.0 >/dev/null

check 'refuses to run without root'
write_stub tools/id 'echo 1000'
expect_refusal 'Run bin/release as root'
write_stub tools/id 'echo 0'

check 'stops when two builds differ'
touch "$CHECKOUT/broken"
expect_refusal 'The packages were not made'
if grep -q '^package_test' "$CHECKOUT/output"; then fail 'bin/release tested packages that differ'; fi
rm "$CHECKOUT/broken"

check 'stops when a package does not run'
expect_refusal 'The packages do not run on broken' --suite broken

check 'makes a release'
start_runner
expect_exit 0
await_output "package --check-reproducible --output $RELEASE.unfinished all"
await_output "package_test --packages $RELEASE.unfinished --suite bookworm"
await_output "package_test --packages $RELEASE.unfinished --suite trixie"
await_output "git tag --annotate v1.2.0 --message \"Release 1.2.0\" $(in_git rev-parse HEAD)"
[[ $(ls "$RELEASE" "$RELEASE/..") == *SHA256SUMS*wpp.tar.gz*1.2.0 ]] || fail "unexpected files: $(ls "$RELEASE" "$RELEASE/..")"

check 'replaces no release'
start_runner
expect_exit 1
await_output "$RELEASE exists"

check 'tries a commit that is no release'
printf '## Unreleased\n' >"$CHECKOUT/CHANGELOG.md"
commit
start_runner --trial --suite trixie --output target/trial
expect_exit 0
await_output 'package_test --packages target/trial.unfinished --suite trixie'
await_output 'This was a trial. Do not publish it.'
if grep -q -e bookworm -e 'git tag' "$CHECKOUT/output"; then fail 'a trial names other suites, or a tag'; fi
info 'bin/release passed.'
