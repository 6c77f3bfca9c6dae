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
        $1 == "corpus" { corpora[++columns] = $2; next }
        {
            if (!($1 in known)) { known[$1] = 1; rows[++count] = $1 }
            cell[$1, columns] = ($2 == "p") ? sprintf("%.2f / %.2f / **%.2f**", $3, $5, $7) : sprintf("%.2f", $3)
        }
        END {
            line = "| found: precision / recall / **F1**; otherwise share right |"; rule = "|---|"
            for (c = 1; c <= columns; c++) { line = line " " corpora[c] " |"; rule = rule "---|" }
            print line; print rule
            for (r = 1; r <= count; r++) {
                line = "| " rows[r] " |"
                for (c = 1; c <= columns; c++) line = line " " cell[rows[r], c] " |"
                print line
            }
        }'
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
