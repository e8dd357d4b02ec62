"""Guesses whether each row holds the answer to one item, with the item's name beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np

from pairbond.diary._facts import Facts, alone
from pairbond.diary._guess_people import Who, guess_people
from pairbond.diary._guess_time import When, looks_like_time
from pairbond.diary.table import Table

_ITEM = re.compile(r"(?i)item|variab|quest|measure|scale|construct|indicator|key|name")
_VALUE = re.compile(r"(?i)value|answer|respon|score|rating|wert")


@dataclass(frozen=True)
class Itemwise:
    """Columns of the items' names and of the answers, and the table with a column an item."""

    names: str
    values: str
    table: Table


def guess_itemwise(facts: Facts, when: When, who: Who) -> Itemwise | None:
    """How to put a table with one row an item side by side; ``None`` if it is not such a table.

    who : as guessed from the table as it is. Where that singles out the entries, no row is one of several.
    """
    moment = np.nan_to_num(np.round(when.days * 86_400), nan=-1).astype(np.int64)
    if not who.alone or alone(facts.groups([who.writer, moment])) > 0.5:
        return None
    best: tuple[tuple[float, ...], Itemwise] | None = None
    numeric = [name for name in facts.columns if facts.numbers(name) is not None and name != when.column]
    for names in facts.columns:
        if names == when.column or not facts.is_text(names) or not 2 <= facts.distinct(names) <= 60:
            continue
        if (facts.names(names) == "").any() or looks_like_time(facts, names):
            continue
        for values in numeric:
            if values == names:
                continue
            others = [name for name in facts.columns if name not in (names, values)]
            entry = facts.groups(others)
            if not others or alone(entry) > 0.2 or alone(facts.groups([*others, names])) < 0.98:
                continue
            found = _spread(facts, names, values, others, entry)
            first = np.unique(entry, return_index=True)[1]
            rows = replace(when, days=when.days[np.sort(first)])
            couples = not guess_people(Facts(found), rows, {when.column}).alone
            hinted = bool(_ITEM.search(names)) + bool(_VALUE.search(values))
            if not couples and hinted < 2:
                continue
            key = (hinted, couples, _explained(facts, names, values))
            if best is None or key > best[0]:
                best = (key, Itemwise(names, values, found))
    return best[1] if best else None


def _explained(facts: Facts, names: str, values: str) -> float:
    """Share of the answers' variance that lies between the values of a column: items differ more than people."""
    numbers, code = facts.numbers(values), facts.groups([names])
    assert numbers is not None
    known = ~np.isnan(numbers)
    count = np.bincount(code[known], minlength=code.max() + 1)
    mean = np.bincount(code[known], numbers[known], minlength=len(count)) / np.maximum(count, 1)
    return float(np.var(mean[code[known]]) / (np.var(numbers[known]) or 1.0))


def _spread(facts: Facts, names: str, values: str, others: list[str], entry: np.ndarray) -> Table:
    table = facts.table
    first = np.unique(entry, return_index=True)[1]
    place = np.argsort(np.argsort(first))  # entries in the order of the file
    columns = {name: table.columns[name][np.sort(first)] for name in others}
    cells, item = table.columns[values], facts.names(names)
    for called in dict.fromkeys(item.tolist()):
        column = np.full(len(first), np.nan if cells.dtype.kind in "fiu" else "", dtype=cells.dtype)
        here = item == called
        column[place[entry[here]]] = cells[here]
        columns[str(called)] = column
    return replace(table, columns=columns, rows=table.rows[np.sort(first)])
