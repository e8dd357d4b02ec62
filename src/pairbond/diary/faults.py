"""What is wrong with a diary file: a list of faults, each one clear sentence."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pairbond.errors import PairbondError, shown

# More sentences of one kind about one column help nobody find the cause.
_SHOWN_ALIKE = 5
_MOST_LETTERS = 400  # of a sentence without its place


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in one place.

    Attributes
    ----------
    file : name of the file, without its folder.
    row : row as a spreadsheet shows it (the header is row 1), or the line of a
        mapping file; ``None`` if the fault is not in one row.
    column : column of the file, or key of the mapping; ``None`` if neither.
    value : what stands there, as text; ``None`` if nothing does.
    message : the whole sentence, place included.
    nearest : the nearest legal choice, if there is one.
    code : short name of the cause, the same in every release ("outside-scale").
    """

    file: str
    row: int | None
    column: str | None
    value: str | None
    message: str
    nearest: str | None
    code: str = ""


class DiaryError(PairbondError):
    """A diary or its mapping cannot be used; carries every fault found.

    ``str(error)`` is one sentence a fault. Of more than five faults alike (same
    cause, same column) the first five are shown and the rest counted; ``faults``
    always holds all of them.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("\n".join(_sentences(self.faults)))


def _sentences(faults: Sequence[Fault]) -> list[str]:
    seen: dict[tuple[str, str], dict[str | None, int]] = {}  # cause and file -> column -> how often
    lines: list[str] = []
    for fault in faults:
        columns = seen.setdefault((fault.code, fault.file), {})
        columns[fault.column] = columns.get(fault.column, 0) + 1
        if columns[fault.column] <= _SHOWN_ALIKE and len(columns) <= _SHOWN_ALIKE:
            lines.append(fault.message)
    for (_, file), columns in seen.items():
        place = shown(file, 100)
        for column, count in list(columns.items())[:_SHOWN_ALIKE]:
            if count > _SHOWN_ALIKE:
                where = f"{place}, column {shown(column)}" if column else place
                lines.append(f"{where}: and {count - _SHOWN_ALIKE} more {_rows(file)} with the same fault.")
        if len(columns) > _SHOWN_ALIKE:
            lines.append(f"{place}: and {len(columns) - _SHOWN_ALIKE} more columns with the same fault.")
    return lines


def _rows(file: str) -> str:
    return "lines" if file.endswith(".toml") else "rows"


def fault(
    code: str,
    file: str,
    text: str,
    *,
    row: int | None = None,
    column: str | None = None,
    value: object = None,
    nearest: object = None,
    place: str = "row",
) -> Fault:
    """Make a :class:`Fault`; its sentence is the place, a colon and ``text``.

    Of a long ``value`` the sentence quotes sixty characters, and so of any other long word; control characters stand as
    escapes.
    """
    where = shown(file, 100)
    if row is not None:
        where += f", {place} {row}"
    if column is not None:
        where += f", column {shown(column)}" if place == "row" else f", {shown(column)}"
    for long in () if value is None else (repr(value), str(value)):
        if len(long) > len(shown(long)):
            text = text.replace(long, shown(long))
    text = re.sub(r"\S{61,}", lambda word: shown(word[0]), text)
    text = "".join(letter if letter.isprintable() else shown(letter) for letter in text)
    text = shown(text, _MOST_LETTERS)
    return Fault(
        file=file,
        row=row,
        column=column,
        value=None if value is None else str(value),
        message=f"{where}: {text}",
        nearest=None if nearest is None else str(nearest),
        code=code,
    )


def nearest_name(word: str, choices: Iterable[str]) -> str | None:
    """The choice most like ``word``, letter case aside; ``None`` if none is like it."""
    best, found = (0.5, 0), None
    for choice in choices:
        one, two = word[:100].lower(), choice[:100].lower()
        alike = difflib.SequenceMatcher(None, two, one).ratio()
        # Of two equally alike, people rather get the beginning right.
        close = (alike, _same_start(one, two))
        if close > best and alike >= best[0]:
            best, found = close, choice
    return found


def _same_start(one: str, two: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))


def listing(names: Iterable[object], limit: int = 12) -> str:
    """Names for the end of a sentence: ``a, b and c``, cut after ``limit``."""
    words = [shown(name) for name in names]
    if len(words) > limit:
        return ", ".join(words[:limit]) + f" and {len(words) - limit} more"
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]


def article(word: str) -> str:
    """The word with "a" or "an" before it."""
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"
