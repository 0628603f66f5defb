#!/usr/bin/env bash
# Sends generated requests, valid and invalid, to a real API and compares every response with the OpenAPI document. The
# requests come from nobody, from an account, from a host and from a player. A fixed seed gives the same requests in
# every run. EXAMPLES is the number of random requests for each operation and kind of data.
#
# Usage: bin/lib/schemathesis/run.sh
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd "$HERE/../../.." && pwd)
for part in common process install; do
    # shellcheck source=/dev/null
    . "$ROOT/bin/lib/$part.sh"
done
require_redis
require_python

SCRATCH=$(mktemp -d "${TMPDIR:-/tmp}/wpp-schemathesis.XXXXXX")
PROGRAMS=()
trap 'clean_up' EXIT
trap 'exit 1' INT TERM HUP

clean_up() {
    local status=$?
    set +e
    if [[ -n $STEP ]]; then stop_groups 5 "$STEP"; fi
    stop_groups 10 ${PROGRAMS[@]+"${PROGRAMS[@]}"}
    if ((status != 0)); then tail -n 20 "$SCRATCH"/*.log >&2; fi
    rm -rf "$SCRATCH"
    exit "$status"
}

# install_schemathesis: sets VENV to a Python environment with the pinned packages, in target/tools.
install_schemathesis() {
    VENV=$ROOT/target/tools/schemathesis-$(cksum <"$HERE/requirements.txt" | cut -d ' ' -f 1)
    if [[ -x $VENV/bin/schemathesis ]]; then return; fi
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "schemathesis needs Python 3.11 or newer, and python3 is older. Install a newer Python, then try again."
    info "Installing schemathesis into target/tools …"
    rm -rf "$VENV"
    if ! python3 -m venv "$VENV" >/dev/null 2>&1; then
        install_package venv python3-venv ''
        python3 -m venv --clear "$VENV"
    fi
    step "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: \
        --require-hashes --requirement "$HERE/requirements.txt" ||
        fail 'schemathesis could not be installed. The reason is above.'
}

# start_api: starts Redis and an API with an empty database, and sets URL.
start_api() {
    local redis port
    redis=$(free_port) port=$(free_port)
    URL=http://127.0.0.1:$port
    spawn "$REDIS_SERVER" --bind 127.0.0.1 --port "$redis" --dir "$SCRATCH" --save '' --logfile "$SCRATCH/redis.log"
    PROGRAMS+=("$SPAWNED")
    until port_answers "$redis"; do pause 0.1; done
    spawn env HOST=127.0.0.1 PORT="$port" REDIS_URL="redis://127.0.0.1:$redis" TOKEN_SECRET="$(random_secret)" \
        DATABASE_URL="sqlite://$SCRATCH/wpp.db?mode=rwc" ACTIONS_PER_SECOND=10000 RUST_LOG=warn \
        "${CARGO_TARGET_DIR:-$ROOT/target}/debug/wpp" web >"$SCRATCH/web.log" 2>&1
    PROGRAMS+=("$SPAWNED")
    until http_ok 127.0.0.1 "$port" /readyz; do
        any_group_runs "$SPAWNED" || fail 'The API did not start. Its log is below.'
        pause 0.1
    done
}

# check_as NAME TOKEN [OPTION…]: runs all checks with this bearer token, or with none. Prints the report of a failure.
check_as() {
    local name=$1 headers=() started=$SECONDS
    if [[ -n $2 ]]; then headers=(--header "Authorization: Bearer $2"); fi
    shift 2
    # Logging out would end the access token.
    if ! step "$VENV/bin/schemathesis" --config-file "$SCRATCH/$name.toml" run "$URL/openapi.json" \
        ${headers[@]+"${headers[@]}"} --checks all --max-examples "${EXAMPLES:-5}" \
        --seed 20261121 --generation-database none --continue-on-failure --request-timeout 20 --no-color \
        --exclude-path /api/account/logout "$@" >"$SCRATCH/report"; then
        cat "$SCRATCH/report"
        fail "The API contradicts docs/openapi.json when $name calls. The report is above."
    fi
    info "$name: $(grep -E '[0-9]+ generated' "$SCRATCH/report" | tr -s ' ') in $((SECONDS - started)) s"
}

install_schemathesis
start_api
# schemathesis writes its cache into the current folder.
cd "$SCRATCH"
"$VENV/bin/python" "$HERE/prepare.py" "$URL" >"$SCRATCH/ids"
account='' host='' player='' code='' pack='' preset=''
while IFS='=' read -r name value; do printf -v "$name" '%s' "$value"; done <"$SCRATCH/ids"

# Nobody's requests have generated paths. The others address what exists, so that they get past the look-up.
cp "$HERE/schemathesis.toml" "$SCRATCH/nobody.toml"
for caller in account host player; do
    {
        cat "$HERE/schemathesis.toml"
        printf '\n[parameters]\n"path.code" = "%s"\n"path.pack_id" = "%s"\n"path.preset_id" = "%s"\n' "$code" "$pack" "$preset"
    } >"$SCRATCH/$caller.toml"
done
check_as nobody ''
check_as player "$player"
check_as host "$host" --exclude-path '/api/sessions/{code}/exit'
check_as account "$account" --exclude-path '/api/sessions/{code}/exit' --exclude-method DELETE
# These calls come last, because they end what the others need.
check_as account "$account" --include-method DELETE
check_as host "$host" --include-path '/api/sessions/{code}/exit'
