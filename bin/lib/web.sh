# shellcheck shell=bash
# The browser app: built before the programs, as the web program carries its files inside.

WEB=api/web

# need_node: Node.js with npm, as new as the app's tools ask for.
need_node() {
    local version
    have npm || fail "Node.js is missing, and the browser app is built with it. Install version 20.19 or newer (https://nodejs.org, Homebrew: node), then start again."
    version=$(node --version)
    version=${version#v}
    if ((${version%%.*} < 20)); then
        fail "Node.js $version is too old to build the browser app. Install version 20.19 or newer (https://nodejs.org, Homebrew: node), then start again."
    fi
}

# fetch_web_packages: what package-lock.json names, when it changed since the last time.
fetch_web_packages() {
    local fetched=$WEB/node_modules/.package-lock.json
    if [[ -f $fetched && ! $WEB/package-lock.json -nt $fetched ]]; then return; fi
    say 'Fetching the browser app'\''s packages …'
    step npm --prefix "$WEB" ci --no-audit --no-fund --loglevel=error || fail 'npm ci failed: see above.'
}

# build_web: when a source changed since the last time. Built files serve where Node.js is missing.
build_web() {
    [[ -f $WEB/package.json ]] || return 0
    if web_is_built; then return; fi
    need_node
    fetch_web_packages
    say 'Building the browser app …'
    step npm --prefix "$WEB" run --silent build || fail 'The browser app could not be built: see above.'
    # The folder's own time does not move when files in it are replaced.
    touch "$WEB/dist"
}

web_is_built() {
    [[ -f $WEB/dist/index.html ]] || return 1
    have npm || { warn 'Node.js is missing: the browser app stays as it was last built.' && return; }
    local newer
    newer=$(find "$WEB" \( -name node_modules -o -name dist \) -prune -o -type f -newer "$WEB/dist" -print | head -n 1)
    [[ -z $newer ]]
}
