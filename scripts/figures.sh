#!/usr/bin/env bash
# Prints how right the analysis is on every shipped corpus, as a table in Markdown. `scripts/figures.sh --write` puts
# it into README.md, and the report of one shipped note as the example.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

cargo build --quiet --locked
goodmeeting=${CARGO_TARGET_DIR:-target}/debug/goodmeeting

table() {
    for corpus in corpora/*/; do
        printf 'corpus %s\n' "$(basename "$corpus")"
        "$goodmeeting" score "$corpus"
    done | awk '
        BEGIN {
            columns = split("commitments who_and_when owner side strength due_date resource vague learnings pressure verdict", column)
            line = "| corpus | commitments: precision / recall / **F1**"; rule = "|---|---"
            for (c = 2; c <= columns; c++) { name = column[c]; gsub("_", " ", name); line = line " | " name; rule = rule "|---" }
            print line " |"; print rule "|"
        }
        function row() {
            if (!corpus) return
            line = "| " corpus
            for (c = 1; c <= columns; c++) line = line " | " cell[column[c]]
            print line " |"
        }
        $1 == "corpus" { row(); corpus = $2; split("", cell); next }
        $1 == "commitments" { cell[$1] = sprintf("%.2f / %.2f / **%.2f**", $3, $5, $7); next }
        $2 == "p" { cell[$1] = sprintf("%.2f", $7); next }
        { cell[$1] = sprintf("%.2f", $3) }
        END { row() }'
}

example() {
    local note=corpora/sales-dev/notes/0005.txt
    printf 'The note:\n\n```text\n'
    cat "$note"
    printf '```\n\nWhat `goodmeeting check %s` says:\n\n```text\n' "$note"
    "$goodmeeting" check "$note" --fail-on never
    printf '```\n'
}

# Puts the standard input between two marks in README.md.
put() {
    NEW=$(cat) awk -v begin="<!-- $1 -->" -v end="<!-- end of $1 -->" '
        $0 == end { skip = 0 }
        !skip
        $0 == begin { print ""; print ENVIRON["NEW"]; print ""; skip = 1 }
    ' README.md >README.md.new
    mv README.md.new README.md
}

if [ "${1:-}" = --write ]; then
    example | put example
    table | put figures
else
    table
fi
