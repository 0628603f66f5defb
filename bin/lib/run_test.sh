#!/usr/bin/env bash
# The test of bin/run: a copy of it among stand-ins for the programs, with a real Redis. It must stop
# cleanly, restart what dies, recover from its own kill -9, and lose nothing.
set -euo pipefail
LIB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in common process install; do
    # shellcheck source=/dev/null
    . "$LIB/$part.sh"
done
need_redis
have python3 || fail 'This test wants python3 for its stand-in of the web program.'

PLACE=$(mktemp -d "${TMPDIR:-/tmp}/wpp run.XXXXXX") # with a blank, which paths may have
RUNNER=
trap 'clean_up' EXIT
trap 'exit 1' INT TERM HUP

clean_up() {
    local status=$? file pid
    set +e
    if [[ -n $RUNNER ]]; then end_groups 15 "$RUNNER"; fi
    for file in "$PLACE"/var/run/*.pid; do
        if pid=$(remembered "$file"); then end_groups 2 "$pid"; fi
    done
    if ((status != 0)); then
        say "bin/run said:" && cat "$PLACE/output"
    fi
    rm -rf "$PLACE"
    exit "$status"
}

# The checkout in small: bin, a Procfile, a cargo that has built already.
# shellcheck disable=SC2016 # the stand-ins expand their variables themselves
furnish() {
    cp -R "$LIB/.." "$PLACE/bin"
    mkdir -p "$PLACE/target/release" "$PLACE/tools"
    printf 'web: exec ./target/release/web\nworker: exec ./target/release/worker\n' >"$PLACE/Procfile"
    program tools/cargo 'exit 0'
    program target/release/migration 'echo "migration $1" >>migrations'
    program target/release/worker 'echo "working by $REDIS_URL, metrics on $METRICS_PORT"; exec sleep 1000'
    program target/release/web 'exec python3 -u -c "
import http.server, os
class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *_): pass
print(\"serving\", flush=True)
http.server.ThreadingHTTPServer((\"127.0.0.1\", int(os.environ[\"PORT\"])), Ready).serve_forever()
"'
    PORT=$(free_port)
    export PORT PATH="$PLACE/tools:$PATH"
    unset REDIS_URL DATABASE_URL TOKEN_SECRET METRICS_PORT PUBLIC_URL APP_ENV
}

# program PATH BODY
program() {
    printf '#!/usr/bin/env bash\n%s\n' "$2" >"$PLACE/$1"
    chmod +x "$PLACE/$1"
}

# As from a terminal: what this script was told to ignore (as in the background of a script), a shell
# that inherits it can never hear.
start() {
    : >"$PLACE/output"
    spawn python3 -c 'import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])' "$PLACE/bin/run" "$@" >"$PLACE/output" 2>&1
    RUNNER=$SPAWNED
}

# told TEXT: waits until bin/run has printed it.
told() {
    local tries=300
    until grep -qF -- "$1" "$PLACE/output"; do
        ((tries-- > 0)) || fail "bin/run never said: $1"
        nap 0.1
    done
}

# ended STATUS: waits for bin/run's own end, which must have this exit status.
ended() {
    local status=0
    { wait "$RUNNER" || status=$?; } 2>/dev/null
    RUNNER=
    [[ $status == "$1" ]] || fail "bin/run ended with $status, not $1"
}

pid_of() { remembered "$PLACE/var/run/$1.pid" || fail "$1 does not run"; }

redis() {
    local port line
    read -r port <"$PLACE/var/redis/port"
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf '%s\r\n' "$*" >&3
    IFS= read -r -t 5 line <&3
    if [[ $line == '$'* ]]; then IFS= read -r -t 5 line <&3; fi
    exec 3>&-
    printf '%s\n' "${line%$'\r'}"
}

is() { [[ $1 == "$2" ]] || fail "expected \"$2\", got \"$1\""; }

# gone PID…: none of them runs any more.
gone() {
    local pid
    for pid in "$@"; do
        if fingerprint "$pid" >/dev/null; then fail "process $pid outlived bin/run"; fi
    done
}

check() { say "bin/run $1"; }

furnish

check 'starts everything, and stops it cleanly on Ctrl-C'
start --workers 2
told 'Ready. Open http://'
told 'worker.2 | working by redis://127.0.0.1:'
is "$(cat "$PLACE/migrations")" 'migration up'
is "$(redis SET kept first)" +OK
secret=$(cat "$PLACE/var/token_secret")
grep -qF "$secret" "$PLACE/output" && fail 'the secret is in the output'
children=("$(pid_of web)" "$(pid_of worker.1)" "$(pid_of worker.2)" "$(pid_of redis)")
kill -INT "$RUNNER"
ended 0
gone "${children[@]}"
told 'Stopped. Nothing is lost'

check 'keeps Redis and the secret between runs, and its one instance to itself'
start
told 'Ready.'
is "$(redis GET kept)" first
is "$(cat "$PLACE/var/token_secret")" "$secret"
second=$("$PLACE/bin/run" 2>&1) && fail 'a second bin/run started'
[[ $second == *'already running here'* ]] || fail "a second bin/run said: $second"

check 'starts again what dies, Redis included'
before=$(pid_of worker)
kill -KILL "$before"
told 'worker died (signal KILL); it is started again in 1 s.'
kill -KILL "$(pid_of redis)"
told 'redis died (signal KILL); it is started again in 1 s.'
until worker=$(remembered "$PLACE/var/run/worker.pid") && [[ $worker != "$before" ]]; do nap 0.1; done
until [[ $(redis GET kept 2>/dev/null) == first ]]; do nap 0.1; done

check 'recovers from its own kill -9'
children=("$(pid_of web)" "$(pid_of worker)" "$(pid_of redis)")
kill -KILL "$RUNNER"
ended 137
start
told 'An earlier run left 3 processes behind'
told 'Ready.'
gone "${children[@]}"
is "$(redis GET kept)" first
kill -TERM "$RUNNER"
ended 0

check 'says so when the port is taken'
python3 -c 'import socket, sys, time
s = socket.socket(); s.bind(("127.0.0.1", int(sys.argv[1]))); s.listen(); time.sleep(1000)' "$PORT" &
taker=$!
until port_answers "$PORT"; do nap 0.1; done
start
ended 1
told "Port $PORT is taken by another program."
kill "$taker"
{ wait "$taker" || true; } 2>/dev/null

check 'ends with a sentence when a process dies at its start'
program target/release/worker 'echo "no settings"; exit 3'
start
ended 1
told 'worker ended at its start (exit status 3)'
told 'no settings'
if port_answers "$PORT" || port_answers "$(cat "$PLACE/var/redis/port")"; then fail 'something was left running'; fi

check 'leaves nothing behind when it is stopped while it builds'
# shellcheck disable=SC2016
program tools/cargo 'echo "building as $$"; exec sleep 1000'
start
told 'building as '
builder=$(sed -n 's/^building as //p' "$PLACE/output")
kill -TERM "$RUNNER"
ended 0
gone "$builder"
say 'bin/run does all of that.'
