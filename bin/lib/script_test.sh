# shellcheck shell=bash
# Tests of scripts in bin/: a copy of the checkout with stubs, and the script as a process.

# begin_script_test SCRIPT: creates CHECKOUT, an empty folder that is deleted at the end. After a failure, prints the output
# of the script. Calls stop_program, which the test defines, for a program that the script left.
begin_script_test() {
    SCRIPT=$1
    CHECKOUT=$(mktemp -d "${TMPDIR:-/tmp}/wpp run.XXXXXX") # with a space, because paths may contain one
    RUNNER=
    trap 'clean_up' EXIT
    trap 'exit 1' INT TERM HUP
}

clean_up() {
    local status=$?
    set +e
    if [[ -n $RUNNER ]]; then stop_groups 15 "$RUNNER"; fi
    stop_program
    if ((status != 0)); then
        info "Output of $SCRIPT:" && cat "$CHECKOUT/output"
    fi
    rm -rf "$CHECKOUT"
    exit "$status"
}

# write_stub PATH BODY: writes an executable bash script.
write_stub() {
    printf '#!/usr/bin/env bash\n%s\n' "$2" >"$CHECKOUT/$1"
    chmod +x "$CHECKOUT/$1"
}

# start_runner OPTION…: starts the script as from a terminal. Python restores SIGINT first: a shell that inherits an ignored
# SIGINT (as in the background of a script) cannot trap it.
start_runner() {
    : >"$CHECKOUT/output"
    spawn python3 -c 'import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])' "$CHECKOUT/$SCRIPT" "$@" >"$CHECKOUT/output" 2>&1
    RUNNER=$SPAWNED
}

# await_output TEXT: waits up to 30 s until the script prints TEXT.
await_output() {
    local tries=300
    until grep -qF -- "$1" "$CHECKOUT/output"; do
        ((tries-- > 0)) || fail "$SCRIPT did not print: $1"
        pause 0.1
    done
}

# expect_exit STATUS: waits for the end of the script, which must have this exit status.
expect_exit() {
    local status=0
    { wait "$RUNNER" || status=$?; } 2>/dev/null
    RUNNER=
    [[ $status == "$1" ]] || fail "$SCRIPT ended with status $status; expected $1"
}

# expect_stopped PID: fails if the process still runs.
expect_stopped() {
    if fingerprint "$1" >/dev/null; then fail "process $1 still runs after $SCRIPT ended"; fi
}

check() { info "$SCRIPT $1"; }
