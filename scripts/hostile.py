#!/usr/bin/env python3
"""How long hostile texts take against usual ones: python3 scripts/hostile.py PROGRAM [MEGABYTES…]

Each text is repeated to 1, 8 and 64 MB, as one note, and checked with one thread. The table has seconds of processor time less
those of an empty note, the pace in MB/s, the pace against the usual one of the same run, and how much longer the largest takes a
megabyte than the smallest. Within bounds is what is no slower than a fifth of the usual pace and takes at most twice as long a megabyte.
A check that takes over a minute is stopped, and its text goes no further. All of it takes about five minutes.
"""

import itertools
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Seconds after which a check is stopped.
LONGEST = 60


def usual() -> str:
    notes = sorted((ROOT / "corpora" / "sales-dev" / "notes").iterdir())
    return "\n".join(note.read_text() for note in notes)


DIFFERENT = ["".join(letters).capitalize() for letters in itertools.product("abdegiklmnorstuv", repeat=4)][:30000]
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
    "conditions": "if Priya sends the quote by Friday then ",
    "pronouns": "he told her that they would send it to them and she ",
    "names all different": "".join(f"Anna {name}son will send it.\n" for name in DIFFERENT),
    "attendees all different": "## Attendees\n" + "".join(f"- Bob {name}son\n" for name in DIFFERENT),
    "speakers all different": "".join(f"Maria {name}son: we will send it\n" for name in DIFFERENT),
}


def check(program: str, file: Path) -> float | None:
    """Processor time of one check; None if it was stopped."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([program, "check", "-j1", "--fail-on", "never", "--format", "jsonl", str(file)],
                          stdout=subprocess.DEVNULL,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST)))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode < 0:
        return None
    done.check_returncode()
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def seconds(program: str, file: Path, text: str) -> float | None:
    """Processor time of a check of a text, the better of two for small ones."""
    file.write_text(text)
    runs = [check(program, file) for _ in range(2 if len(text) < 5 << 20 else 1)]
    return None if None in runs else min(runs)


def row(program: str, file: Path, piece: str, sizes: list[int], start: float) -> list[float]:
    """Seconds for each size, up to the first that takes too long."""
    took = []
    for size in sizes:
        one = seconds(program, file, piece * ((size << 20) // len(piece.encode()) + 1))
        if one is None:
            break
        took.append(max(one - start, 0.001))
    return took


def main() -> int:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program, sizes = sys.argv[1], [int(size) for size in sys.argv[2:]] or [1, 8, 64]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "hostile.md"
        start = seconds(program, file, "") or 0.0
        pace = None
        print("| text | " + " | ".join(f"{size} MB" for size in sizes) + " | MB/s | of usual | growth | |")
        print("|---|" + "---:|" * (len(sizes) + 3) + "---|")
        for name, piece in {"usual notes": usual(), **TEXTS}.items():
            took = row(program, file, piece, sizes, start)
            cells = [f"{one:.2f} s" for one in took]
            if len(took) < len(sizes):
                cells += [f"over {LONGEST} s"] + ["–"] * (len(sizes) - len(took) - 1)
            fine, figures = False, ["–"] * 3
            if took:
                speed = sizes[len(took) - 1] / took[-1]
                pace = pace or speed
                growth = (took[-1] / sizes[len(took) - 1]) / (took[0] / sizes[0])
                fine = speed >= pace / 5 and growth <= 2 and len(took) == len(sizes)
                figures = [f"{speed:.1f}", f"{speed / pace:.2f}", f"{growth:.2f}"]
            failed += not fine
            print(f"| {name} | " + " | ".join(cells + figures) + f" | {'ok' if fine else 'SLOW'} |", flush=True)
    print(f"\n{failed} of {len(TEXTS) + 1} texts are slow." if failed else f"\nAll {len(TEXTS) + 1} texts are within bounds.")
    return 1 if failed else 0


if __name__ == "__main__":
    os.environ.pop("RUST_BACKTRACE", None)
    sys.exit(main())
