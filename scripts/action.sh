#!/usr/bin/env bash
# The shell of action.yml; tests/hooks.rs runs it. It does with the bash 3.2 of a Mac.
#   action.sh key      tells by what a built program is known: its sources
#   action.sh install  builds it
#   action.sh check    checks notes, with annotations in the log and a summary of the run
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
home=${RUNNER_TEMP:-/tmp}/goodmeeting

arguments=()
# Adds each line of a text that is not blank.
add_lines() {
    local line
    while IFS= read -r line || [ -n "$line" ]; do
        line=${line%$'\r'}
        if [ -n "${line//[[:space:]]/}" ]; then arguments+=("$line"); fi
    done <<<"$1"
}
# Adds an option, if it has a value.
add_option() {
    if [ -n "$2" ]; then arguments+=("--$1=$2"); fi
}

key() {
    local sum
    sum=$(cd "$here" && git hash-object Cargo.lock Cargo.toml $(find src lexicons -type f | LC_ALL=C sort) | git hash-object --stdin)
    echo "key=$sum" >>"$GITHUB_OUTPUT"
}

install() {
    command -v cargo >/dev/null 2>&1 || {
        echo "::error::goodmeeting is built with Rust, and there is no cargo here; install Rust first, or give a binary"
        exit 2
    }
    cargo install --quiet --locked --path "$here" --root "$home"
}

check() {
    local program=${GOODMEETING_BINARY:-$home/bin/goodmeeting} summary code=0
    summary=$(mktemp)
    arguments=(check --format=github)
    if [ "${GOODMEETING_SUMMARY:-true}" = true ]; then arguments+=("--format=markdown=$summary"); fi
    add_option since "${GOODMEETING_SINCE:-}"
    add_option fail-on "${GOODMEETING_FAIL_ON:-}"
    add_option baseline "${GOODMEETING_BASELINE:-}"
    add_option config "${GOODMEETING_CONFIG:-}"
    add_lines "${GOODMEETING_ARGS:-}"
    arguments+=(--)
    add_lines "${GOODMEETING_PATHS:-.}"
    "$program" "${arguments[@]}" || code=$?
    if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat "$summary" >>"$GITHUB_STEP_SUMMARY"; fi
    if [ -n "${GITHUB_OUTPUT:-}" ]; then echo "exit-code=$code" >>"$GITHUB_OUTPUT"; fi
    rm -f "$summary"
    exit "$code"
}

case ${1:-} in
key | install | check) "$1" ;;
*)
    echo "usage: action.sh key|install|check" >&2
    exit 2
    ;;
esac
