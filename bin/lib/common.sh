# shellcheck shell=bash
# Output and small queries about the machine. All scripts in bin/ run on bash 3.2 (macOS) and newer.

if [[ -t 1 && -z ${NO_COLOR:-} ]]; then USE_COLOUR=1; else USE_COLOUR=; fi

# paint COLOUR TEXT: prints TEXT in the ANSI colour, without a newline. Prints plain text when stdout is not a terminal.
paint() {
    if [[ -n $USE_COLOUR ]]; then printf '\033[%sm%s\033[0m' "$1" "$2"; else printf '%s' "$2"; fi
}

# info TEXT…: prints one line to stdout.
info() { printf '%s\n' "$*"; }

# warn TEXT…: prints one line to stderr.
warn() { printf '%s\n' "$(paint '33' "$*")" >&2; }

# fail TEXT…: prints what happened and what to do, then exits with status 1.
fail() {
    printf '%s\n' "$(paint '31' "$*")" >&2
    exit 1
}

# has_command NAME: succeeds when NAME is a command of this shell or in PATH.
has_command() { command -v "$1" >/dev/null 2>&1; }

# cores: prints the number of processor cores.
cores() { getconf _NPROCESSORS_ONLN; }

# pause SECONDS: sleeps until SECONDS have passed or a signal arrives. Bash runs traps during `wait`, not during `sleep`.
pause() {
    sleep "$1" &
    wait "$!" || true
}

# port_answers PORT [ADDRESS]: succeeds when a program listens on the port. ADDRESS is loopback by default.
port_answers() { (exec 3<>"/dev/tcp/${2:-127.0.0.1}/$1") 2>/dev/null; }

# free_port: prints an unused port below the range from which operating systems assign ports.
free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 10000))
        port_answers "$port" || break
    done
    printf '%s\n' "$port"
}

# http_ok ADDRESS PORT PATH: succeeds when GET returns 200. Uses bash alone, because a new machine may lack curl.
http_ok() {
    local status
    status=$(
        exec 2>/dev/null 3<>"/dev/tcp/$1/$2" || exit
        printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$3" >&3
        IFS= read -r -t 5 line <&3 && printf '%s' "$line"
    ) || true
    [[ $status == HTTP/1.?" 200"* ]]
}

# random_secret: prints 32 random bytes in hexadecimal.
random_secret() { od -An -v -tx1 -N32 /dev/urandom | tr -d ' \n'; }

# format_duration SECONDS: prints "M min SS s".
format_duration() { printf '%d min %02d s' $(($1 / 60)) $(($1 % 60)); }
