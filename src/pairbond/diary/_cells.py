"""The answers of a table: numbers, checked against the scale they were given on."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from pairbond.diary._answer_words import numbers_of_words, said_of_unknown, said_of_words
from pairbond.diary._numbers import Numbers, decimal_marks, parse_numbers
from pairbond.diary.faults import Fault, article, fault
from pairbond.diary.item_kinds import KINDS
from pairbond.diary.mapping import Columns, ItemPart, Mapping, PerPartner
from pairbond.diary.table import Table


def as_list(columns: str | list[str]) -> list[str]:
    """One column or several, as a list."""
    return [columns] if isinstance(columns, str) else list(columns)


def all_columns(columns: Columns | PerPartner | None) -> list[str]:
    """Source columns of both partners together."""
    if columns is None:
        return []
    if isinstance(columns, dict):
        return [name for value in columns.values() for name in all_columns(value)]
    return as_list(columns)


def columns_of(columns: str | list[str] | dict, partner: str | None) -> list[str]:
    """Source columns of an item or covariate for one partner (``None``: long file)."""
    if isinstance(columns, dict):
        return as_list(columns.get(partner or "", []))
    return as_list(columns)


def decimal_mark(table: Table, mapping: Mapping, names: Iterable[str]) -> str:
    """Decimal mark of the numeric columns: as the mapping says, or as most cells show."""
    if mapping.file.decimal:
        return mapping.file.decimal
    points = commas = 0
    for name in names:
        point, comma = decimal_marks(table.columns[name])
        points, commas = points + int(point.sum()), commas + int(comma.sum())
    return "," if commas > points else "."


class Cells:
    """Numeric columns of a table, each read once; faults are collected as they are met."""

    def __init__(self, table: Table, decimal: str, missing: Iterable[object]) -> None:
        self._table = table
        self._decimal = decimal
        self._missing = [str(code) for code in missing]
        self._read: dict[tuple[str, frozenset[str]], np.ndarray] = {}
        self._noted: set[tuple[str, int, str]] = set()
        self.faults: list[Fault] = []

    def numbers(self, column: str, missing: Iterable[object]) -> np.ndarray:
        """A column as float64, NaN where nothing was answered."""
        codes = frozenset([*self._missing, *(str(code) for code in missing)])
        if (column, codes) not in self._read:
            cells = self._table.columns[column]
            if cells.dtype.kind == "M":
                cells = cells.astype(str).astype(object)
            numbers = parse_numbers(cells, codes, self._decimal)
            self._tell_unreadable(column, cells, numbers)
            self._read[column, codes] = numbers.values
        return self._read[column, codes]

    def answers(self, item: ItemPart, columns: list[str]) -> np.ndarray:
        """Mean over an item's columns of what was answered, after checking the scale."""
        if not columns:
            return np.full(len(self._table.rows), np.nan)
        read = [self._words(column, item) if item.words else self.numbers(column, item.missing) for column in columns]
        for column, values in zip(columns, read, strict=True):
            self._check_scale(item, column, values)
        if len(read) == 1:
            return read[0]
        stacked = np.vstack(read)
        filled = (~np.isnan(stacked)).sum(axis=0)
        total = np.nansum(stacked, axis=0)
        return np.where(filled > 0, total / np.maximum(filled, 1), np.nan)

    def _words(self, column: str, item: ItemPart) -> np.ndarray:
        cells = self._table.columns[column]
        codes = [*self._missing, *(str(code) for code in item.missing)]
        values, unknown = numbers_of_words(cells, item.words, item.low or 0.0, codes)
        for at in np.flatnonzero(unknown):
            text, near = said_of_unknown(cells[at], item.words)
            self._tell("unknown-word", column, int(at), str(cells[at]), text, near)
        return values

    def _tell_unreadable(self, column: str, cells: np.ndarray, numbers: Numbers) -> None:
        text = said_of_words(cells, numbers)
        if text:
            at = int(np.flatnonzero(numbers.not_number)[0])
            self._tell("answers-in-words", column, at, str(cells[at]), text)
            return
        for at in np.flatnonzero(numbers.not_number):
            cell = str(cells[at])
            near = cell.replace(",", ".") if self._decimal == "." else cell.replace(".", ",")
            if near != cell and self._reads(near):
                mark, other = ("comma", "point") if self._decimal == "." else ("point", "comma")
                self._tell(
                    "mixed-decimals",
                    column,
                    int(at),
                    cell,
                    f"{cell} has a decimal {mark}, but the numbers of this file have a decimal {other}; "
                    f"the nearest legal number is {near}.",
                    near,
                )
            else:
                self._tell(
                    "not-a-number",
                    column,
                    int(at),
                    cell,
                    f"{cell!r} is not a number; leave the cell empty if nothing was answered.",
                )
        for at in np.flatnonzero(numbers.endless):
            cell = str(cells[at])
            self._tell(
                "infinite",
                column,
                int(at),
                cell,
                f"{cell} is not a finite number; leave the cell empty if nothing was answered.",
            )

    def _reads(self, cell: str) -> bool:
        read = parse_numbers(np.array([cell], dtype=object), frozenset(), self._decimal)
        return not read.not_number.any()

    def _check_scale(self, item: ItemPart, column: str, values: np.ndarray) -> None:
        low, high = item.low, item.high
        if low is None or high is None:
            return
        slack = 1e-9 * (high - low)
        with np.errstate(invalid="ignore"):
            outside = (values < low - slack) | (values > high + slack)
        for at in np.flatnonzero(outside):
            near = low if values[at] < low else high
            self._tell(
                "outside-scale",
                column,
                int(at),
                f"{values[at]:g}",
                f"{values[at]:g} is outside the scale from {low:g} to {high:g}; the nearest legal answer is {near:g}.",
                f"{near:g}",
            )
        fine = ~np.isnan(values) & ~outside
        values[fine] = np.clip(values[fine], low, high)  # an end that rounding has moved is that end
        if KINDS[item.kind].whole:
            for at in np.flatnonzero(fine & (values != np.round(values))):
                near = np.round(values[at])
                self._tell(
                    "not-whole",
                    column,
                    int(at),
                    f"{values[at]:g}",
                    f"{values[at]:g} is not a whole number, as {article(item.kind)} item has; "
                    f"the nearest legal answer is {near:g}.",
                    f"{near:g}",
                )
        elif KINDS[item.kind].two:
            for at in np.flatnonzero(fine & (values != low) & (values != high)):
                near = low if values[at] < (low + high) / 2 else high
                self._tell(
                    "not-binary",
                    column,
                    int(at),
                    f"{values[at]:g}",
                    f"{values[at]:g} is neither {low:g} nor {high:g}, the two answers of {article(item.kind)} "
                    f"item; the nearest legal answer is {near:g}.",
                    f"{near:g}",
                )

    def _tell(self, code: str, column: str, at: int, value: str, text: str, nearest: object = None) -> None:
        # An item and a composite may share a column: one fault a cell is enough.
        if (column, at, code) in self._noted:
            return
        self._noted.add((column, at, code))
        self.faults.append(
            fault(
                code,
                self._table.file,
                text,
                row=int(self._table.rows[at]),
                column=column,
                value=value,
                nearest=nearest,
            )
        )
