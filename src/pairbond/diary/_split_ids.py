"""Ids that hold couple and partner in one: 12a and 12b, 3_1 and 3_2, F07 and M07, 1011 and 1012."""

from __future__ import annotations

import re
from collections import defaultdict

import numpy as np

from pairbond.diary._names import identifiers

_LETTER = re.compile(r"(.*[^\W_])[\W_]*([^\W\d_])", re.DOTALL)
_DIGIT = re.compile(r"(.*[^\W_])(\d)", re.DOTALL)
_FIRST = re.compile(r"([^\W\d_]+)[\W_]*(\d+)")
_MARKED = re.compile(r"(.+)[\W_]+([^\W_]+)")
BOTH = 0.5  # share of couples with both partners from which ids are taken to hold pairs


def split_ids(cells: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    """Couple and partner mark of every id ("" where missing); ``None`` if ids do not come in pairs.

    In turn: a mark after a separator, a last letter, letters before the number, a last digit. The marks must be two in
    the whole column, and half of the couples or more must have both.
    """
    names = identifiers(cells)
    for pattern, couple, mark in ((_MARKED, 1, 2), (_LETTER, 1, 2), (_FIRST, 2, 1), (_DIGIT, 1, 2)):
        found = {name: pattern.fullmatch(name) for name in set(names) - {""}}
        if not found or not all(found.values()):
            continue
        parts = {name: (hit[couple], hit[mark]) for name, hit in found.items() if hit is not None}
        if _in_pairs(parts):
            blank = ("", "")
            couples = np.array([parts.get(name, blank)[0] for name in names], dtype=object)
            marks = np.array([parts.get(name, blank)[1] for name in names], dtype=object)
            return couples, marks
    return None


def _in_pairs(parts: dict[str, tuple[str, str]]) -> bool:
    members: dict[str, set[str]] = defaultdict(set)
    for couple, mark in parts.values():
        members[couple].add(mark)
    marks = {mark for _, mark in parts.values()}
    both = sum(len(found) == 2 for found in members.values())
    return len(marks) == 2 and len(set(parts.values())) == len(parts) and both >= max(BOTH * len(members), 1)
