# shellcheck shell=bash
# The Redis server of bin/run. The server has a dedicated port, which is kept between runs, and an append-only file.

# redis_port FOLDER: prints the port of the previous run if it is free, else a new port, and records it in FOLDER.
redis_port() {
    local port=
    if [[ -f $1/port ]]; then read -r port <"$1/port" || true; fi
    if [[ ! $port =~ ^[0-9]+$ ]] || port_answers "$port"; then port=$(free_port); fi
    printf '%s\n' "$port" >"$1/port"
    printf '%s\n' "$port"
}

# redis_command: prints the start command for `bash -c`. The command reads REDIS_SERVER, REDIS_FOLDER and REDIS_PORT.
# The append-only file is synced every second: a power cut loses at most one second, a crash of Redis loses nothing.
# LC_ALL=C: Redis refuses to start under a locale that is not installed.
redis_command() {
    # shellcheck disable=SC2016 # the started bash expands the variables
    printf '%s' 'LC_ALL=C exec "$REDIS_SERVER" --bind 127.0.0.1 --port "$REDIS_PORT" --dir "$REDIS_FOLDER"' \
        ' --appendonly yes --appendfsync everysec --save "" --daemonize no --logfile redis.log'
}

# redis_answers PORT PID: succeeds when Redis process PID answers on PORT and has loaded its data.
redis_answers() {
    local line pong='' pid=''
    # PONG proves that the data is loaded. process_id in INFO proves that the server on the port is ours.
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
