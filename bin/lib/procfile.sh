# shellcheck shell=bash
# A Procfile runner: one process group a process, labelled output lines, and restarts.
#
# A process that ends before all processes were ready once ends the run, because a restart does not correct a wrong
# setting. A process that ends later is restarted after a growing pause. Restarts lose nothing: sessions are stored in
# Redis, and phones reconnect.

# The processes, as parallel lists, because bash 3.2 has no maps. PIDS is empty while a process is down. STARTED and
# RETRY_AT are values of SECONDS. FAILURES counts consecutive failures.
LABELS=() COMMANDS=() PIDS=() STARTED=() RETRY_AT=() FAILURES=()
LABELLERS=()
WIDTH=8
COLOURS=(36 35 34 32 33 31)

# The pause before a restart is 1, 2, 4 … 30 s. A process that ran this long starts at 1 s again.
STABLE_SECONDS=60

# read_procfile FILE WORKERS: adds the processes of the lines `name: command`. `worker` is added WORKERS times.
read_procfile() {
    local line name command count i
    while IFS= read -r line || [[ -n $line ]]; do
        [[ $line =~ ^([A-Za-z0-9_-]+):[[:space:]]*(.+)$ ]] || continue
        name=${BASH_REMATCH[1]} command=${BASH_REMATCH[2]} count=1
        if [[ $name == worker ]]; then count=$2; fi
        for ((i = 1; i <= count; i++)); do
            if ((count == 1)); then add_process "$name" "$command"; else add_process "$name.$i" "$command"; fi
        done
    done <"$1"
}

# add_process LABEL COMMAND: adds a process. COMMAND is run by `bash -c`.
add_process() {
    LABELS+=("$1") COMMANDS+=("$2") PIDS+=('') STARTED+=(0) RETRY_AT+=(0) FAILURES+=(0)
    if ((${#1} > WIDTH)); then WIDTH=${#1}; fi
}

# start_process INDEX: starts the process and a second one that labels its output.
start_process() {
    local i=$1 pipe=$RUN_FOLDER/${LABELS[$1]}.log
    rm -f "$pipe" && mkfifo -m 600 "$pipe"
    spawn label_lines "$i" "$pipe"
    LABELLERS[i]=$SPAWNED
    spawn bash -c "${COMMANDS[i]}" >"$pipe" 2>&1
    PIDS[i]=$SPAWNED
    STARTED[i]=$SECONDS
    write_pid_file "$RUN_FOLDER/${LABELS[i]}.pid" "${PIDS[i]}"
}

# label_lines INDEX PIPE: copies lines from PIPE to stdout with a label. In bash, because awk and sed buffer lines.
label_lines() {
    local line prefix
    prefix=$(paint "${COLOURS[$1 % ${#COLOURS[@]}]}" "$(printf "%-${WIDTH}s |" "${LABELS[$1]}")")
    while IFS= read -r line || [[ -n $line ]]; do printf '%s %s\n' "$prefix" "$line"; done <"$2"
}

# notice TEXT: prints a line of the runner in the format of labelled lines.
notice() { printf "%s %s\n" "$(paint 1 "$(printf "%-${WIDTH}s |" run)")" "$*"; }

# supervise INDEX READY: handles the end of the process, and restarts it when its pause is over. An empty READY means
# that not all processes have been ready yet.
supervise() {
    local i=$1 status=0 seconds
    if [[ -z ${PIDS[i]} ]]; then
        if ((SECONDS >= RETRY_AT[i])); then start_process "$i"; fi
        return
    fi
    if kill -0 "${PIDS[i]}" 2>/dev/null; then return; fi
    { wait "${PIDS[i]}" || status=$?; } 2>/dev/null
    # A leftover child would keep the port in use.
    kill -KILL -- "-${PIDS[i]}" 2>/dev/null || true
    PIDS[i]=
    if [[ -z $2 ]]; then
        await_labeller "$i"
        fail "${LABELS[i]} ended during startup ($(describe_status "$status")). Its last lines above give the reason. All processes are stopped."
    fi
    if ((SECONDS - STARTED[i] >= STABLE_SECONDS)); then FAILURES[i]=0; fi
    seconds=$((1 << (FAILURES[i] < 5 ? FAILURES[i] : 5)))
    if ((seconds > 30)); then seconds=30; fi
    FAILURES[i]=$((FAILURES[i] + 1))
    RETRY_AT[i]=$((SECONDS + seconds))
    notice "$(paint 31 "${LABELS[i]} ended ($(describe_status "$status")). Restart in $seconds s.")"
}

describe_status() {
    if (($1 > 128)); then printf 'signal %s' "$(kill -l "$(($1 - 128))")"; else printf 'exit status %s' "$1"; fi
}

# stop_processes SECONDS INDEX…: stops the processes together and prints their last lines.
stop_processes() {
    local seconds=$1 groups=() i
    shift
    for i in "$@"; do
        if [[ -n ${PIDS[i]} ]]; then groups+=("${PIDS[i]}"); fi
    done
    if ((${#groups[@]})); then stop_groups "$seconds" "${groups[@]}"; fi
    for i in "$@"; do
        PIDS[i]=
        await_labeller "$i"
        rm -f "$RUN_FOLDER/${LABELS[i]}.pid" "$RUN_FOLDER/${LABELS[i]}.log"
    done
}

# await_labeller INDEX: waits up to 1 s for the labeller, then stops it. The labeller ends when the last writer closes the pipe,
# and a leftover writer must not block shutdown.
await_labeller() {
    local tries=20 pid=${LABELLERS[$1]:-}
    [[ -n $pid ]] || return 0
    while kill -0 "$pid" 2>/dev/null && ((tries-- > 0)); do pause 0.05; done
    stop_groups 1 "$pid"
}
