# shellcheck shell=bash
# Getting what a fresh machine lacks: from Debian's packages or Homebrew, or else by asking for it.

APT_UPDATED=

# can_apt: is this a Debian relative on which we may install?
can_apt() { have apt-get && { [[ $(id -u) == 0 ]] || sudo -n true 2>/dev/null; }; }

apt_get() {
    local as_root=()
    [[ $(id -u) == 0 ]] || as_root=(sudo -n)
    ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive \
        apt-get -y -qq -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 "$@" </dev/null
}

# install_package NAME APT BREW: installs the program NAME from either source, or fails with what to do.
install_package() {
    local name=$1 apt=$2 brew=$3
    if can_apt; then
        say "Installing $name (apt-get install $apt) …"
        if [[ -z $APT_UPDATED ]]; then apt_get update && APT_UPDATED=1; fi
        apt_get install --no-install-recommends "$apt" >/dev/null || fail "apt-get could not install $apt: see above."
    elif have brew; then
        say "Installing $name (brew install $brew) …"
        brew install --quiet "$brew" </dev/null || fail "brew could not install $brew: see above."
    elif have apt-get; then
        fail "$name is missing, and installing it needs rights. Run: sudo apt-get install $apt"
    else
        fail "$name is missing. Install it with this system's packages (Homebrew: $brew, Debian: $apt), then start again."
    fi
}

# need_rust: the one thing nobody can do without.
need_rust() {
    # rustup puts it here, and in PATH only for shells started later.
    have cargo || PATH=$PATH:${CARGO_HOME:-$HOME/.cargo}/bin
    have cargo || fail "Rust is missing. Install it from https://rustup.rs, then start again."
}

# need_redis: sets REDIS_SERVER to the path of a redis-server. Debian may also start a Redis of its own
# on port 6379 when it installs; that one is the system's, and is neither used nor stopped here.
need_redis() {
    have redis-server || install_package redis-server redis-server redis
    REDIS_SERVER=$(command -v redis-server) || fail "redis-server was installed, but is not in PATH."
    export REDIS_SERVER
}

# need_postgres: sets POSTGRES_BIN to the folder of initdb and postgres, which Debian keeps out of PATH.
need_postgres() {
    find_postgres || install_package PostgreSQL postgresql postgresql
    find_postgres || fail "PostgreSQL was installed, but its initdb was not found."
}

# need_chromium: sets CHROMIUM to a browser's path, for the app's own suites, and has a font with the
# reactions' pictures in it.
need_chromium() {
    find_chromium || install_package Chromium chromium google-chrome
    find_chromium || fail 'Chromium was installed, but is not in PATH.'
    export CHROMIUM
    if can_apt && [[ ! -e /usr/share/fonts/truetype/noto/NotoColorEmoji.ttf ]]; then
        install_package 'Noto Color Emoji' fonts-noto-color-emoji ''
    fi
}

find_chromium() {
    local candidate
    if [[ -n ${CHROMIUM:-} ]]; then return 0; fi
    for candidate in chromium chromium-browser google-chrome google-chrome-stable \
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome' \
        /Applications/Chromium.app/Contents/MacOS/Chromium; do
        if have "$candidate"; then CHROMIUM=$(command -v "$candidate") && return; fi
    done
    return 1
}

find_postgres() {
    local folder
    # The highest version last, and so chosen.
    for folder in /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin; do
        if [[ -x $folder/initdb && -x $folder/postgres ]]; then POSTGRES_BIN=$folder; fi
    done
    if [[ -z ${POSTGRES_BIN:-} ]] && have initdb && have postgres; then
        POSTGRES_BIN=$(dirname "$(command -v initdb)")
    fi
    [[ -n ${POSTGRES_BIN:-} ]]
}
