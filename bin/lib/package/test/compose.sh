# shellcheck shell=bash
# The sample of docs/deploy for docker compose: started by the docker engine of the system, with the image.

test_compose() {
    local system=$SCRATCH/compose packages=(docker.io docker-compose)
    # The engine starts as well, and unpacks the image.
    # shellcheck disable=SC2034 # expect_lobby uses it
    local MAX_SECONDS=60
    # Before Debian 13, docker.io contains the command line.
    [[ $SUITE == bookworm ]] || packages+=(docker-cli)
    create_system "$system" "${packages[@]}"
    install -m 644 "$(package 'wpp-*.oci.tar')" "$system/image.oci.tar"
    install -D -m 644 -t "$system/party" docs/deploy/compose.yaml
    install -m 755 bin/lib/package/test/engine.sh "$system"
    expect_lobby "$system" --check "$(printf '%q ' chroot "$system" /engine.sh check)" -- \
        bin/lib/package/test/engine.sh start "$system"
    rm -rf --one-file-system "$system"
}
