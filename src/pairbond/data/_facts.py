"""What can be told of the columns of a table before anything is known about their meaning."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np
import pandas as pd

from pairbond.data._names import identifiers
from pairbond.data._numbers import parse_numbers
from pairbond.data._times import Times, parse_times
from pairbond.data.table import Table

_TEXT = 0.05  # share of cells that may be text in a column of numbers


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

    def numbers(self, column: str) -> np.ndarray | None:
        """Cells as numbers, NaN where missing; ``None`` if more than a few are text, or all are empty."""
        if column not in self._numbers:
            self._numbers[column] = _numeric(self.table.columns[column])
        return self._numbers[column]

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


def _numeric(cells: np.ndarray) -> np.ndarray | None:
    if cells.dtype.kind == "M":
        return None
    for decimal in (".", ","):
        read = parse_numbers(cells, frozenset(), decimal)
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
