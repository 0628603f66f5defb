# shellcheck shell=bash
# Checks that bin/check and bin/test share.

check_scripts() {
    require_shellcheck
    step shellcheck bin/run bin/dev bin/test bin/check bin/bench bin/audit bin/chaos bin/package bin/package_test bin/release \
        bin/lib/*.sh bin/lib/*/*.sh bin/lib/package/*/*.sh bin/lib/package/debian/{postinst,prerm,postrm} .ci/run
    require_python
    step bin/lib/wheels/test.py
}

# check_supply_chain: licences, sources and banned crates. Advisories are left out: a new advisory must not fail an
# unchanged tree.
check_supply_chain() {
    require_python
    require_cargo_deny
    step cargo deny --locked check --hide-inclusion-graph bans licenses sources
}

check_web() {
    install_web_tools
    step npm --prefix "$WEB" run --silent check
    step npm --prefix "$WEB" run --silent test
}

# check_screens: writes the types of the contract, and checks the screens with them.
check_screens() {
    install_web_tools
    step npm --prefix "$WEB" run --silent types
    step npm --prefix "$WEB" run --silent check:types
}

# stage NAME COMMAND…: runs COMMAND and prints its time. A failure ends the script, which reports the stage.
stage() {
    local started=$SECONDS elapsed
    STAGE=$1
    shift
    info "$(paint 1 "── $STAGE")"
    "$@"
    elapsed=$(format_duration $((SECONDS - started)))
    SUMMARY+=("$(printf '%-14s %s' "$STAGE" "$elapsed")")
    info "$(paint 2 "── $STAGE: $elapsed")"
    STAGE=
}

# print_summary: prints the time of every stage.
print_summary() {
    info
    printf '  %s\n' ${SUMMARY[@]+"${SUMMARY[@]}"}
    info "$(paint '1;32' "All checks passed in $(format_duration "$SECONDS").")"
}

# report_failure STATUS: prints the stage that failed, if a stage was running.
report_failure() {
    if (($1 != 0)) && [[ -n $STAGE ]]; then
        info "$(paint '1;31' "Failed: $STAGE (exit status $1), after $(format_duration "$SECONDS").")" >&2
    fi
}

STAGE='' SUMMARY=()
