#!/usr/bin/env bash
# Tests bin/dev: runs a copy of it with stubs of cargo and wpp, and the real development server. bin/dev must build and
# restart after a change, keep the program after an error, and stop everything on Ctrl-C. api/web/e2e/dev runs the real
# programs.
set -euo pipefail
LIB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in common process install script_test; do
    # shellcheck source=/dev/null
    . "$LIB/$part.sh"
done
require_python
stop_program() { :; }

# create_checkout: fills CHECKOUT with bin/, the browser app, and stubs.
# shellcheck disable=SC2016 # the stubs expand their variables
create_checkout() {
    local web=$LIB/../../api/web
    mkdir -p "$CHECKOUT"/{api/web,docs,target/debug,tools,shared/game/src}
    cp -R "$LIB/.." "$CHECKOUT/bin"
    cp -R "$web"/{*.ts,*.js,*.json,bundle,scripts,src,index.html} "$CHECKOUT/api/web"
    ln -s "$(cd "$web/node_modules" && pwd)" "$CHECKOUT/api/web/node_modules"
    touch "$CHECKOUT"/{Cargo.toml,docs/openapi.json,docs/asyncapi.json,shared/game/src/lib.rs}
    export CHECKOUT
    # The packages are those of this checkout, which the real npm would replace.
    write_stub tools/npm 'exit 0'
    # As on a file system without hard links.
    write_stub tools/ln 'exit 1'
    write_stub tools/redis-server 'echo "Redis server v=7.0.0 sha=0"'
    write_stub tools/cargo '
        if [[ -e $CHECKOUT/broken ]]; then
            printf "%s\n" "{\"reason\":\"compiler-message\",\"message\":{\"rendered\":\"error: expected a semicolon\\n\"}}"
            exit 101
        fi
        if [[ -e $CHECKOUT/slow ]]; then
            sleep 300 &
            echo "$!" >"$CHECKOUT/compiler.pid"
            wait
        fi
        [[ -e $CHECKOUT/unchanged ]] || touch "$CHECKOUT/target/debug/wpp"
        [[ ! -e $CHECKOUT/deleted ]] || mv "$CHECKOUT/target/debug/wpp" "$CHECKOUT/target/debug/moved"
        printf "{\"reason\":\"compiler-artifact\",\"executable\":\"%s\",\"fresh\":false}\n" "$CHECKOUT/target/debug/wpp"'
    write_stub target/debug/wpp '
        if [[ ${1:-} == contract ]]; then exit 0; fi
        echo "a line of the log"; echo "Ready. Open $PUBLIC_URL"; echo "Press Ctrl-C to stop."
        echo "$$" >"$CHECKOUT/wpp.pid"
        trap "exit 0" TERM
        while :; do sleep 0.05; done'
    export PATH="$CHECKOUT/tools:$PATH"
    unset REDIS_URL REDIS_URL_FILE CARGO_TARGET_DIR
    PORT=$(free_port)
    export PORT
}

# await_program: waits until a wpp runs that is not the one of the last call, and sets PROGRAM to its process.
await_program() {
    local tries=300 before=${PROGRAM:-}
    until PROGRAM=$(cat "$CHECKOUT/wpp.pid" 2>/dev/null) && [[ -n $PROGRAM && $PROGRAM != "$before" ]]; do
        ((tries-- > 0)) || fail 'bin/dev did not start wpp'
        pause 0.1
    done
}

# await_compiler: waits until a compiler runs, and sets COMPILER to its process.
await_compiler() {
    local tries=300
    until COMPILER=$(cat "$CHECKOUT/compiler.pid" 2>/dev/null) && [[ -n $COMPILER ]]; do
        ((tries-- > 0)) || fail 'bin/dev did not start a build'
        pause 0.1
    done
}

change_rules() { echo '// changed' >>"$CHECKOUT/shared/game/src/lib.rs"; }

begin_script_test bin/dev
create_checkout

check 'builds, starts wpp and serves the browser app'
start_runner
await_output "ready. Open http://127.0.0.1:$PORT/host"
await_program
first=$PROGRAM
http_ok 127.0.0.1 "$PORT" /host || fail 'the development server does not answer'
await_output 'a line of the log'

check 'replaces wpp after a change of the rules'
change_rules
await_output 'shared/game/src/lib.rs: built in'
await_program
expect_stopped "$first"

check 'follows changes after one of the settings of the development server'
echo '// changed' >>"$CHECKOUT/api/web/vite.config.ts"
await_output 'server restarted.'
change_rules
await_program

check 'keeps the previous wpp after an error'
touch "$CHECKOUT/broken"
change_rules
await_output 'error: expected a semicolon'
await_output 'The previous program keeps running.'
fingerprint "$PROGRAM" >/dev/null || fail 'wpp was stopped after an error'

check 'keeps wpp if a build does not change it'
rm "$CHECKOUT/broken"
touch "$CHECKOUT/unchanged"
change_rules
await_output 'without a change of wpp'
fingerprint "$PROGRAM" >/dev/null || fail 'wpp was replaced by the same program'
rm "$CHECKOUT/unchanged"

check 'keeps wpp if another command deletes the executable'
touch "$CHECKOUT/deleted"
change_rules
await_output 'wpp was deleted after the build'
fingerprint "$PROGRAM" >/dev/null || fail 'wpp was stopped after its executable was deleted'
rm "$CHECKOUT/deleted"
mv "$CHECKOUT/target/debug/moved" "$CHECKOUT/target/debug/wpp"

check 'continues after an executable that cannot be started'
chmod -x "$CHECKOUT/target/debug/wpp"
change_rules
await_output 'EACCES). The next change starts it again.'
expect_stopped "$PROGRAM"
chmod +x "$CHECKOUT/target/debug/wpp"
change_rules
await_program

check 'starts wpp again that ended by itself'
kill -KILL "$PROGRAM"
await_output 'wpp ended (SIGKILL). The next change starts it again.'
change_rules
await_program

check 'refuses a second start in the same checkout'
if second=$("$CHECKOUT/bin/dev" 2>&1); then fail 'a second bin/dev ended without an error'; fi
[[ $second == *"already running here (process $RUNNER)"* ]] || fail "a second bin/dev printed: $second"

check 'ends the compilers of a build that a change interrupts'
touch "$CHECKOUT/slow"
change_rules
await_compiler
rm "$CHECKOUT/slow"
change_rules
await_program
expect_stopped "$COMPILER"

check 'stops everything on Ctrl-C'
touch "$CHECKOUT/slow"
rm "$CHECKOUT/compiler.pid"
change_rules
await_compiler
kill -INT "$RUNNER"
expect_exit 0
expect_stopped "$PROGRAM"
expect_stopped "$COMPILER"
rm "$CHECKOUT/slow"

check 'stops the wpp of a bin/dev that was killed'
start_runner
await_program
await_output 'ready. Open'
kill -KILL "$RUNNER"
expect_exit 137
killed=$PROGRAM
start_runner
await_program
expect_stopped "$killed"
kill -INT "$RUNNER"
expect_exit 0

check 'stops everything when its terminal is closed'
python3 -c 'import os, pty, sys
child, terminal = pty.fork()
if child == 0:
    os.execv(sys.argv[1], sys.argv[1:])
output = b""
while b"ready. Open" not in output:
    output += os.read(terminal, 4096)
os.close(terminal)
os.waitpid(child, 0)' "$CHECKOUT/bin/dev"
await_program
expect_stopped "$PROGRAM"

check 'stops wpp after an unexpected error'
rm -f "$CHECKOUT/target/dev/wpp.pid"
mkdir "$CHECKOUT/target/dev/wpp.pid"
start_runner
await_output 'bin/dev stops after an unexpected error: '
expect_exit 1
left=$(pgrep -f "$CHECKOUT/target/debug/wpp") || true
if [[ -n $left ]]; then
    kill "$left"
    fail "wpp still runs after an unexpected error (process $left)"
fi
rmdir "$CHECKOUT/target/dev/wpp.pid"

check 'explains that its folder cannot be claimed'
rm -f "$CHECKOUT/target/dev/owner"
mkdir "$CHECKOUT/target/dev/owner"
start_runner
expect_exit 1
await_output 'bin/dev cannot create target/dev/owner.'
rmdir "$CHECKOUT/target/dev/owner"

check 'takes over a folder whose record was not written'
: >"$CHECKOUT/target/dev/owner"
start_runner
await_output 'ready. Open'
kill -INT "$RUNNER"
expect_exit 0

check 'refuses ports that no program can have'
for port in 0 00000 65536 99999 http; do
    if refused=$(PORT=$port "$CHECKOUT/bin/dev" 2>&1); then fail "bin/dev accepted PORT=$port"; fi
    [[ $refused == *"PORT is \"$port\". Set it to a number from 1 to 65535."* ]] || fail "bin/dev printed: $refused"
done

check 'refuses unknown options'
start_runner --fast
expect_exit 1
await_output '"--fast" is not an option'
