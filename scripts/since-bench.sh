#!/usr/bin/env bash
# How long `check --since HEAD~1` takes in a repository of 20,000 notes of which three changed, git's own part apart, and
# beside it how long a whole run takes. `scripts/since-bench.sh [NOTES]`; builds the program for release first.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

count=${1:-20000}
cargo build --release --quiet --locked
goodmeeting=$(realpath "${CARGO_TARGET_DIR:-target}/release/goodmeeting")
corpora=$(realpath corpora)
repository=$(mktemp -d)
trap 'rm -rf "$repository"' EXIT
cd "$repository"

# A folder of 200 notes for each account; no two are the same text.
awk -v count="$count" '
    { text = text $0 "\n" }
    function end_note() { if (text != "") notes[++known] = text; text = "" }
    FNR == 1 && NR > 1 { last = $0 "\n"; sub(/[^\n]*\n$/, "", text); end_note(); text = last }
    END {
        end_note()
        for (i = 0; i < count; i++) {
            folder = sprintf("notes/account-%03d", i / 200)
            if (i % 200 == 0) system("mkdir -p " folder)
            file = folder "/note-" i ".md"
            printf "%s\nNote %d.\n", notes[i % known + 1], i >file
            close(file)
        }
    }' "$corpora"/sales-dev/notes/* "$corpora"/sales-dev-2/notes/*
printf '[us]\npeople = ["Dana Ruiz"]\n' >goodmeeting.toml
git init --quiet --initial-branch=main
identity=(-c user.name=Dana -c user.email=dana@northwind.example -c commit.gpgsign=false -c gc.auto=0)
git add --all
git "${identity[@]}" commit --quiet --message "all notes"
for note in 7 "$((count / 2))" "$((count - 1))"; do
    echo "Good meeting. Priya seems keen." >>"notes/account-$(printf %03d $((note / 200)))/note-$note.md"
done
git "${identity[@]}" commit --quiet --all --message "three notes"
git status >/dev/null

# measure NAME RUNS COMMAND…: the medians of wall, user and system time, in milliseconds.
measure() {
    local name=$1 runs=$2
    shift 2
    for _ in $(seq "$runs"); do
        { TIMEFORMAT='%R %U %S' && time "$@" >/dev/null 2>&1; } 2>&1 || true
    done | awk -v name="$name" -v bytes="$bytes" '
        { wall[NR] = $1; user[NR] = $2; kernel[NR] = $3 }
        function median(of, i, j, t) {
            for (i = 2; i <= NR; i++) for (j = i; j > 1 && of[j - 1] > of[j]; j--) { t = of[j]; of[j] = of[j - 1]; of[j - 1] = t }
            return of[int((NR + 1) / 2)] * 1000
        }
        END {
            printf "%-34s wall %6.0f ms  user %6.0f ms  system %6.0f ms", name, median(wall), median(user), median(kernel)
            if (name ~ / all$/) printf "  %.1f MB/s, %.1f a core", bytes / median(wall) / 1e3, bytes / median(user) / 1e3
            print ""
        }'
}

bytes=$(git ls-files -z notes | xargs -0 cat | wc -c)
echo "$(git ls-files notes | wc -l) notes, $((bytes / 1000000)) MB;" \
    "read by --since: $("$goodmeeting" check notes --since HEAD~1 --format jsonl | wc -l)"
git_itself() {
    git diff --no-ext-diff --text --unified=0 --merge-base HEAD~1 --
    git ls-files --others --exclude-standard -z
}
measure "git, the same questions" 11 git_itself
measure "check --since HEAD~1, with git" 11 "$goodmeeting" check notes --since HEAD~1
measure "check of one note" 11 "$goodmeeting" check notes/account-000/note-7.md
measure "check of all" 3 "$goodmeeting" check notes --fail-on never --format jsonl
