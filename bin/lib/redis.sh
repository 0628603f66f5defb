# shellcheck shell=bash
# The Redis of bin/run: its own port, remembered in its own folder, and every write in its log.

# redis_port FOLDER: the port of last time if it is still free, else a new one, which is noted.
redis_port() {
    local port=
    if [[ -f $1/port ]]; then read -r port <"$1/port" || true; fi
    if [[ ! $port =~ ^[0-9]+$ ]] || port_answers "$port"; then port=$(free_port); fi
    printf '%s\n' "$port" >"$1/port"
    printf '%s\n' "$port"
}

# redis_command: what starts it, for bash -c, from REDIS_SERVER, REDIS_FOLDER and REDIS_PORT.
# The log of writes (AOF) is synced each second, so a power cut costs one second at most; a crash or
# kill -9 of Redis costs nothing. LC_ALL: Redis refuses to start under a locale that is not installed.
redis_command() {
    # shellcheck disable=SC2016 # the started bash expands it
    printf '%s' 'LC_ALL=C exec "$REDIS_SERVER" --bind 127.0.0.1 --port "$REDIS_PORT" --dir "$REDIS_FOLDER"' \
        ' --appendonly yes --appendfsync everysec --save "" --daemonize no --logfile redis.log'
}

# redis_answers PORT PID: is it up, with its data loaded, and the process that we started?
redis_answers() {
    local line pong='' pid=''
    # The pong tells loaded from loading; INFO's process_id tells ours from a stranger on the port.
    while IFS= read -r -t 2 line; do
        line=${line%$'\r'}
        case $line in
        +PONG) pong=1 ;;
        process_id:*) pid=${line#process_id:} ;;
        +OK) break ;;
        esac
    done < <(
        exec 2>/dev/null 3<>"/dev/tcp/127.0.0.1/$1" || exit
        printf 'PING\r\nINFO server\r\nQUIT\r\n' >&3
        cat <&3
    )
    [[ -n $pong && $pid == "$2" ]]
}
