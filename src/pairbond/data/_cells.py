"""The answers of a table: numbers, checked against the scale they were given on."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from pairbond.data._numbers import Numbers, decimal_marks, parse_numbers
from pairbond.data.faults import Fault, fault
from pairbond.data.mapping import ItemPart, Mapping
from pairbond.data.table import Table


def as_list(columns: str | list[str]) -> list[str]:
    """One column or several, as a list."""
    return [columns] if isinstance(columns, str) else list(columns)


def columns_of(columns: str | list[str] | dict, partner: str | None) -> list[str]:
    """Source columns of an item or covariate for one partner (``None``: long file)."""
    if isinstance(columns, dict):
        return as_list(columns.get(partner or "", []))
    return as_list(columns)


def decimal_mark(table: Table, mapping: Mapping, names: Iterable[str], faults: list[Fault]) -> str:
    """Decimal mark of the numeric columns: as the mapping says, or as the cells show."""
    if mapping.file.decimal:
        return mapping.file.decimal
    point_at: tuple[int, str] | None = None
    comma_at: tuple[int, str] | None = None
    points = commas = 0
    for name in names:
        point, comma = decimal_marks(table.columns[name])
        points, commas = points + int(point.sum()), commas + int(comma.sum())
        if point.any() and point_at is None:
            point_at = int(point.argmax()), name
        if comma.any() and comma_at is None:
            comma_at = int(comma.argmax()), name
    if point_at and comma_at:
        at, name = comma_at if commas <= points else point_at
        rare, common = (",", ".") if commas <= points else (".", ",")
        word = {",": "comma", ".": "point"}
        cell = str(table.columns[name][at])
        near = cell.replace(rare, common)
        faults.append(
            fault(
                "mixed-decimals",
                table.file,
                f"{cell} has a decimal {word[rare]} while other numbers have a decimal "
                f"{word[common]}; the nearest legal number is {near}.",
                row=int(table.rows[at]),
                column=name,
                value=cell,
                nearest=near,
            )
        )
        return common
    return "," if comma_at else "."


class Cells:
    """Numeric columns of a table, each read once; faults are collected as they are met."""

    def __init__(self, table: Table, decimal: str, missing: Iterable[object]) -> None:
        self._table = table
        self._decimal = decimal
        self._missing = [str(code) for code in missing]
        self._read: dict[tuple[str, frozenset[str]], np.ndarray] = {}
        self._told: set[tuple[str, int, str]] = set()
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
        read = [self.numbers(column, item.missing) for column in columns]
        for column, values in zip(columns, read, strict=True):
            self._check_scale(item, column, values)
        if len(read) == 1:
            return read[0]
        stacked = np.vstack(read)
        filled = (~np.isnan(stacked)).sum(axis=0)
        total = np.nansum(stacked, axis=0)
        return np.where(filled > 0, total / np.maximum(filled, 1), np.nan)

    def _tell_unreadable(self, column: str, cells: np.ndarray, numbers: Numbers) -> None:
        for at in np.flatnonzero(numbers.not_number):
            cell = str(cells[at])
            text = f"{cell!r} is not a number"
            near = cell.replace(",", ".") if self._decimal == "." else cell.replace(".", ",")
            if (
                near != cell
                and not parse_numbers(np.array([near], object), frozenset(), self._decimal).not_number.any()
            ):
                word = "comma" if self._decimal == "." else "point"
                text += f" (it has a decimal {word}); the nearest legal number is {near}"
            else:
                near = None
                text += "; leave the cell empty if nothing was answered"
            self._tell("not-a-number", column, int(at), cell, text + ".", near)
        for at in np.flatnonzero(numbers.endless):
            cell = str(cells[at])
            self._tell(
                "infinite",
                column,
                int(at),
                cell,
                f"{cell} is not a finite number; leave the cell empty if nothing was answered.",
            )

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
        if item.kind in ("ordinal", "count"):
            for at in np.flatnonzero(fine & (values != np.round(values))):
                near = np.round(values[at])
                self._tell(
                    "not-whole",
                    column,
                    int(at),
                    f"{values[at]:g}",
                    f"{values[at]:g} is not a whole number, as {_a(item.kind)} item has; "
                    f"the nearest legal answer is {near:g}.",
                    f"{near:g}",
                )
        elif item.kind == "binary":
            for at in np.flatnonzero(fine & (values != low) & (values != high)):
                near = low if values[at] < (low + high) / 2 else high
                self._tell(
                    "not-binary",
                    column,
                    int(at),
                    f"{values[at]:g}",
                    f"{values[at]:g} is neither {low:g} nor {high:g}, the two answers of a binary "
                    f"item; the nearest legal answer is {near:g}.",
                    f"{near:g}",
                )

    def _tell(self, code: str, column: str, at: int, value: str, text: str, nearest: object = None) -> None:
        # An item and a composite may share a column: one fault a cell is enough.
        if (column, at, code) in self._told:
            return
        self._told.add((column, at, code))
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


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
