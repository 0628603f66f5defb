# shellcheck shell=bash
# Process groups: starting them, recording them in files, and stopping them.

# spawn COMMAND…: starts COMMAND in the background in its own process group and sets SPAWNED to its id. Ctrl-C in a
# terminal then reaches the script only, and the script stops its processes in the right order.
spawn() {
    set -m
    "$@" </dev/null &
    SPAWNED=$!
    set +m
}

# fingerprint PID: prints a value that differs for a later process with the same id. Fails when the process has ended.
fingerprint() {
    local stat
    if [[ -d /proc/self ]]; then
        stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
        # The fields after the command name: the state, then eighteen fields up to the start time in ticks since boot.
        local fields
        read -r -a fields <<<"${stat##*) }"
        [[ ${fields[0]} != Z ]] || return 1
        printf '%s:%s\n' "$(cat /proc/sys/kernel/random/boot_id)" "${fields[19]}"
    else
        stat=$(LC_ALL=C TZ=UTC ps -o lstart= -p "$1" 2>/dev/null) || return 1
        printf '%s\n' "$stat"
    fi
}

# write_pid_file FILE PID: records a process, so that a later run can stop it if this one is killed.
write_pid_file() { printf '%s %s\n' "$2" "$(fingerprint "$2" || true)" >"$1"; }

# read_pid_file FILE: prints the recorded process id if that process still runs. Ignores a reused id.
read_pid_file() {
    local pid recorded
    { read -r pid recorded <"$1"; } 2>/dev/null || return 1
    [[ -n $pid && -n $recorded && $(fingerprint "$pid") == "$recorded" ]] || return 1
    printf '%s\n' "$pid"
}

# stop_groups SECONDS PID…: sends SIGTERM to the process groups led by PID…, waits SECONDS, then sends SIGKILL.
stop_groups() {
    local tenths=$(($1 * 10)) pid
    shift
    for pid in "$@"; do kill -TERM -- "-$pid" 2>/dev/null || true; done
    while ((tenths-- > 0)); do
        any_group_runs "$@" || return 0
        pause 0.1
    done
    for pid in "$@"; do kill -KILL -- "-$pid" 2>/dev/null || true; done
}

any_group_runs() {
    local pid
    for pid in "$@"; do
        if kill -0 -- "-$pid" 2>/dev/null; then return 0; fi
    done
    return 1
}

# step COMMAND…: runs COMMAND to completion in its own process group. A signal to the script takes effect at once.
step() {
    local status=0
    spawn "$@"
    STEP=$SPAWNED
    wait "$STEP" || status=$?
    STEP=
    return "$status"
}

# step_alongside LOG COMMAND… -- COMMAND…: runs two commands at the same time, each in its own process group. The output of
# the first goes to LOG, and is printed when both have ended. Fails if one of them failed.
step_alongside() {
    local log=$1 first=() status=0 first_status=0
    shift
    while [[ $1 != -- ]]; do
        first+=("$1")
        shift
    done
    shift
    spawn "${first[@]}" >"$log" 2>&1
    ALONGSIDE=$SPAWNED
    step "$@" || status=$?
    wait "$ALONGSIDE" || first_status=$?
    ALONGSIDE=
    cat "$log"
    ((first_status == 0)) || return "$first_status"
    return "$status"
}

STEP='' ALONGSIDE=''
