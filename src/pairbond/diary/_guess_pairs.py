"""Guesses which columns of a wide file belong to the two partners: names that differ in one mark and share a scale."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from pairbond.diary._guess_scales import guess_higher

# Marks that need no second pair of columns to be believed, and what the partners are then called.
_KNOWN = {
    ("man", "woman"): ("man", "woman"), ("men", "women"): ("man", "woman"), ("male", "female"): ("man", "woman"),
    ("m", "w"): ("man", "woman"), ("m", "f"): ("man", "woman"), ("h", "w"): ("husband", "wife"),
    ("husband", "wife"): ("husband", "wife"), ("hus", "wife"): ("husband", "wife"), ("his", "her"): ("man", "woman"),
    ("hp", "wp"): ("husband", "wife"), ("mp", "wp"): ("man", "woman"), ("mp", "fp"): ("man", "woman"),
    ("father", "mother"): ("father", "mother"), ("dad", "mum"): ("dad", "mum"), ("dad", "mom"): ("dad", "mom"),
    ("mr", "ms"): ("Mr", "Ms"), ("mr", "mrs"): ("Mr", "Mrs"), ("patient", "partner"): ("patient", "partner"),
    ("self", "partner"): ("self", "partner"), ("own", "partner"): ("self", "partner"),
    ("actor", "partner"): ("self", "partner"), ("a", "p"): ("self", "partner"), ("a", "b"): ("A", "B"),
    ("x", "y"): ("partner x", "partner y"),
    ("1", "2"): ("partner 1", "partner 2"), ("0", "1"): ("partner 0", "partner 1"),
    ("p1", "p2"): ("partner 1", "partner 2"), ("partner1", "partner2"): ("partner 1", "partner 2"),
    ("person1", "person2"): ("person 1", "person 2"), ("", "p"): ("self", "partner"),
    ("", "partner"): ("self", "partner"),
    **{(one, two): (one, two) for one, two in (
        ("mann", "frau"), ("vater", "mutter"), ("homme", "femme"), ("mari", "femme"), ("hombre", "mujer"),
        ("padre", "madre"), ("marito", "moglie"), ("pai", "mae"), ("man", "vrouw"), ("vader", "moeder"), ("far", "mor"),
        ("mand", "kvinde"), ("mann", "kvinne"), ("man", "kvinna"), ("papa", "mama"), ("husband", "spouse"),
    )},
}  # fmt: skip
_TOKEN = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")
_PLACES = ("glued", "middle", "first", "last")  # of a mark in a name, the likeliest at the end
# Marks of the same person at other times, or of the same answer computed otherwise, never of the other partner.
_NOT = re.compile(
    r"(lag|lead|prev|next|yest|today|tomor|c|cw|gm|gmc|pmc|cwc|z|std|mean|avg|log|sq|pre|post|am|pm|t\d?|w\d)$"
)


@dataclass(frozen=True)
class Pairs:
    """Columns that belong together: base name -> (column of first, of second partner); ``known``: by their marks.

    third : columns of other members of a family -> their mark.
    """

    names: tuple[str, str] = ("", "")
    columns: dict[str, tuple[str, str]] = field(default_factory=dict)
    known: bool = False
    third: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Split:
    """A name as a mark and the rest; ``label`` is the rest as people read it, ``place`` says where the mark stood."""

    mark: str
    rest: tuple[str, ...]
    label: str
    place: str


def guess_pairs(
    names: list[str],
    alike: Callable[[str, str], bool] = lambda one, two: True,
    apart: Callable[[str, str], float] = lambda one, two: 0.0,
) -> Pairs:
    """The marking of partners that pairs most columns, such as ``M_x`` with ``W_x``.

    alike : whether two columns could be answers on one scale. apart : how far their means lie apart.

    Marks are believed if they are known, or if they pair two bases or more and nearly all of the columns. Three and
    more columns that differ in a mark only are parts of a questionnaire, not partners.
    """
    families: dict[tuple[str, tuple[str, ...]], dict[str, tuple[str, str]]] = defaultdict(dict)
    for name in names:
        for split in _splits(name):
            families[split.place, split.rest].setdefault(split.mark, (name, split.label))
    found: dict[tuple[str, str, str], dict[str, tuple[str, str]]] = defaultdict(dict)
    others: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    for (place, _), members in families.items():
        for one in members:
            for two in members:
                pair = (one, two)
                if one == two or not (pair in _KNOWN or (one < two and (two, one) not in _KNOWN)):
                    continue
                third = {m for m in set(members) - {one, two, ""} if m.isdigit() == one.isdigit()}
                third = {mark for mark in third if not _NOT.fullmatch(mark)}
                if third and not (pair in _KNOWN and len(one) > 2 and len(third) < 3):  # a child beside its parents
                    continue
                if pair not in _KNOWN and any(_NOT.fullmatch(mark) for mark in pair if len(mark) > 1 or "" in pair):
                    continue
                (first, label), (second, _) = members[one], members[two]
                if label and alike(first, second):
                    found[place, one, two].setdefault(label, (first, second))
                    others[place, one, two] |= {members[mark][0]: mark for mark in third}
    best: Pairs = Pairs()
    most: tuple[float, ...] = (0,)
    for (place, one, two), columns in found.items():
        known = (one, two) in _KNOWN
        if (one, two) == ("x", "y"):  # what a join calls the two sides
            known = place == "last" and all(first.lower().endswith(".x") for first, _ in columns.values())
        glued = place.startswith("glued")
        share = 2 * len(columns) / max(len(names), 1)
        enough = known if not glued else _rule_of_the_file(names, one, two, place, columns)
        if not enough and not (not glued and len(columns) >= 2 and share >= 0.8) and not (not glued and share == 1):
            continue
        meant = sum(guess_higher(label, start=True) != "neither" for label in columns)
        far = float(np.mean([apart(*pair) for pair in columns.values()]))
        short = max(len(one), len(two)) == 1
        third = others[place, one, two]
        score = (
            len(columns) + len(third) / 2,
            known,
            not glued,
            meant,
            short,
            -round(2 * far),
            _PLACES.index(place.split()[0]),
        )
        if score > most:
            best, most = Pairs(_called(one, two), columns, known, third), score
    return best


def twin(name: str, others: list[str], pairs: Pairs) -> tuple[str, str] | None:
    """``name`` and the one of ``others`` that differs from it by the marks of the partners, in the partners' order."""
    marks = {
        (a.place.split()[0], a.mark, b.mark)
        for one, two in pairs.columns.values()
        for a in _splits(one)
        for b in _splits(two)
        if a.place == b.place and a.rest == b.rest
    }
    for other in others:
        for one, two in ((name, other), (other, name)):
            for a in _splits(one):
                for b in _splits(two):
                    same = a.place == b.place and a.rest == b.rest and a.mark != b.mark
                    if same and (a.place.split()[0], a.mark, b.mark) in marks:
                        return one, two
    return None


def are_partners(pairs: Pairs, answers: int, doubtful: bool) -> bool:
    """Whether paired columns, nearly all of the answers, are those of partners and not a view of oneself and the other.

    doubtful : only marks that are known for partners are believed.
    """
    believed = pairs.known if doubtful else bool(pairs.columns)
    return believed and pairs.names[0] != "self" and 2 * len(pairs.columns) >= 0.8 * answers


def _splits(name: str) -> list[_Split]:
    tokens = [(hit[0].lower(), hit.start(), hit.end()) for hit in _TOKEN.finditer(name)]
    words = [token for token, _, _ in tokens]
    found = []
    for at, (token, start, end) in enumerate(tokens):
        if len(tokens) > 1:
            label = (
                (name[:start] + name[end:]).strip("_. -") if at in (0, len(tokens) - 1) else name[:start] + name[end:]
            )
            rest = (*words[:at], "*", *words[at + 1 :])
            found.append(_Split(token, rest, re.sub(r"([_. -])\1+", r"\1", label), _place(at, at, len(tokens))))
    for at in range(len(tokens) - 1):  # a mark of two tokens: P1, Person 2
        token = words[at] + words[at + 1]
        if words[at + 1].isdigit() and len(tokens) > 2:
            label = (name[: tokens[at][1]] + name[tokens[at + 1][2] :]).strip("_. -")
            rest = (*words[:at], "*", *words[at + 2 :])
            found.append(_Split(token, rest, re.sub(r"([_. -])\1+", r"\1", label), _place(at, at + 1, len(tokens))))
    found.append(_Split("", ("*", *words), name, "first"))  # no mark at all: x beside partner_x
    found.append(_Split("", (*words, "*"), name, "last"))
    lower = name.lower()
    for length in (1, 2, 3, 4, 5, 6):
        if len(lower) - length >= 2 and lower[: length + 1].isalpha():
            found.append(_Split(lower[:length], (lower[length:],), name[length:].strip("_. "), f"glued first {length}"))
        if len(lower) - length >= 2 and lower[-length - 1 :].isalpha():
            found.append(
                _Split(lower[-length:], (lower[:-length],), name[:-length].strip("_. "), f"glued last {length}")
            )
    for first, second in (("his", "her"), ("husband", "wife"), ("hus", "wife"), ("male", "female"), ("man", "woman")):
        for mark in (first, second):
            if lower.startswith(mark) and len(lower) > len(mark) + 1 and lower[len(mark)].isalpha():
                found.append(_Split(mark, (lower[len(mark) :],), name[len(mark) :], f"glued known {first}"))
    return found


def _place(first: int, last: int, count: int) -> str:
    return "last" if last == count - 1 else "first" if first == 0 else "middle"


def _rule_of_the_file(names: list[str], one: str, two: str, place: str, columns: dict[str, tuple[str, str]]) -> bool:
    """Whether letters without a separator are marks: nearly every column that has one of the two has its twin."""
    if place.startswith("glued known"):
        return True
    first = place.startswith("glued first")
    has = [n for n in names if (n.lower().startswith((one, two)) if first else n.lower().endswith((one, two)))]
    known = (one, two) in _KNOWN
    return (
        len(columns) >= (2 if known else 3)
        and 2 * len(columns) >= 0.8 * len(has)
        and (known or 2 * len(columns) >= 0.8 * len(names))
    )


def _called(one: str, two: str) -> tuple[str, str]:
    if (one, two) in _KNOWN:
        return _KNOWN[one, two]
    if not one or not two:
        return (one or "self", two or "self")
    if one.isdigit():
        return (f"partner {one}", f"partner {two}")
    return (one.upper(), two.upper()) if len(one) == len(two) == 1 else (one, two)


def same_scale(one: np.ndarray, two: np.ndarray) -> bool:
    """Whether two columns could be answers on one scale: their ranges overlap and are about as long."""
    ends = [np.nanquantile(values, (0.02, 0.98)) for values in (one, two) if not np.isnan(values).all()]
    if len(ends) < 2:
        return False
    (low, high), (below, above) = ends
    longest = max(high - low, above - below)
    overlap = min(high, above) - max(low, below)
    return bool(longest == 0 or overlap > 0.2 * longest)
