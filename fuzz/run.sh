#!/usr/bin/env bash
# Fuzzes some targets, or all, for so many minutes each: fuzz/run.sh MINUTES [TARGET…]
# A run begins with the kept inputs; thousands of finds of other runs beside them would take most of it to be read again.
# What is found goes to fuzz/corpus and fuzz/artifacts; FUZZ_CORPUS names another folder, with one below for each target.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
minutes=${1:?usage: fuzz/run.sh MINUTES [TARGET...]}
shift
[ $# -gt 0 ] || set -- $(for target in fuzz_targets/*.rs; do basename "$target" .rs; done)
for target in "$@"; do
    corpus=${FUZZ_CORPUS:-corpus}/$target
    mkdir -p "$corpus"
    echo "== $target" >&2
    # Our own code is safe Rust, so that no sanitizer is needed to see what goes wrong.
    cargo +nightly fuzz run --sanitizer none "$target" "$corpus" -- \
        -max_total_time=$((minutes * 60)) -max_len=4096 -timeout=60 -print_final_stats=1
done
