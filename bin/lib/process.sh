# shellcheck shell=bash
# Starting processes, knowing them again, and ending them: by process group, and never a stranger's.

# spawn COMMAND…: starts it in the background in a process group of its own and sets SPAWNED. A
# terminal's Ctrl-C then reaches the script alone, which ends its processes in the right order.
spawn() {
    set -m
    "$@" </dev/null &
    SPAWNED=$!
    set +m
}

# fingerprint PID: tells a process from a later one with the same number. Fails when it is gone.
fingerprint() {
    local stat
    if [[ -d /proc/self ]]; then
        stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
        # After the name in parentheses: the state, and eighteen fields on the start in ticks since boot.
        local fields
        read -r -a fields <<<"${stat##*) }"
        [[ ${fields[0]} != Z ]] || return 1
        printf '%s:%s\n' "$(cat /proc/sys/kernel/random/boot_id)" "${fields[19]}"
    else
        stat=$(LC_ALL=C TZ=UTC ps -o lstart= -p "$1" 2>/dev/null) || return 1
        printf '%s\n' "$stat"
    fi
}

# remember FILE PID: notes a process, so that a later run can end it should this one be killed.
remember() { printf '%s %s\n' "$2" "$(fingerprint "$2" || true)" >"$1"; }

# remembered FILE: the noted process, if it still runs. A reused number is not taken for it.
remembered() {
    local pid print
    { read -r pid print <"$1"; } 2>/dev/null || return 1
    [[ -n $pid && -n $print && $(fingerprint "$pid") == "$print" ]] || return 1
    printf '%s\n' "$pid"
}

# end_groups SECONDS PID…: asks the process groups led by PID… to end, waits that long, then kills.
end_groups() {
    local tenths=$(($1 * 10)) pid
    shift
    for pid in "$@"; do kill -TERM -- "-$pid" 2>/dev/null || true; done
    while ((tenths-- > 0)); do
        any_group "$@" || return 0
        nap 0.1
    done
    for pid in "$@"; do kill -KILL -- "-$pid" 2>/dev/null || true; done
}

any_group() {
    local pid
    for pid in "$@"; do
        if kill -0 -- "-$pid" 2>/dev/null; then return 0; fi
    done
    return 1
}

# step COMMAND…: runs it to its end, but lets a signal to the script through at once.
step() {
    local status=0
    spawn "$@"
    STEP=$SPAWNED
    wait "$STEP" || status=$?
    STEP=
    return "$status"
}

STEP=
