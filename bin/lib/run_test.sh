#!/usr/bin/env bash
# Tests bin/run: runs a copy of it with a stub of wpp, and a cargo that does nothing. bin/run must pass on options and
# signals, restart a killed wpp, recover from its own kill -9, and fetch a store where none is installed.
set -euo pipefail
LIB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in common process install script_test; do
    # shellcheck source=/dev/null
    . "$LIB/$part.sh"
done
require_python

# stop_program: stops a wpp that bin/run left.
stop_program() {
    local pid
    if pid=$(read_pid_file "$CHECKOUT/var/run/wpp.pid"); then stop_groups 2 "$pid"; fi
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

# program: prints the process id of wpp. bin/run writes it after the start, which may take a moment on a busy machine.
program() {
    local tries=300
    until read_pid_file "$CHECKOUT/var/run/wpp.pid"; do
        ((tries-- > 0)) || fail 'wpp does not run'
        pause 0.1
    done
}

begin_script_test bin/run
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
