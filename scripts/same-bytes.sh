#!/usr/bin/env bash
# Whether several builds of the program write the same bytes: scripts/same-bytes.sh PROGRAM… FOLDER
# Each runs over the folder with 1, 2 and 8 threads, three times, in several formats.
set -euo pipefail
[ $# -ge 2 ] || { echo "usage: $0 PROGRAM... FOLDER" >&2; exit 2; }
folder=${!#}
programs=("${@:1:$#-1}")
for format in jsonl json text sarif; do
    sums=$(for program in "${programs[@]}"; do
        for threads in 1 2 8; do
            for _ in 1 2 3; do
                "$program" check "$folder" --fail-on never --format "$format" "-j$threads" 2>/dev/null | sha256sum
            done
        done
    done | sort | uniq -c)
    echo "$format: $sums"
    [ "$(wc -l <<<"$sums")" -eq 1 ] || { echo "$format differs" >&2; exit 1; }
done
