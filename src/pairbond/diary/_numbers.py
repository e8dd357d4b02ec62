"""Text to numbers, a column at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

MISSING_WORDS = frozenset({"", "NA", "N/A", "NaN", "nan", "null", "NULL", "."})

_POINT = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_COMMA = re.compile(r"[+-]?(\d+(,\d*)?|,\d+)([eE][+-]?\d+)?")
_WITH_POINT = re.compile(r"[+-]?\d*\.\d+")
_WITH_COMMA = re.compile(r"[+-]?\d*,\d+")
_ENDLESS = re.compile(r"[+-]?inf(inity)?", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Numbers:
    """A column as numbers.

    Attributes
    ----------
    values : float64; NaN where nothing was answered or the cell is no number.
    not_number, endless : boolean, where a cell is text or is infinite.
    """

    values: np.ndarray
    not_number: np.ndarray
    endless: np.ndarray


def parse_numbers(cells: np.ndarray, missing: frozenset[str], decimal: str = ".") -> Numbers:
    """Numbers of a column of text (or of floats, which pass through).

    ``missing`` are codes as text; a code also matches the same number written
    otherwise (``-99`` and ``-99.0``).
    """
    codes = {float(code) for code in missing if _POINT.fullmatch(code)}
    if cells.dtype.kind in "fiub":
        values = cells.astype(float)
        endless = np.isinf(values)
        values = np.where(endless | np.isin(values, list(codes)), np.nan, values)
        return Numbers(values, np.zeros(len(values), bool), endless)
    unique, back = np.unique(cells.astype(str), return_inverse=True)
    values = np.full(len(unique), np.nan)
    text = np.zeros(len(unique), bool)
    endless = np.zeros(len(unique), bool)
    pattern = _COMMA if decimal == "," else _POINT
    for at, cell in enumerate(unique.tolist()):
        if cell in missing or cell in MISSING_WORDS:
            continue
        word = cell.replace("\u2212", "-")
        if pattern.fullmatch(word):
            number = float(word.replace(",", "."))
            if np.isinf(number):
                endless[at] = True
            elif number not in codes:
                values[at] = number
        elif _ENDLESS.fullmatch(word):
            endless[at] = True
        else:
            text[at] = True
    return Numbers(values[back], text[back], endless[back])


def decimal_marks(cells: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where cells are written with a decimal point, and where with a decimal comma."""
    if cells.dtype.kind != "O":
        none = np.zeros(len(cells), bool)
        return none, none
    unique, back = np.unique(cells.astype(str), return_inverse=True)
    words = unique.tolist()
    point = np.array([bool(_WITH_POINT.fullmatch(word)) for word in words], bool)
    comma = np.array([bool(_WITH_COMMA.fullmatch(word)) for word in words], bool)
    return point[back], comma[back]
