#!/usr/bin/env python3
"""Fits the weights of signs (lexicons/en/weights.toml) on annotated corpora.

usage: fit-weights.py [--write [TABLE...]] [--held-out CORPUS...] [--goodmeeting PROGRAM]

Of every candidate, whether it stands or not, `goodmeeting why` tells the signs, and the gold of its corpus whether it is
right. A logistic regression with few weights (L1) is fitted on those of the shipped corpora on which words are tuned. The
figures are F1 of cross-validation by author: each corpus is judged by weights that were fitted without it; those that are
kept for checking, and those named as held out, by the weights of all others. Behind them stand those with the start moved
by some points. The kind of a learning is fitted in the same way on those that are right: of the kinds together (softmax), beside
what their cues and headings tell; its figure is how often it is right, the mean of corpora. Whether a note sounds as if nobody was
reached (no_contact) is fitted on notes as a whole. `--write` puts the weights into the
lexicon, all tables or those named (commitment, learning, vague, no_contact, kind): one that does no better on the corpora kept for checking is
not worth new weights. What is found, and so what is weighed, depends a little on the weights before. Needs scikit-learn (1.9) and a
debug build of the program.
"""
import argparse
import collections
import json
import math
import pathlib
import re
import subprocess
import warnings

import numpy
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

HOME = pathlib.Path(__file__).resolve().parent.parent
WEIGHTS = HOME / "lexicons/en/weights.toml"
# those that nobody reads who works on words; corpora/README.md says so
CHECKING = {f"fresh-{name}" for name in ("payroll", "water", "tamarack", "tolera", "castellan", "crossley", "brightwell", "orrell", "corriedale", "lines-2")}
FOLDS = 8
# how often a sign must occur, and among how many corpora
OFTEN, CORPORA = 30, 12
# the tables of signs that are no traits
PLAIN = ("pair", "before", "in", "behind", "word")
# the kinds of learnings, how strictly their weights are kept down (more is stricter), the least that is kept, and in how many
# steps they are fitted
SORTS = ("pain", "need", "metric", "current_state", "budget", "process", "criteria", "stakeholder", "competition", "timeline", "risk")
SORTS_STRICTNESS, SORTS_LEAST, STEPS = 0.0035, 0.25, 300
# how far the start is moved for the figures
SHIFTS = (-1, -0.5, -0.2, 0, 0.2, 0.5, 1)


class Kind:
    """What is weighed: its name, that of its list, how strictly its weights are kept down (less is stricter), the points
    from which it stands, and from what chance on it is to stand: half of the F1 that is reached gives the best F1."""

    def __init__(self, name, plural, strictness, threshold, chance):
        self.name, self.plural, self.strictness, self.threshold = name, plural, strictness, threshold
        self.mercy = math.log(1 / chance - 1)


KINDS = [
    Kind("commitment", "commitments", 0.5, 0, 0.44),
    Kind("learning", "learnings", 0.2, 3, 0.33),
    Kind("vague", "vague", 0.3, 0, 0.55),
]
# of notes as a whole: what tells of no other end is seldom one of nobody reached, so it takes good odds
NO_CONTACT = Kind("no_contact", "verdict", 5, 0, 0.88)
# the tables of weights, in the order of the file
TABLES = [kind.name for kind in KINDS] + [NO_CONTACT.name, "kind"]


def overlaps(a, b):
    """By at least half of the shorter one, as the scorer has it."""
    common = min(a[1], b[1]) - max(a[0], b[0])
    shorter = min(a[1] - a[0], b[1] - b[0])
    return common / (max(a[1], b[1]) - min(a[0], b[0])) if shorter > 0 and 2 * common >= shorter else None


def pair(gold, found):
    """Best overlap first, each once: the index of the gold of each found one."""
    likely = ((overlaps(a, b), g, f) for g, a in enumerate(gold) for f, b in enumerate(found))
    of = {}
    for _, g, f in sorted((one for one in likely if one[0] is not None), key=lambda one: (-one[0], one[1], one[2])):
        if f not in of and g not in of.values():
            of[f] = g
    return of


def quotes(text, items):
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    places = [text.find(item["quote"], starts[item["line"] - 1]) for item in items]
    return [(at, at + len(item["quote"])) for at, item in zip(places, items)], starts


# a candidate: its corpus and signs, the points that the rules give it, whether its signs are weighed, whether it stands
# whatever they weigh, and whether it is right
Row = collections.namedtuple("Row", "corpus signs points weighed stands right")


def tells(kind, sentence):
    """What is weighed in a sentence."""
    if kind.name == "vague":
        return [cue for cue in sentence["cues"] if cue["sense"] == "vague" and cue["weighed"]]
    return [one for one in sentence[kind.plural] if one.get("strength") != "empty" and not one.get("is_vague")]


def is_weighed(one):
    """Of commitments only firm ones are; those with a day teach the weights, and stand whatever theirs."""
    return one.get("strength", "firm") == "firm"


def located(kind, why, text, starts):
    """What is weighed in a note, with its place."""
    told = []
    for sentence in why["sentences"]:
        at, behind = text.find(sentence["text"], starts[sentence["line"] - 1]), 0
        for one in tells(kind, sentence) if at >= 0 else []:
            start = sentence["text"].find(one["words"], behind)
            start = start if start >= 0 else max(0, sentence["text"].find(one["words"]))
            behind = start + 1
            told.append(((at + start, at + start + len(one["words"])), one))
    return told


def candidates(kind, corpus, why, text, gold):
    """The candidates of a note, and how much of the gold none is for."""
    places, starts = quotes(text, gold)
    told = located(kind, why, text, starts)
    of = pair(places, [span for span, _ in told])
    if kind.name == "vague":  # several cues may tell the same
        of = {f: g for f, (span, _) in enumerate(told) for g, place in enumerate(places) if overlaps(span, place)}
    empty = [item.get("strength") == "empty" for item in gold]
    rows = []
    for f, (_, one) in enumerate(told):
        if f not in of or not empty[of[f]]:
            points = round(one["total"] - one["weighed"]["total"], 1) if "total" in one else 0
            stands = not is_weighed(one) or bool(one.get("due"))
            rows.append(Row(corpus, one["weighed"]["signs"], points, is_weighed(one), stands, f in of))
    missed = sum(not empty[g] for g in range(len(gold)) if g not in of.values())
    return rows, missed


def sorts(kind, corpus, why, text, gold):
    """The learnings of a note that are right, each with the number of its kind."""
    places, starts = quotes(text, gold)
    found = [(span, one) for span, one in located(kind, why, text, starts) if one["kind"]]
    of = pair(places, [span for span, _ in found])
    rows = []
    for f, g in of.items():
        one = found[f][1]
        points = {kind["name"].replace(" ", "_"): kind["told"] for kind in one["kinds"]}
        # neighbours tell nothing that words, units and cues do not
        signs = [sign for sign in one["weighed"]["signs"] if not sign.startswith("pair ")]
        right = SORTS.index(gold[g]["kind"])
        rows.append(Row(corpus, signs, [points[name] for name in SORTS], True, False, right))
    return rows, 0


def notes(kind, corpus, why, text, verdict):
    """The note as a whole."""
    weighed = why["no_contact"]
    return ([Row(corpus, weighed["signs"], 0, True, False, verdict == kind.name)] if weighed else []), 0


def read(goodmeeting, kind, corpora, candidates=candidates):
    rows, missed = [], collections.Counter()
    for corpus in corpora:
        notes = sorted(path.name for path in (corpus / "notes").iterdir())
        command = [goodmeeting, "why", "--format", "json", *(f"notes/{name}" for name in notes)]
        told = json.loads(subprocess.run(command, cwd=corpus, capture_output=True, text=True).stdout)
        by_name = {pathlib.PurePath(why["path"]).name: why for why in told}
        for path in sorted((corpus / "gold").glob("*.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            if kind.plural in gold:
                text = (corpus / "notes" / gold["file"]).read_bytes().decode("utf-8-sig")
                found, lost = candidates(kind, corpus.name, by_name[gold["file"]], text, gold[kind.plural])
                rows += found
                missed[corpus.name] += lost
    return rows, missed


class Table:
    """Candidates as numbers."""

    def __init__(self, rows, training):
        seen = collections.defaultdict(collections.Counter)
        for row in rows:
            if row.weighed and row.corpus in training:
                for sign in set(row.signs) - {"start"}:
                    seen[sign][row.corpus] += 1
        self.signs = sorted(s for s, where in seen.items() if sum(where.values()) >= OFTEN and len(where) >= CORPORA)
        number = {sign: at for at, sign in enumerate(self.signs)}
        data, columns, ends = [], [], [0]
        for row in rows:
            counts = collections.Counter(number[sign] for sign in row.signs if sign in number)
            columns += counts.keys()
            data += counts.values()
            ends.append(len(columns))
        self.rows = csr_matrix((numpy.array(data, float), columns, ends), shape=(len(rows), len(self.signs)))
        self.points = numpy.array([row.points for row in rows], float)
        self.corpus = numpy.array([row.corpus for row in rows])
        self.weighed, self.stands, self.right = (
            numpy.array([getattr(row, name) for row in rows], bool) for name in ("weighed", "stands", "right")
        )


class Fit:
    """Weights in points: those that the rules give count as they are, where they give any."""

    def __init__(self, kind, table, of):
        self.kind = kind
        of = of & table.weighed
        given = csr_matrix(table.points.reshape(-1, 1))
        model = LogisticRegression(C=kind.strictness, penalty="l1", solver="liblinear", max_iter=500, random_state=1)
        model.fit(hstack([table.rows, given]).tocsr()[of], table.right[of])
        *weights, unit = model.coef_[0]
        unit = unit or 1.0
        self.weights = numpy.round(numpy.array(weights) / unit, 1)
        self.start = round(float(model.intercept_[0] + kind.mercy) / unit + kind.threshold, 1)

    def sums(self, table):
        return numpy.where(table.stands, numpy.inf, table.rows @ self.weights + self.start + table.points)


class Sorts:
    """Weights in points for each kind of learning, beside what is told."""

    def __init__(self, table, right, of):
        rows, self.told, right = table.rows[of], table.points[of], numpy.eye(len(SORTS))[right[of]]
        self.weights, self.start, self.unit = numpy.zeros((rows.shape[1], len(SORTS))), numpy.zeros(len(SORTS)), 0.5
        direction = numpy.ones(rows.shape[1])
        for _ in range(20):  # the steepest one, by which no step is too long
            direction = rows.T @ (rows @ direction)
            steepest = numpy.linalg.norm(direction)
            direction /= steepest
        step = 1 / (0.5 * steepest / rows.shape[0] + 0.5)
        self.descend(rows, right, step, SORTS_STRICTNESS, None)
        # those that are kept are fitted once more, as they would be alone
        self.descend(rows, right, step, 0, self.weights != 0)
        weights = self.weights / self.unit
        self.weights = numpy.round(weights * (abs(weights) >= SORTS_LEAST), 1)
        self.start = numpy.round(self.start / self.unit, 1)

    def descend(self, rows, right, step, strictness, kept):
        size, last, ahead = rows.shape[0], self.weights, 1.0
        for _ in range(STEPS):
            sums = rows @ self.weights + self.start + self.unit * self.told
            odds = numpy.exp(sums - sums.max(axis=1, keepdims=True))
            wrong = (odds / odds.sum(axis=1, keepdims=True) - right) / size
            self.start = self.start - step * wrong.sum(axis=0)
            self.unit -= step * (wrong * self.told).sum() / 10
            new = self.weights - step * (rows.T @ wrong)
            new = numpy.sign(new) * numpy.maximum(abs(new) - step * strictness, 0)
            new = new if kept is None else new * kept
            further = (1 + math.sqrt(1 + 4 * ahead * ahead)) / 2
            self.weights = new + (ahead - 1) / further * (new - last)
            last, ahead = new, further
        self.weights = last

    def best(self, table):
        return (table.rows @ self.weights + self.start + table.points).argmax(axis=1)


def f1(right, said, missed):
    good = int((right & said).sum())
    return 2 * good / max(1, int(said.sum()) + int(right.sum()) + missed) if good else 0.0


def report(name, kind, table, sums, missed, of):
    where = numpy.isin(table.corpus, of)
    lost = sum(missed[corpus] for corpus in of)
    given = where & (table.stands | (table.points >= kind.threshold))
    figures = [(shift, f1(table.right[where], sums[where] + shift >= kind.threshold - 1e-9, lost)) for shift in SHIFTS]
    moved = ", ".join(f"{shift:+}: {figure:.4f}" for shift, figure in figures)
    print(f"  {name}: without weights {f1(table.right[where], given[where], lost):.4f}; start moved by {moved}")


def cross_validate(table, names, fitted, judged):
    """How each row is judged by weights that were fitted without its corpus, and the weights of all corpora in `names`."""
    known = numpy.isin(table.corpus, names)
    last = fitted(known)
    said = judged(last)
    for fold in range(FOLDS):
        out = numpy.isin(table.corpus, names[fold::FOLDS])
        said[out] = judged(fitted(known & ~out))[out]
    return said, last


def fit(kind, goodmeeting, training, held_out, candidates=candidates):
    rows, missed = read(goodmeeting, kind, training + held_out, candidates)
    names = sorted(corpus.name for corpus in training)
    table = Table(rows, names)
    sums, last = cross_validate(table, names, lambda of: Fit(kind, table, of), lambda one: one.sums(table))
    print(f"{kind.name}: {int((last.weights != 0).sum())} weights")
    report("cross-validated", kind, table, sums, missed, names)
    if held_out:
        report("held out", kind, table, sums, missed, [corpus.name for corpus in held_out])
    return table, last


def fit_sorts(goodmeeting, training, held_out):
    rows, _ = read(goodmeeting, KINDS[1], training + held_out, sorts)
    names = sorted(corpus.name for corpus in training)
    table, right = Table(rows, names), numpy.array([row.right for row in rows])
    best, last = cross_validate(table, names, lambda of: Sorts(table, right, of), lambda one: one.best(table))
    print(f"kinds: {int((last.weights != 0).sum())} weights of {int((last.weights != 0).any(axis=1).sum())} signs")
    told = table.points.argmax(axis=1)
    for name, of in ("cross-validated", names), ("held out", [corpus.name for corpus in held_out]):
        of = [corpus for corpus in of if (table.corpus == corpus).any()]
        mean = lambda kinds: numpy.mean([(kinds == right)[table.corpus == corpus].mean() for corpus in of])  # noqa: E731
        if of:
            print(f"  {name}: without weights {mean(told):.4f}, with them {mean(best):.4f}")
    return table, last


def by_kind(weights):
    """As the file has it, the heaviest first."""
    heaviest = sorted((-abs(weight), -weight, kind) for weight, kind in zip(weights, SORTS) if weight)
    return "{ " + ", ".join(f"{kind} = {-negative:.1f}" for _, negative, kind in heaviest) + " }"


def sorts_toml(table, fit):
    """The weights of the kinds, the heaviest sign of each table first."""
    tables = collections.defaultdict(list)
    for sign, weights in zip(table.signs, fit.weights):
        if weights.any():
            name, key = sign.split(" ", 1)
            tables[name if name in PLAIN else f"of.{name}"].append((-abs(weights).max(), key, by_kind(weights)))
    lines = ["[weights.kind]", f"start = {by_kind(fit.start)}"]
    for name in sorted(tables, key=lambda name: (name.startswith("of."), name)):
        lines += ["", f"[weights.kind.{name}]"]
        lines += [f"{json.dumps(key, ensure_ascii=False)} = {weights}" for _, key, weights in sorted(tables[name])]
    return "\n".join(lines) + "\n"


def toml(table, fit):
    """The weights of one kind, the heaviest of each table first."""
    tables = collections.defaultdict(list)
    for sign, weight in zip(table.signs, fit.weights):
        if weight:
            name, key = sign.split(" ", 1)
            tables[name if name in PLAIN else f"of.{name}"].append((-weight, key))
    head = f"weights.{fit.kind.name}"
    lines = [f"[{head}]", f"start = {fit.start}"]
    for name in sorted(tables, key=lambda name: (name.startswith("of."), name)):
        lines += ["", f"[{head}.{name}]"]
        lines += [f"{json.dumps(key, ensure_ascii=False)} = {-negative:.1f}" for negative, key in sorted(tables[name])]
    return "\n".join(lines) + "\n"


def is_about_sales(corpus):
    """An organization's own minutes are not weighed, and have no verdicts."""
    gold = sorted((corpus / "gold").glob("*.json")) if corpus.is_dir() else []
    return bool(gold) and "verdict" in json.loads(gold[0].read_text(encoding="utf-8"))


def main():
    warnings.filterwarnings("ignore")
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    path = lambda name: pathlib.Path(name).resolve()  # noqa: E731
    ap.add_argument("--write", nargs="*", metavar="TABLE", choices=TABLES)
    ap.add_argument("--held-out", type=path, nargs="*", default=[])
    ap.add_argument("--goodmeeting", type=path, default=HOME / "target/debug/goodmeeting")
    args = ap.parse_args()
    shipped = [corpus for corpus in sorted((HOME / "corpora").iterdir()) if is_about_sales(corpus)]
    training = [corpus for corpus in shipped if corpus.name not in CHECKING]
    checking = [corpus for corpus in shipped if corpus.name in CHECKING]
    fits = [fit(kind, args.goodmeeting, training, checking + args.held_out) for kind in KINDS]
    fits.append(fit(NO_CONTACT, args.goodmeeting, training, checking + args.held_out, notes))
    tables = [toml(*one) for one in fits] + [sorts_toml(*fit_sorts(args.goodmeeting, training, checking + args.held_out))]
    if args.write is not None:
        head, *before = re.split(r"^(?=\[weights\.\w+\]$)", WEIGHTS.read_text(encoding="utf-8"), flags=re.MULTILINE)
        kept = {re.match(r"\[weights\.(\w+)", table)[1]: table.rstrip() + "\n" for table in before}
        chosen = args.write or TABLES
        tables = [table if name in chosen else kept.get(name, table) for name, table in zip(TABLES, tables)]
        WEIGHTS.write_text(head + "\n".join(tables), encoding="utf-8")


main()
