"""Where the header of a table stands: lines above it, two rows of it, and rows below that describe the columns.

Survey programs write a title and a date above the header, or the wording of each question below it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np

from pairbond.diary._numbers import MISSING_WORDS
from pairbond.diary._times import parse_times

Row = tuple[int, list[str]]

_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?")
_IMPORT = re.compile(r'\{\s*"ImportId"')
_DEEPEST = 12  # rows among which a header is looked for
_LABELS = 3  # rows below a header that may describe it
_SAMPLED_ROWS = 200  # rows from which is inferred what a column holds


@dataclass(frozen=True)
class Header:
    """Names of the columns, the rows below it, and sentences about rows that are none of both."""

    names: list[str]
    rows: list[Row]
    notes: tuple[str, ...]


def split_header(rows: list[Row]) -> Header:
    """Names and rows of answers of a table. ``rows``: row number and cells, rows without anything left out."""
    at = _place(rows)
    notes: list[str] = []
    names = [name.strip() for name in rows[at][1]]
    below = at + 1
    if at > 0 and _twice(names) and _filled(rows[at - 1][1]) > 1:
        names, above = _joined(rows[at - 1][1], names), at - 1
        notes.append(f"Rows {rows[above][0]} and {rows[at][0]} are both taken as header.")
    elif len(rows) > at + 2 and _twice(names) and _words_only(rows[at + 1][1]) and not _words_only(rows[at + 2][1]):
        names, above = _joined(names, [name.strip() for name in rows[at + 1][1]]), at
        notes.append(f"Rows {rows[at][0]} and {rows[at + 1][0]} are both taken as header.")
        below = at + 2
    else:
        above = at
    if above > 0:
        last = rows[above][0] - 1
        notes.append(f"{_rows(1, last)} above the header and {_are(last)} left out.")
    labels = _label_rows(len(names), [cells for _, cells in rows[below:]])
    if labels:
        first, last = rows[below][0], rows[below + labels - 1][0]
        verb = "describes" if labels == 1 else "describe"
        notes.append(f"{_which(first, last)} {verb} the columns and {_are(labels)} left out.")
    while names and not names[-1]:  # spreadsheets leave empty columns at the end
        names.pop()
    return Header(names, rows[below + labels :], tuple(notes))


def _place(rows: list[Row]) -> int:
    """Index of the header: the first row, unless it is nearly empty and a full row of words follows."""
    width = Counter(len(cells) for _, cells in rows).most_common(1)[0][0]
    if width < 3 or _filled(rows[0][1]) >= 0.5 * width:
        return 0
    for at, (_, cells) in enumerate(rows[1:_DEEPEST], start=1):
        if _filled(cells) >= max(0.7 * width, 2) and _words_only(cells):
            return at
    return 0


def _filled(cells: list[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _words_only(cells: list[str]) -> bool:
    words = [cell.strip() for cell in cells if cell.strip()]
    return bool(words) and not any(_NUMBER.fullmatch(word) for word in words)


def _twice(names: list[str]) -> bool:
    known = [name for name in names if name]
    return len(set(known)) < len(known)


def _joined(groups: list[str], names: list[str]) -> list[str]:
    """Names below the cells that span them: ``Wife`` over ``calm`` is ``calm_Wife``."""
    joined, group = [], ""
    groups = [*groups, *[""] * (len(names) - len(groups))]
    for over, name in zip(groups, names, strict=False):
        group = over.strip() or group
        joined.append(f"{name}_{group}" if group and name else group or name)
    return joined


def _label_rows(width: int, cells: list[list[str]]) -> int:
    """How many rows at the top have words where all others have numbers and times."""
    if len(cells) < _LABELS + 1:
        return 0
    rest = [row for row in cells[_LABELS : _LABELS + _SAMPLED_ROWS] if len(row) == width]
    measured = [at for at in range(width) if _is_measured([row[at].strip() for row in rest])]
    count = 0
    for row in cells[:_LABELS]:
        filled = [row[at].strip() for at in measured if at < len(row)]
        words = [cell for cell in filled if cell not in MISSING_WORDS]
        if any(_IMPORT.match(cell.strip()) for cell in row) or (words and not _measures(words).any()):
            count += 1
        else:
            break
    return count


def _is_measured(cells: list[str]) -> bool:
    known = [cell for cell in cells if cell not in MISSING_WORDS]
    return len(known) >= 2 and float(_measures(known).mean()) >= 0.9


def _measures(cells: list[str]) -> np.ndarray:
    numbers = np.array([bool(_NUMBER.fullmatch(cell)) for cell in cells])
    kinds = parse_times(np.array(cells, dtype=object)).kind
    return numbers | np.isin(kinds.astype(str), ("date", "moment", "zoned", "either"))


def _rows(first: int, last: int) -> str:
    return f"{_which(first, last)} {'stands' if first == last else 'stand'}"


def _which(first: int, last: int) -> str:
    if first == last:
        return f"Row {first}"
    return f"Rows {first} {'and' if last == first + 1 else 'to'} {last}"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
