#!/usr/bin/env python3
"""Writes many notes of many accounts, made of the notes of the corpora with other names and dates, to measure with.

usage: many-notes.py FOLDER NOTES [ACCOUNTS]

Every note keeps its words; the account, which its title and front matter get, and its date change. Notes of one account
are a week apart. The same arguments give the same bytes.
"""
import datetime
import pathlib
import re
import sys

CORPORA = pathlib.Path(__file__).resolve().parent.parent / "corpora"
FIRST = "Amber Birch Cedar Dune Elm Fjord Grove Harbor Iris Juniper Kestrel Larch Maple North Opal Pine Quarry River Stone Tarn".split()
SECOND = "Foods Steel Paper Glass Textiles Logistics Brewing Dairy Mining Optics Pumps Robotics Shipping Timber Water".split()
DATE = re.compile(r"\b(\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* 20\d\d|20\d\d-\d\d-\d\d|\d{1,2}/\d{1,2}/(20)?\d\d)\b")


def account(number):
    series = number // (len(FIRST) * len(SECOND))
    name = f"{FIRST[number % len(FIRST)]} {SECOND[number // len(FIRST) % len(SECOND)]}"
    return name if series == 0 else f"{name} {chr(65 + series % 26)}{chr(97 + series // 26)}x"


def main():
    folder, notes = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    accounts = int(sys.argv[3]) if len(sys.argv) > 3 else max(1, notes // 20)
    bodies = []
    for file in sorted(CORPORA.glob("sales-dev*/notes/*.md")) + sorted(CORPORA.glob("sales-dev*/notes/*.txt")):
        text = file.read_text(encoding="utf-8-sig", errors="replace")
        bodies.append(DATE.sub("", text))
    for number in range(notes):
        of, turn = number % accounts, number // accounts
        day = datetime.date(2020, 1, 6) + datetime.timedelta(weeks=turn, days=of % 5)
        place = folder / f"{of // 500:03}"
        place.mkdir(parents=True, exist_ok=True)
        body = bodies[(number * 7 + turn) % len(bodies)]
        head = f"---\naccount: {account(of)}\ndate: {day}\n---\n"
        (place / f"{of:05}-{turn:05}.md").write_text(head + body, encoding="utf-8")


if __name__ == "__main__":
    main()
