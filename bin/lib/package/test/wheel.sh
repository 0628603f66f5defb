# shellcheck shell=bash
# The Python package: installed from its file, and started with the command that it brings.

test_wheel() {
    local system=$SCRATCH/wheel file
    file=$(package 'weirsoe_party_protocol-*.whl')
    create_system "$system" python3 python3-venv
    install -d -m 777 "$system/party"
    cp "$file" "$system/party"
    inside "$system" sh -c "python3 -m venv /party/venv &&
        /party/venv/bin/pip install --quiet --no-index '/party/${file##*/}' && /party/venv/bin/wpp --version" ||
        fail "${file##*/} cannot be installed. The reason is above."
    expect_lobby "$system" -- chroot --userspec=65534:65534 "$system" env -i --chdir=/party PATH=/usr/bin:/bin venv/bin/wpp
    rm -rf --one-file-system "$system"
}
