#!/bin/sh
# Time and peak memory of `goodmeeting deals` over many notes: 10, 20, 50 and 100 thousand in accounts of 20, and one account of
# 5,000. Needs python3 and GNU time; takes some minutes and 250 MB of disk.
set -eu
cd "$(dirname "$0")/.."
program=${1:-target/release/goodmeeting}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
measure() { # NOTES ACCOUNTS
    rm -rf "$work/notes"
    python3 scripts/many-notes.py "$work/notes" "$1" "$2"
    bytes=$(find "$work/notes" -name '*.md' -printf '%s\n' | awk '{ all += $1 } END { print all }')
    /usr/bin/time -o "$work/time" -f '%e %M' "$program" -q deals "$work/notes" --as-of 2026-01-01 --fail-on never --format jsonl > "$work/deals"
    awk -v notes="$1" -v accounts="$(wc -l < "$work/deals")" -v bytes="$bytes" '
        { printf "%7d notes  %5d accounts  %6.1f MB  %6.2f s  %5.1f MB/s  %5.0f MB peak\n", notes, accounts, bytes / 1e6, $1, bytes / 1e6 / $1, $2 / 1024 }' "$work/time"
}
for notes in 10000 20000 50000 100000; do measure "$notes" $((notes / 20)); done
measure 5000 1
