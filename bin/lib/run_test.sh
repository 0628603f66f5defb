#!/usr/bin/env bash
# Tests bin/run: runs a copy of it with stub programs and a real Redis. bin/run must stop cleanly, restart processes that
# end, recover from its own kill -9, and lose no data.
set -euo pipefail
LIB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in common process install; do
    # shellcheck source=/dev/null
    . "$LIB/$part.sh"
done
require_redis
require_python

CHECKOUT=$(mktemp -d "${TMPDIR:-/tmp}/wpp run.XXXXXX") # with a space, because paths may contain one
RUNNER=
trap 'clean_up' EXIT
trap 'exit 1' INT TERM HUP

clean_up() {
    local status=$? file pid
    set +e
    if [[ -n $RUNNER ]]; then stop_groups 15 "$RUNNER"; fi
    for file in "$CHECKOUT"/var/run/*.pid; do
        if pid=$(read_pid_file "$file"); then stop_groups 2 "$pid"; fi
    done
    if ((status != 0)); then
        info "Output of bin/run:" && cat "$CHECKOUT/output"
    fi
    rm -rf "$CHECKOUT"
    exit "$status"
}

# create_checkout: fills CHECKOUT with bin/, a Procfile, stub programs, and a cargo that does nothing.
# shellcheck disable=SC2016 # the stubs expand their variables
create_checkout() {
    cp -R "$LIB/.." "$CHECKOUT/bin"
    mkdir -p "$CHECKOUT/target/release" "$CHECKOUT/tools"
    printf 'web: exec ./target/release/web\nworker: exec ./target/release/worker\n' >"$CHECKOUT/Procfile"
    write_stub tools/cargo 'exit 0'
    write_stub target/release/migration 'echo "migration $1" >>migrations'
    write_stub target/release/worker 'echo "working with $REDIS_URL"; exec sleep 1000'
    write_stub target/release/web 'exec python3 -u -c "
import http.server, os
class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *_): pass
print(\"serving\", flush=True)
http.server.ThreadingHTTPServer((\"127.0.0.1\", int(os.environ[\"PORT\"])), Ready).serve_forever()
"'
    PORT=$(free_port)
    export PORT PATH="$CHECKOUT/tools:$PATH"
    unset REDIS_URL DATABASE_URL TOKEN_SECRET METRICS_PORT PUBLIC_URL APP_ENV
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

pid_of() { read_pid_file "$CHECKOUT/var/run/$1.pid" || fail "$1 does not run"; }

# redis COMMAND…: sends one command to the Redis of bin/run and prints the reply.
redis() {
    local port line
    read -r port <"$CHECKOUT/var/redis/port"
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf '%s\r\n' "$*" >&3
    IFS= read -r -t 5 line <&3
    if [[ $line == '$'* ]]; then IFS= read -r -t 5 line <&3; fi
    exec 3>&-
    printf '%s\n' "${line%$'\r'}"
}

expect_equal() { [[ $1 == "$2" ]] || fail "expected \"$2\", got \"$1\""; }

# expect_stopped PID…: fails if one of the processes still runs.
expect_stopped() {
    local pid
    for pid in "$@"; do
        if fingerprint "$pid" >/dev/null; then fail "process $pid still runs after bin/run ended"; fi
    done
}

check() { info "bin/run $1"; }

create_checkout

check 'starts everything and stops on Ctrl-C'
start_runner --workers 2
await_output 'Ready. Open http://'
await_output 'worker.2 | working with redis://127.0.0.1:'
expect_equal "$(cat "$CHECKOUT/migrations")" 'migration up'
expect_equal "$(redis SET kept first)" +OK
secret=$(cat "$CHECKOUT/var/token_secret")
grep -qF "$secret" "$CHECKOUT/output" && fail 'the secret is in the output'
children=("$(pid_of web)" "$(pid_of worker.1)" "$(pid_of worker.2)" "$(pid_of redis)")
kill -INT "$RUNNER"
expect_exit 0
expect_stopped "${children[@]}"
await_output 'Stopped. All data is kept'

check 'keeps data and secret between runs, and refuses a second instance'
start_runner
await_output 'Ready.'
expect_equal "$(redis GET kept)" first
expect_equal "$(cat "$CHECKOUT/var/token_secret")" "$secret"
second=$("$CHECKOUT/bin/run" 2>&1) && fail 'a second bin/run started'
[[ $second == *'already running here'* ]] || fail "unexpected output of a second bin/run: $second"

check 'restarts processes that end, including Redis'
before=$(pid_of worker)
kill -KILL "$before"
await_output 'worker ended (signal KILL). Restart in 1 s.'
kill -KILL "$(pid_of redis)"
await_output 'redis ended (signal KILL). Restart in 1 s.'
until worker=$(read_pid_file "$CHECKOUT/var/run/worker.pid") && [[ $worker != "$before" ]]; do pause 0.1; done
until [[ $(redis GET kept 2>/dev/null) == first ]]; do pause 0.1; done

check 'recovers from its own kill -9'
children=("$(pid_of web)" "$(pid_of worker)" "$(pid_of redis)")
kill -KILL "$RUNNER"
expect_exit 137
start_runner
await_output 'Stopping 3 processes of an earlier run'
await_output 'Ready.'
expect_stopped "${children[@]}"
expect_equal "$(redis GET kept)" first
kill -TERM "$RUNNER"
expect_exit 0

check 'reports a port that is in use'
python3 -c 'import socket, sys, time
s = socket.socket(); s.bind(("127.0.0.1", int(sys.argv[1]))); s.listen(); time.sleep(1000)' "$PORT" &
listener=$!
until port_answers "$PORT"; do pause 0.1; done
start_runner
expect_exit 1
await_output "Port $PORT is in use by another program."
kill "$listener"
{ wait "$listener" || true; } 2>/dev/null

check 'ends with a reason when a process fails during startup'
write_stub target/release/worker 'echo "no settings"; exit 3'
start_runner
expect_exit 1
await_output 'worker ended during startup (exit status 3)'
await_output 'no settings'
if port_answers "$PORT" || port_answers "$(cat "$CHECKOUT/var/redis/port")"; then fail 'a process still runs'; fi

check 'leaves no process when it is stopped during the build'
# shellcheck disable=SC2016
write_stub tools/cargo 'echo "building as $$"; exec sleep 1000'
start_runner
await_output 'building as '
builder=$(sed -n 's/^building as //p' "$CHECKOUT/output")
kill -TERM "$RUNNER"
expect_exit 0
expect_stopped "$builder"
info 'bin/run passed.'
