# shellcheck shell=bash
# Running what a Procfile names: one process group each, labelled lines, and a new start for the dead.
#
# A process that dies before the whole was once ready ends the run: its settings are wrong, and a
# second start would not mend them. One that dies later is started again, with a notice and a growing
# pause. Nothing is lost by that (games live in Redis, phones reconnect), while ending the run would
# end the party for a fault that one process had alone.

# The processes, as parallel lists (bash 3.2 knows no maps): label, command, process group (empty
# while dead), moment of the last start and of the next (SECONDS), deaths in a row.
LABELS=() COMMANDS=() PIDS=() STARTED=() RETRY_AT=() DEATHS=()
LABELLERS=()
WIDTH=8
COLOURS=(36 35 34 32 33 31)

# A pause of 1, 2, 4 … 30 s; a process that lived this long begins again at 1 s.
STEADY_SECONDS=60

# read_procfile FILE WORKERS: adds what its lines `name: command` name, `worker` WORKERS times.
read_procfile() {
    local line name command count i
    while IFS= read -r line || [[ -n $line ]]; do
        [[ $line =~ ^([A-Za-z0-9_-]+):[[:space:]]*(.+)$ ]] || continue
        name=${BASH_REMATCH[1]} command=${BASH_REMATCH[2]} count=1
        if [[ $name == worker ]]; then count=$2; fi
        for ((i = 1; i <= count; i++)); do
            if ((count == 1)); then add_process "$name" "$command"; else
                # Each needs a metrics port of its own.
                add_process "$name.$i" "METRICS_PORT=$((METRICS_PORT + i - 1)); $command"
            fi
        done
    done <"$1"
}

# add_process LABEL COMMAND: COMMAND is for bash -c.
add_process() {
    LABELS+=("$1") COMMANDS+=("$2") PIDS+=('') STARTED+=(0) RETRY_AT+=(0) DEATHS+=(0)
    if ((${#1} > WIDTH)); then WIDTH=${#1}; fi
}

# start_process INDEX: starts it, with a reader that labels its lines.
start_process() {
    local i=$1 pipe=$RUN_FOLDER/${LABELS[$1]}.log
    rm -f "$pipe" && mkfifo -m 600 "$pipe"
    spawn label_lines "$i" "$pipe"
    LABELLERS[i]=$SPAWNED
    spawn bash -c "${COMMANDS[i]}" >"$pipe" 2>&1
    PIDS[i]=$SPAWNED
    STARTED[i]=$SECONDS
    remember "$RUN_FOLDER/${LABELS[i]}.pid" "${PIDS[i]}"
}

# label_lines INDEX PIPE: in bash, as every awk and sed buffers in its own way.
label_lines() {
    local line prefix
    prefix=$(paint "${COLOURS[$1 % ${#COLOURS[@]}]}" "$(printf "%-${WIDTH}s |" "${LABELS[$1]}")")
    while IFS= read -r line || [[ -n $line ]]; do printf '%s %s\n' "$prefix" "$line"; done <"$2"
}

# notice TEXT: a line of the runner itself, in the same form.
notice() { printf "%s %s\n" "$(paint 1 "$(printf "%-${WIDTH}s |" run)")" "$*"; }

# look_after INDEX READY: notes a death, and starts again when its time has come.
look_after() {
    local i=$1 status=0 pause
    if [[ -z ${PIDS[i]} ]]; then
        if ((SECONDS >= RETRY_AT[i])); then start_process "$i"; fi
        return
    fi
    if kill -0 "${PIDS[i]}" 2>/dev/null; then return; fi
    { wait "${PIDS[i]}" || status=$?; } 2>/dev/null
    # What it may have left behind must not hold its port.
    kill -KILL -- "-${PIDS[i]}" 2>/dev/null || true
    PIDS[i]=
    if [[ -z $2 ]]; then
        await_labeller "$i"
        fail "${LABELS[i]} ended at its start ($(describe_status "$status")): its last lines above say why. Everything is stopped."
    fi
    if ((SECONDS - STARTED[i] >= STEADY_SECONDS)); then DEATHS[i]=0; fi
    pause=$((1 << (DEATHS[i] < 5 ? DEATHS[i] : 5)))
    if ((pause > 30)); then pause=30; fi
    DEATHS[i]=$((DEATHS[i] + 1))
    RETRY_AT[i]=$((SECONDS + pause))
    notice "$(paint 31 "${LABELS[i]} died ($(describe_status "$status")); it is started again in $pause s.")"
}

describe_status() {
    if (($1 > 128)); then printf 'signal %s' "$(kill -l "$(($1 - 128))")"; else printf 'exit status %s' "$1"; fi
}

# stop_processes SECONDS INDEX…: ends them together, and lets their last lines come out.
stop_processes() {
    local seconds=$1 groups=() i
    shift
    for i in "$@"; do
        if [[ -n ${PIDS[i]} ]]; then groups+=("${PIDS[i]}"); fi
    done
    if ((${#groups[@]})); then end_groups "$seconds" "${groups[@]}"; fi
    for i in "$@"; do
        PIDS[i]=
        await_labeller "$i"
        rm -f "$RUN_FOLDER/${LABELS[i]}.pid" "$RUN_FOLDER/${LABELS[i]}.log"
    done
}

# The reader ends with its pipe's last writer. It is given a moment, then ended: a stray writer
# must not hold up the end.
await_labeller() {
    local tries=20 pid=${LABELLERS[$1]:-}
    [[ -n $pid ]] || return 0
    while kill -0 "$pid" 2>/dev/null && ((tries-- > 0)); do nap 0.05; done
    end_groups 1 "$pid"
}
