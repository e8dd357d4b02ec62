"""What can be told of the columns of a table before anything is known about their meaning."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np
import pandas as pd

from pairbond.diary._guess_words import Words, vocabulary, words_of
from pairbond.diary._names import identifiers
from pairbond.diary._numbers import MISSING_WORDS, parse_numbers
from pairbond.diary._scale_words import is_unanswered
from pairbond.diary._times import Times, parse_times
from pairbond.diary.table import Table

_TEXT = 0.05  # share of cells that may be text in a column of numbers
MOST_VALUES = 300  # different cells among which words for no answer are looked for


class Facts:
    """Columns of a table as names, numbers and times, each worked out once."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.size = len(table.rows)
        self._names: dict[str, np.ndarray] = {}
        self._numbers: dict[str, np.ndarray | None] = {}
        self._times: dict[str, Times] = {}

    @cached_property
    def columns(self) -> list[str]:
        """Columns that are not empty."""
        return [name for name in self.table.columns if (self.names(name) != "").any()]

    def names(self, column: str) -> np.ndarray:
        """Cells as names, "" where missing."""
        if column not in self._names:
            cells = self.table.columns[column]
            self._names[column] = identifiers(cells.astype(str).astype(object) if cells.dtype.kind == "M" else cells)
        return self._names[column]

    @cached_property
    def words(self) -> dict[str, Words]:
        """Columns whose answers are words of a scale."""
        columns = {name: self.table.columns[name] for name in self.columns if vocabulary(self.table.columns[name])}
        dated = ("date", "moment", "zoned", "either")
        return words_of({n: c for n, c in columns.items() if not np.isin(self.times(n).kind.astype(str), dated).any()})

    def numbers(self, column: str) -> np.ndarray | None:
        """Cells as numbers, NaN where missing; ``None`` if more than a few are text, or all are empty.

        Words of a scale count as their places on it.
        """
        if column in self.words:
            return self.words[column].codes(self.table.columns[column])
        if column not in self._numbers:
            self._numbers[column] = _numeric(self.table.columns[column], self.unanswered(column))
        return self._numbers[column]

    def unanswered(self, column: str) -> tuple[str, ...]:
        """Cells such as "don't know" that stand for no answer."""
        if column in self.words:
            return self.words[column].unanswered
        cells = self.table.columns[column]
        words = set(cells.tolist()) - MISSING_WORDS if cells.dtype.kind == "O" else set()
        return tuple(sorted(word for word in words if is_unanswered(str(word)))) if len(words) <= MOST_VALUES else ()

    def is_text(self, column: str) -> bool:
        """Whether cells are words, also those of a scale."""
        return column in self.words or self.numbers(column) is None

    def times(self, column: str) -> Times:
        """Cells as times."""
        if column not in self._times:
            self._times[column] = parse_times(self.table.columns[column])
        return self._times[column]

    def distinct(self, column: str) -> int:
        """How many different values are there."""
        return len(set(self.names(column)) - {""})

    def whole(self, column: str) -> bool:
        """Whether the cells are words or whole numbers, as names of people are."""
        numbers = self.numbers(column)
        return numbers is None or bool((np.isnan(numbers) | (numbers == np.round(numbers))).all())

    def groups(self, columns: Iterable[str | np.ndarray]) -> np.ndarray:
        """Number of the combination of values of each row; rows that agree in all columns share one."""
        found = np.zeros(self.size, dtype=np.int64)
        for column in columns:
            codes = pd.factorize(self.names(column) if isinstance(column, str) else column)[0]
            found = pd.factorize(found * (codes.max(initial=0) + 2) + codes + 1)[0].astype(np.int64)
        return found


def _numeric(cells: np.ndarray, unanswered: Iterable[str]) -> np.ndarray | None:
    if cells.dtype.kind == "M":
        return None
    for decimal in (".", ","):
        read = parse_numbers(cells, frozenset(unanswered), decimal)
        filled = ~np.isnan(read.values) | read.not_number
        if not np.isnan(read.values).all() and read.not_number.sum() < _TEXT * filled.sum():
            return read.values
    return None


def alone(groups: np.ndarray) -> float:
    """Share of rows whose group has no other row."""
    return float((np.bincount(groups)[groups] == 1).mean()) if len(groups) else 0.0


def per_group(groups: np.ndarray, values: np.ndarray) -> np.ndarray:
    """How many different values (codes) each group has."""
    frame = pd.DataFrame({"group": groups, "value": values}).drop_duplicates()
    return np.bincount(frame["group"].to_numpy())
