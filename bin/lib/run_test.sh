#!/usr/bin/env bash
# Tests bin/run: runs a copy of it with a stub of wpp, and a cargo that does nothing. bin/run must pass on options and
# signals, restart a killed wpp, recover from its own kill -9, and fetch a store where none is installed.
set -euo pipefail
LIB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in common process install; do
    # shellcheck source=/dev/null
    . "$LIB/$part.sh"
done
require_python

CHECKOUT=$(mktemp -d "${TMPDIR:-/tmp}/wpp run.XXXXXX") # with a space, because paths may contain one
RUNNER=
trap 'clean_up' EXIT
trap 'exit 1' INT TERM HUP

clean_up() {
    local status=$? pid
    set +e
    if [[ -n $RUNNER ]]; then stop_groups 15 "$RUNNER"; fi
    if pid=$(read_pid_file "$CHECKOUT/var/run/wpp.pid"); then stop_groups 2 "$pid"; fi
    if ((status != 0)); then
        info "Output of bin/run:" && cat "$CHECKOUT/output"
    fi
    rm -rf "$CHECKOUT"
    exit "$status"
}

# create_checkout: fills CHECKOUT with bin/ and stubs.
# shellcheck disable=SC2016 # the stubs expand their variables
create_checkout() {
    cp -R "$LIB/.." "$CHECKOUT/bin"
    mkdir -p "$CHECKOUT/target/evening" "$CHECKOUT/target/release" "$CHECKOUT/tools"
    write_stub tools/cargo 'echo "cargo $*"'
    write_stub target/evening/wpp 'echo "wpp starts with: $*"; trap "echo wpp stops; exit 0" INT TERM; while :; do sleep 0.05; done'
    write_stub target/release/wpp 'echo "optimised wpp starts"'
    export PATH="$CHECKOUT/tools:$PATH"
    unset REDIS_URL REDIS_URL_FILE CARGO_TARGET_DIR
}

# write_stub PATH BODY: writes an executable bash script.
write_stub() {
    printf '#!/usr/bin/env bash\n%s\n' "$2" >"$CHECKOUT/$1"
    chmod +x "$CHECKOUT/$1"
}

# start_runner OPTION…: starts bin/run as from a terminal. Python restores SIGINT first: a shell that inherits an ignored
# SIGINT (as in the background of a script) cannot trap it.
start_runner() {
    : >"$CHECKOUT/output"
    spawn python3 -c 'import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])' "$CHECKOUT/bin/run" "$@" >"$CHECKOUT/output" 2>&1
    RUNNER=$SPAWNED
}

# await_output TEXT: waits up to 30 s until bin/run prints TEXT.
await_output() {
    local tries=300
    until grep -qF -- "$1" "$CHECKOUT/output"; do
        ((tries-- > 0)) || fail "bin/run did not print: $1"
        pause 0.1
    done
}

# expect_exit STATUS: waits for the end of bin/run, which must have this exit status.
expect_exit() {
    local status=0
    { wait "$RUNNER" || status=$?; } 2>/dev/null
    RUNNER=
    [[ $status == "$1" ]] || fail "bin/run ended with status $status; expected $1"
}

program() { read_pid_file "$CHECKOUT/var/run/wpp.pid" || fail 'wpp does not run'; }

# expect_stopped PID: fails if the process still runs.
expect_stopped() {
    if fingerprint "$1" >/dev/null; then fail "process $1 still runs after bin/run ended"; fi
}

check() { info "bin/run $1"; }

create_checkout

check 'builds and starts wpp, and stops it on Ctrl-C'
start_runner --workers 2
await_output 'cargo build --profile evening --locked -p wpp'
await_output 'wpp starts with: --workers 2'
child=$(program)
kill -INT "$RUNNER"
expect_exit 0
expect_stopped "$child"
await_output 'wpp stops'
await_output 'Stopped. All data is kept'

check 'refuses a second instance'
start_runner
await_output 'wpp starts'
second=$("$CHECKOUT/bin/run" 2>&1) && fail 'a second bin/run started'
[[ $second == *'already running here'* ]] || fail "unexpected output of a second bin/run: $second"

check 'restarts a wpp that was killed'
before=$(program)
kill -KILL -- "-$before"
await_output 'wpp was ended by signal KILL. Restart in 1 s.'
until child=$(read_pid_file "$CHECKOUT/var/run/wpp.pid") && [[ $child != "$before" ]]; do pause 0.1; done

check 'recovers from its own kill -9'
kill -KILL "$RUNNER"
expect_exit 137
start_runner
await_output 'Stopping the program of an earlier run'
await_output 'wpp starts'
expect_stopped "$child"
kill -TERM "$RUNNER"
expect_exit 0

check 'ends with the status of wpp'
write_stub target/evening/wpp 'echo "no settings"; exit 3'
start_runner
expect_exit 3
await_output 'no settings'

check 'builds an optimised wpp with --release'
start_runner --release
expect_exit 0
await_output 'cargo build --profile release'
await_output 'optimised wpp starts'

check 'leaves no process when it is stopped during the build'
# shellcheck disable=SC2016
write_stub tools/cargo 'echo "building as $$"; exec sleep 1000'
start_runner
await_output 'building as '
builder=$(sed -n 's/^building as //p' "$CHECKOUT/output")
kill -TERM "$RUNNER"
expect_exit 0
expect_stopped "$builder"

check 'fetches a store where none is installed'
write_stub tools/redis-server 'echo "Redis server v=6.2.1 sha=0"'
write_stub tools/valkey-server 'exit 1'
write_stub tools/cargo 'exit 0'
start_runner
expect_exit 3
await_output 'Downloading Valkey'
[[ $("$CHECKOUT/var/valkey/valkey-server" --version) == *v=9.* ]] || fail 'the downloaded Valkey does not run'
start_runner
expect_exit 3
if grep -q Downloading "$CHECKOUT/output"; then fail 'Valkey was downloaded again'; fi
info 'bin/run passed.'
