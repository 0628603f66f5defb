# shellcheck shell=bash
# A PostgreSQL server for one test run. Its data folder is temporary.

# start_postgres FOLDER: creates and starts a server; sets POSTGRES_PID and POSTGRES_URL (an empty database).
# Syncing to disk is off, because the data does not outlive the run.
# shellcheck disable=SC2034,SC2153 # POSTGRES_URL is for the caller, POSTGRES_BIN is set in install.sh
start_postgres() {
    local folder=$1 port secret
    require_postgres
    port=$(free_port)
    secret=$(random_secret)
    mkdir -p "$folder/data"
    (umask 077 && printf '%s\n' "$secret" >"$folder/secret")

    # PostgreSQL refuses to run as root. Root therefore starts it as user `postgres` (or `nobody`), from a folder that
    # this user can read. Every program replaces the shell, so SPAWNED is the server itself.
    local run=(bash -c 'cd / && exec "$@"' bash)
    if [[ $(id -u) == 0 ]]; then
        local user=postgres
        id "$user" >/dev/null 2>&1 || user=nobody
        run+=(setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups)
        chown "$user" "$folder/data" "$folder/secret"
        chmod o+x "$folder" "$(dirname "$folder")"
    fi

    "${run[@]}" "$POSTGRES_BIN/initdb" --pgdata="$folder/data" --username=wpp --pwfile="$folder/secret" \
        --auth=scram-sha-256 --encoding=UTF8 --locale=C --no-sync >"$folder/log" 2>&1 ||
        fail "initdb of PostgreSQL failed: $(tail -n 5 "$folder/log")"
    spawn "${run[@]}" "$POSTGRES_BIN/postgres" -D "$folder/data" -p "$port" \
        -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 \
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off >>"$folder/log" 2>&1
    POSTGRES_PID=$SPAWNED

    local tries=300
    until grep -q 'ready to accept connections' "$folder/log"; do
        if ((tries-- == 0)) || ! kill -0 "$POSTGRES_PID" 2>/dev/null; then
            fail "PostgreSQL did not start: $(tail -n 5 "$folder/log")"
        fi
        pause 0.1
    done
    POSTGRES_URL="postgres://wpp:$secret@127.0.0.1:$port/postgres"
}

# stop_postgres: stops the server with SIGINT, which disconnects its clients and shuts down cleanly.
stop_postgres() {
    [[ -n $POSTGRES_PID ]] || return 0
    kill -INT "$POSTGRES_PID" 2>/dev/null || true
    stop_groups 10 "$POSTGRES_PID"
    POSTGRES_PID=
}

POSTGRES_PID=
