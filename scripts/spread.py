#!/usr/bin/env python3
"""Spreads the texts of a folder over files of one size, again and again, until there are so many bytes:

    scripts/spread.py FOLDER OUT BYTES_A_FILE BYTES

A file ends at the first line end behind its size. The same folder gives the same files.
"""

import itertools
import pathlib
import sys


def lines(folder):
    """The lines of all texts, round and round."""
    names = sorted(path for path in pathlib.Path(folder).rglob("*") if path.suffix in {".md", ".txt", ".log"})
    return itertools.chain.from_iterable(path.read_bytes().splitlines(keepends=True) for path in itertools.cycle(names))


def main():
    folder, out, size, most = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    written, count, source = 0, 0, lines(folder)
    while written < most:
        text = bytearray()
        while len(text) < size:
            text += next(source)
        # no more than a thousand in a folder
        place = out / f"{count // 1000:04}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{count:07}.md").write_bytes(text)
        written, count = written + len(text), count + 1
    print(f"{count} files, {written} bytes")


if __name__ == "__main__":
    main()
