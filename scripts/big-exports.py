#!/usr/bin/env python3
"""Writes one large export, made of the notes of the corpora with other names and dates, to measure with.

usage: big-exports.py csv|jsonl|mbox|zip FILE NOTES

csv is a CRM's export of notes, with HTML in its cells; jsonl has an object for each note; mbox a mail, some of them with a
page beside the text; zip a file of Markdown. A note has about a kilobyte. The same arguments give the same bytes.
"""
import csv
import datetime
import html
import importlib.util
import json
import pathlib
import sys
import zipfile

spec = importlib.util.spec_from_file_location("many_notes", pathlib.Path(__file__).with_name("many-notes.py"))
many = importlib.util.module_from_spec(spec)
spec.loader.exec_module(many)

OURS = "Dana Whitfield,Sam Ortiz,Iris Holm,Tom Okafor".split(",")
THEIRS = "Omar Said,Lena Fox,Priya Nair,Tomas Beck,Luis Ferrer,Ada Quist".split(",")
FIRST_DAY = datetime.date(2015, 1, 5)


def bodies():
    files = sorted(many.CORPORA.glob("sales-dev*/notes/*.md")) + sorted(many.CORPORA.glob("sales-dev*/notes/*.txt"))
    texts = [many.DATE.sub("", file.read_text(encoding="utf-8-sig", errors="replace")) for file in files]
    return [text for text in texts if 400 <= len(text) <= 1600]


def notes(count):
    texts = bodies()
    for number in range(count):
        account = many.account(number % max(1, count // 20))
        day = FIRST_DAY + datetime.timedelta(days=number % 4000)
        yield number, account, day, OURS[number % 4], THEIRS[number % 6], texts[number * 7 % len(texts)]


def address(name, domain):
    return f"{name.lower().replace(' ', '.')}@{domain}"


def domain(account):
    return account.lower().replace(" ", "") + ".example"


def write_csv(path, count):
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["Record ID", "Activity date", "Activity assigned to", "Note body", "Associated Company", "Associated Contact"])
        for number, account, day, ours, theirs, text in notes(count):
            body = "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
            out.writerow([61200000000 + number, f"{day} 10:00", ours, f"<div>{body}</div>", account, f"{theirs} ({address(theirs, domain(account))})"])


def write_jsonl(path, count):
    with open(path, "w", encoding="utf-8") as file:
        for number, account, day, ours, theirs, text in notes(count):
            file.write(json.dumps({"id": number, "title": f"Call {number}", "date": str(day), "account": account, "author": ours, "attendees": [ours, theirs], "notes": text}) + "\n")


def write_mbox(path, count):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for number, account, day, ours, theirs, text in notes(count):
            sender, to = (ours, theirs) if number % 2 else (theirs, ours)
            addresses = {ours: address(ours, "northwind.example"), theirs: address(theirs, domain(account))}
            text = "\n".join(">" + line if line.startswith("From ") else line for line in text.splitlines())
            head = (f"From {number}@xxx {day:%a %b %d} 10:00:00 +0000 {day:%Y}\nFrom: {sender} <{addresses[sender]}>\nTo: {to} <{addresses[to]}>\n"
                    f"Date: {day:%a, %d %b %Y} 10:00:00 +0000\nSubject: Call {number}\nMessage-ID: <{number}@northwind.example>\nMIME-Version: 1.0\n")
            if number % 4:
                file.write(f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}\n\n")
            else:
                page = "".join(f"<p>{html.escape(line)}</p>\n" for line in text.splitlines() if line.strip())
                file.write(f"{head}Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
                           f"--b\nContent-Type: text/html; charset=utf-8\n\n{page}--b--\n\n")


def write_zip(path, count):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number, account, day, ours, theirs, text in notes(count):
            info = zipfile.ZipInfo(f"{number // 1000:03}/{number:06}.md", (2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, f"---\naccount: {account}\ndate: {day}\nauthor: {ours}\n---\n{text}")


def main():
    kind, path, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    {"csv": write_csv, "jsonl": write_jsonl, "mbox": write_mbox, "zip": write_zip}[kind](path, count)


if __name__ == "__main__":
    main()
