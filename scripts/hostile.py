#!/usr/bin/env python3
"""How long hostile texts take against usual ones: python3 scripts/hostile.py PROGRAM [MEGABYTES…]

Each text is repeated to 1, 4, 16 and 64 MB, as one note, and checked with one thread. The table has seconds of processor time less
those of an empty note, the pace in MB/s, the pace against the usual one of the same run, and how much longer the largest takes a
megabyte than the smallest. Within bounds is what is no slower than a fifth of the usual pace and takes at most twice as long a megabyte.
"""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def usual() -> str:
    notes = sorted((ROOT / "corpora" / "sales-dev" / "notes").iterdir())
    return "\n".join(note.read_text() for note in notes)


TEXTS = {
    "dots": "." * 1000,
    "dots and spaces": ". " * 500,
    "open brackets": "(" * 1000,
    "brackets in each other": "(" * 500 + "so" + ")" * 500,
    "square brackets": "[" * 1000,
    "links": "[a](" * 250,
    "Mr.": "Mr. " * 250,
    "one endless sentence": "and then we spoke about the roof of the old house near the river ",
    "a hit at every word": "will send review sign follow up quote Friday meeting good great ",
    "will": "will ",
    "commitments": "Priya will send the quote by Friday and ",
    "times": "by Friday next Tuesday on 3/14 in two weeks ",
    "names": "Priya Shah ",
    "numbers": "1,234.56 99:99 $5 ",
    "quotes": "“" * 300 + "so" + "”" * 300,
    "apostrophes": "'" * 1000,
    "quote marks of a mail": "> " * 500 + "\n",
    "nested lists": "".join(" " * depth + "- send it\n" for depth in range(40)),
    "rules": "---\n",
    "table": "| a | b |\n",
    "headings": "# Next steps\n",
    "keys": "Attendees: Priya, ",
    "speakers": "Ana Ruiz: yes\nBo Kim: no\n",
    "suppressions": "goodmeeting: ignore no-actions: so. ",
    "emphasis": "**_" * 300,
    "blanks": " " * 1000,
    "empty lines": "\n" * 1000,
    "one word": "x" * 1000,
    "umlauts": "é" * 500,
    "pictures": "🎉" * 250,
}


def seconds(program: str, file: Path, text: str) -> float:
    """Processor time of one check, the better of two for small texts."""
    file.write_text(text)
    best = float("inf")
    for _ in range(2 if len(text) < 5 << 20 else 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([program, "check", "-j1", "--fail-on", "never", "--format", "jsonl", str(file)],
                       stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return best


def main() -> int:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program, sizes = sys.argv[1], [int(size) for size in sys.argv[2:]] or [1, 4, 16, 64]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "hostile.md"
        start = seconds(program, file, "")
        pace = None
        print("| text | " + " | ".join(f"{size} MB" for size in sizes) + " | MB/s | of usual | growth | |")
        print("|---|" + "---:|" * (len(sizes) + 3) + "---|")
        for name, piece in {"usual notes": usual(), **TEXTS}.items():
            took = []
            for size in sizes:
                text = (piece * ((size << 20) // len(piece.encode()) + 1))
                took.append(max(seconds(program, file, text) - start, 0.001))
                if took[-1] > 120:
                    break
            done = sizes[: len(took)]
            speed = done[-1] / took[-1]
            pace = pace or speed
            growth = (took[-1] / done[-1]) / (took[0] / done[0])
            fine = speed >= pace / 5 and growth <= 2 and len(done) == len(sizes)
            failed += not fine
            cells = [f"{one:.2f} s" for one in took] + ["–"] * (len(sizes) - len(done))
            print(f"| {name} | " + " | ".join(cells) + f" | {speed:.1f} | {speed / pace:.2f} | {growth:.2f} | {'ok' if fine else 'SLOW'} |",
                  flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    os.environ.pop("RUST_BACKTRACE", None)
    sys.exit(main())
