#!/usr/bin/env bash
# How long the analysis of a folder takes beside what other programs take for it, each in turn, several times:
#
#     scripts/versus.sh FOLDER [ROUNDS]
#
# - rg: what ripgrep takes to count 2,000 of the lexicon's phrases there, the bar that benches/README.md sets (all of
#   them, written out, are more than it takes: "compiled regex exceeds size limit");
# - typos, write-good, proselint, vale: whichever of them is installed (prose checkers are given the first 100 files).
#
# Prints seconds of wall time as minimum, median and maximum, MB/s of the median, and how many times that of rg it is; then
# the median of processor seconds, which a busy machine changes less, and how many times that of rg. Notes are read once
# before, so that nothing waits for a disk. GOODMEETING names another build.
set -euo pipefail
folder=${1:?usage: versus.sh FOLDER [ROUNDS]} rounds=${2:-5}
goodmeeting=${GOODMEETING:-target/release/goodmeeting}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

"$goodmeeting" lexicon list --phrases >"$scratch/all"
awk -v all="$(wc -l <"$scratch/all")" 'int(NR * 2000 / all) > int((NR - 1) * 2000 / all)' "$scratch/all" >"$scratch/phrases"
find "$folder" -type f \( -name '*.md' -o -name '*.txt' -o -name '*.log' \) | sort >"$scratch/files"
bytes=$(tr '\n' '\0' <"$scratch/files" | xargs -0 cat | wc -c)
head -100 "$scratch/files" >"$scratch/some"
some=$(tr '\n' '\0' <"$scratch/some" | xargs -0 cat | wc -c)

names=() sizes=()
# run NAME BYTES COMMAND…: takes part, if its program is there.
declare -A commands
run() {
    command -v "$3" >/dev/null 2>&1 || return 0
    names+=("$1") sizes+=("$2")
    printf -v "commands[$1]" '%q ' "${@:3}"
}
globs=(--glob '*.md' --glob '*.txt' --glob '*.log')
check=(check "$folder" "${globs[@]}" --format jsonl --fail-on never)
run rg-2 "$bytes" rg -j2 -c -i -F -f "$scratch/phrases" "$folder"
run rg-1 "$bytes" rg -j1 -c -i -F -f "$scratch/phrases" "$folder"
run goodmeeting-2 "$bytes" "$goodmeeting" "${check[@]}" -j2
run goodmeeting-1 "$bytes" "$goodmeeting" "${check[@]}" -j1
run typos "$bytes" typos --format brief "$folder"
mapfile -t some_files <"$scratch/some"
run write-good "$some" write-good "${some_files[@]}"
run proselint "$some" proselint check "${some_files[@]}"
run vale "$some" vale --output line "${some_files[@]}"

TIMEFORMAT='%R %U %S'
for ((round = 0; round < rounds; round++)); do
    for name in "${names[@]}"; do
        # Checkers fail where they find something.
        { time eval "${commands[$name]}" >"$scratch/out" 2>&1 || true; } 2>>"$scratch/$name.times"
    done
done

echo "$(wc -l <"$scratch/files") files, $bytes bytes, $(wc -l <"$scratch/phrases") phrases, $rounds rounds, load $(cut -d' ' -f1-3 /proc/loadavg)"
printf '%-14s %8s %8s %8s %9s %8s %8s %8s\n' program min median max MB/s 'rg-2 ×' CPU 'rg-2 ×'
for at in "${!names[@]}"; do
    awk -v name="${names[$at]}" -v bytes="${sizes[$at]}" -v bar="$scratch/bar" '
        function median(all) { return (all[int((NR + 1) / 2)] + all[int(NR / 2) + 1]) / 2 }
        function sort(all, at, to, one) {
            for (at = 2; at <= NR; at++) {
                one = all[at]
                for (to = at; to > 1 && all[to - 1] > one; to--) all[to] = all[to - 1]
                all[to] = one
            }
        }
        { wall[NR] = $1; cpu[NR] = $2 + $3 }
        END {
            sort(wall); sort(cpu)
            pace = bytes / 1e6 / (median(wall) + 1e-9); cost = (median(cpu) + 1e-9) / bytes
            if ((getline rg < bar) <= 0) { rg = pace " " cost; print rg > bar }
            split(rg, first, " ")
            printf "%-14s %8.3f %8.3f %8.3f %9.2f %8.2f %8.3f %8.2f\n", name, wall[1], median(wall), wall[NR], pace, first[1] / pace, median(cpu), cost / first[2]
        }' "$scratch/${names[$at]}.times"
done
