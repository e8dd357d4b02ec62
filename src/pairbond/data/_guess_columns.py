"""Guesses which column is the couple, the person, the time, and which belong in pairs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np

from pairbond.data._guess_scales import guess_higher
from pairbond.data._names import identifiers
from pairbond.data._numbers import MISSING_WORDS, parse_numbers
from pairbond.data._times import parse_times
from pairbond.data.schema import CONTACTS
from pairbond.data.table import Table

_COUPLE = r"(couple|dyad|pair|dyade|paar)[_. ]?(id|no|nr|num|number)?|cid|did"
_PERSON = r"(person|participant|subject|member|respondent|user|proband)[_. ]?(id|no|nr|number)?|pid|vp"
_ROLE = r"role|gender|sex|female|male|partner|distinguisher|dist\d?|who|writer"
_TIME = r"times?|date|day|datetime|timestamp|beep|occasion|wave|week|interval|seconds?|minutes?|hours?|t"
_TIME_LOOSE = r"time|date|day|beep|occasion|wave"

# (first, second) marks of wide files and what the partners are then called.
_MARKS = (
    (("man", "woman"), ("man", "woman")),
    (("husband", "wife"), ("husband", "wife")),
    (("hus", "wife"), ("husband", "wife")),
    (("male", "female"), ("man", "woman")),
    (("his", "her"), ("man", "woman")),
    (("hp", "wp"), ("husband", "wife")),
    (("mp", "wp"), ("man", "woman")),
    (("mp", "fp"), ("man", "woman")),
    (("m", "w"), ("man", "woman")),
    (("h", "w"), ("husband", "wife")),
    (("m", "f"), ("man", "woman")),
    (("partner1", "partner2"), ("partner 1", "partner 2")),
    (("p1", "p2"), ("partner 1", "partner 2")),
    (("a", "b"), ("A", "B")),
    (("1", "2"), ("partner 1", "partner 2")),
)


@dataclass(frozen=True)
class Pairs:
    """Columns that belong together: base name -> (column of first, of second partner)."""

    names: tuple[str, str] = ("", "")
    columns: dict[str, tuple[str, str]] = field(default_factory=dict)


def numeric(table: Table, name: str) -> np.ndarray | None:
    """A column as numbers, or ``None`` if more than a few cells are text or all are empty."""
    cells = table.columns[name]
    if cells.dtype.kind == "M":
        return None
    for decimal in (".", ","):
        read = parse_numbers(cells, frozenset(), decimal)
        if not np.isnan(read.values).all() and read.not_number.mean() < 0.05:
            return read.values
    return None


def guess_pairs(names: list[str]) -> Pairs:
    """The marking of partners that pairs most columns, such as ``M_x`` with ``W_x``.

    A bare first letter (``wcalm``, ``hcalm``) counts if nearly every column that begins with
    one of the two has its twin. Of two markings that pair equally many columns, the one
    that leaves words for what is asked ("calm", not "pcalm").
    """
    by_lower = {name.lower(): name for name in names}
    best, most = Pairs(), (0, 0)
    for (one, two), called in _MARKS:
        found: dict[str, tuple[str, str]] = {}
        for name in names:
            for base, other in _without_mark(name, one, two):
                if other.lower() in by_lower and base:
                    found.setdefault(base, (name, by_lower[other.lower()]))
        found = found or _bare(by_lower, one, two)
        # Three and more numbered columns are parts of a questionnaire, not partners.
        found = {base: pair for base, pair in found.items() if two != "2" or not _third(base, pair, by_lower)}
        score = (len(found), sum(guess_higher(base, start=True) != "neither" for base in found))
        if score > most:
            best, most = Pairs(called, found), score
    return best


def _bare(by_lower: dict[str, str], one: str, two: str) -> dict[str, tuple[str, str]]:
    """Columns that differ in nothing but their first letter, if that is a rule of the whole file."""
    if len(one) > 1:
        return {}
    begin = [name for name in by_lower if name.startswith((one, two))]
    bases = [name[1:] for name in begin if name.startswith(one) and len(name) > 2 and two + name[1:] in by_lower]
    if len(bases) < 2 or 2 * len(bases) < 0.8 * len(begin):
        return {}
    return {base: (by_lower[one + base], by_lower[two + base]) for base in bases}


def _third(base: str, pair: tuple[str, str], names: dict[str, str]) -> bool:
    second = pair[1].lower()
    third = second[:-1] + "3" if second.endswith("2") else "3" + second[1:]
    return third in names


def _without_mark(name: str, one: str, two: str) -> list[tuple[str, str]]:
    # A one-letter mark needs a separator or a change of case, else every word has one.
    short = len(one) == 1
    gap = "[_. ]" if short else "[_. ]?"
    found = []
    capital = re.match(rf"(.*[a-z0-9])({re.escape(one.upper())})$", name)
    if short and not one.isdigit() and capital:
        found.append((capital[1], capital[1] + two))
    numbered = re.match(r"(.*[A-Za-z])1$", name)
    if one == "1" and numbered:
        found.append((numbered[1], numbered[1] + "2"))
    start = re.match(rf"(?i)({re.escape(one)})({gap})(.+)$", name)
    if start:
        found.append((start[3], two + start[2] + start[3]))
    end = re.match(rf"(?i)(.+?)({gap})({re.escape(one)})$", name)
    if end:
        found.append((end[1], end[1] + end[2] + two))
    return found


def guess_time(table: Table, free: list[str]) -> str | None:
    """The column of times: by name, else the first column of dates."""
    for pattern, whole in ((_TIME, True), (_TIME_LOOSE, False)):
        for name in free:
            match = re.fullmatch if whole else re.search
            if match(rf"(?i){pattern}", name.strip("_. ")) and _is_time(table, name):
                return name
    return next((name for name in free if parse_times(table.columns[name]).main not in ("", "number")), None)


def _is_time(table: Table, name: str) -> bool:
    kinds = parse_times(table.columns[name]).kind
    return bool(np.isin(kinds, ("number", "date", "moment", "zoned")).mean() > 0.8)


def guess_named(free: list[str], what: str) -> str | None:
    """A column whose name says that it is the couple, person, role, contact or event."""
    pattern = {
        "couple": _COUPLE,
        "person": _PERSON,
        "role": _ROLE,
        "contact": r".*contact.*",
        "event": r"events?|notes?|comments?|remarks?",
    }[what]
    return next((name for name in free if re.fullmatch(rf"(?i){pattern}", name.strip("_. "))), None)


def plain_id(free: list[str]) -> str | None:
    """A column that is called just ``ID``."""
    return next((name for name in free if name.lower().strip("_. ") in ("id", "code")), None)


def at_most_two(table: Table, name: str) -> bool:
    """Whether a column has one or two different values."""
    return len(set(identifiers(table.columns[name])) - {""}) in (1, 2)


def has_contacts(table: Table, name: str) -> bool:
    """Whether a column holds the words together, apart and none only."""
    words = {str(cell).lower() for cell in table.columns[name]} - {w.lower() for w in MISSING_WORDS}
    return bool(words) and words <= set(CONTACTS)
