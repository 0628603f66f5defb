# shellcheck shell=bash
# Speaking to the person, and small questions to the machine. As all of bin/, for bash 3.2 (macOS) and up.

if [[ -t 1 && -z ${NO_COLOR:-} ]]; then IN_COLOUR=1; else IN_COLOUR=; fi

# paint COLOUR TEXT: prints TEXT in the ANSI colour, without a newline, or plainly where nobody sees colours.
paint() {
    if [[ -n $IN_COLOUR ]]; then printf '\033[%sm%s\033[0m' "$1" "$2"; else printf '%s' "$2"; fi
}

say() { printf '%s\n' "$*"; }

warn() { printf '%s\n' "$(paint '33' "$*")" >&2; }

# fail SENTENCE: the end, with a sentence that says what to do.
fail() {
    printf '%s\n' "$(paint '31' "$*")" >&2
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# nap SECONDS: a pause that a signal ends at once (bash runs traps during `wait`, not during a program).
nap() {
    sleep "$1" &
    wait "$!" || true
}

# port_answers PORT [ADDRESS]: does a program listen there? Without an address: on loopback.
port_answers() { (exec 3<>"/dev/tcp/${2:-127.0.0.1}/$1") 2>/dev/null; }

# free_port: a port nobody listens on, below the range from which systems pick ports themselves.
free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 10000))
        port_answers "$port" || break
    done
    printf '%s\n' "$port"
}

# http_ok ADDRESS PORT PATH: does GET answer 200? By bash alone, since a fresh machine may lack curl.
http_ok() {
    local status
    status=$(
        exec 2>/dev/null 3<>"/dev/tcp/$1/$2" || exit
        printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$3" >&3
        IFS= read -r -t 5 line <&3 && printf '%s' "$line"
    ) || true
    [[ $status == HTTP/1.?" 200"* ]]
}

# random_secret: 32 bytes from the system's generator, in hexadecimal.
random_secret() { od -An -v -tx1 -N32 /dev/urandom | tr -d ' \n'; }
