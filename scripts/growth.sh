#!/bin/sh
# Time and peak memory of `goodmeeting check` as folders and files grow: more notes of one size, and one file of more and more
# notes. Needs python3 and GNU time, and disk for the largest folder (4 kB a note).
#
#     scripts/growth.sh [PROGRAM] [NOTES…]
set -eu
cd "$(dirname "$0")/.."
program=${1:-target/release/goodmeeting}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- 1000 10000 100000
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
measure() { # WHAT PATH BYTES
    /usr/bin/time -o "$work/time" -f '%e %U %M' "$program" -q check "$2" -j2 --format jsonl --fail-on never >"$work/out"
    awk -v what="$1" -v bytes="$3" '
        { printf "%-16s %8.2f MB  %7.2f s  user %7.2f s (%5.2f MB/s)  %5.0f MB peak\n", what, bytes / 1e6, $1, $2, bytes / 1e6 / ($2 + 1e-9), $3 / 1024 }' "$work/time"
}
for notes in "$@"; do
    rm -rf "$work/notes"
    python3 scripts/many-notes.py "$work/notes" "$notes"
    measure "$notes notes" "$work/notes" "$(find "$work/notes" -name '*.md' -printf '%s\n' | awk '{ all += $1 } END { print all }')"
done
rm -rf "$work/notes"
cat corpora/*/notes/*.md >"$work/some.md"
for size in 5000 50000 500000 5000000 50000000; do
    while [ "$(wc -c <"$work/some.md")" -lt "$size" ]; do
        cat "$work/some.md" "$work/some.md" >"$work/more" && mv "$work/more" "$work/some.md"
    done
    head -c "$size" "$work/some.md" >"$work/one.md"
    measure "one file" "$work/one.md" "$size"
done
