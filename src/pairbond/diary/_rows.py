"""Which rows of a table are entries: one row an item put side by side, rows without any answer left out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from pairbond.diary._cells import columns_of, decimal_mark
from pairbond.diary._names import identifiers
from pairbond.diary._numbers import MISSING_WORDS, parse_numbers
from pairbond.diary.faults import DiaryError, fault, listing, nearest_name
from pairbond.diary.mapping import Mapping
from pairbond.diary.reading_notes import Notes
from pairbond.diary.table import Table, column_list


def spread_items(table: Table, mapping: Mapping, mapping_file: str) -> Table:
    """A file with one row an item as one with a row an entry and a column an item.

    Raises
    ------
    DiaryError : if a named column is not there, or one item is answered twice in an entry.
    """
    names, values = mapping.file.names_from, mapping.file.values_from
    if names is None or values is None:
        return table
    absent = [name for name in (names, values) if name not in table.columns]
    if absent:
        near = nearest_name(absent[0], table.columns)
        hint = f"the nearest is {near}" if near else f"the file has {column_list(table)}"
        text = f"there is no column {absent[0]}, which {mapping_file} names under [file]; {hint}."
        raise DiaryError([fault("no-such-column", table.file, text, value=absent[0], nearest=near)])
    keys = mapping.columns
    time = [name for name in (keys.time, keys.within_day) if isinstance(name, str)]
    wanted = [keys.couple, keys.person, keys.role, keys.id, *time, mapping.time.offset]
    wanted += [name for name in (keys.contact, keys.event) if isinstance(name, str)]
    wanted += [part.columns for part in mapping.covariate if isinstance(part.columns, str)]
    kept = [name for name in dict.fromkeys(wanted) if name in table.columns]
    who = [name for name in kept if name in (keys.couple, keys.person, keys.role, keys.id, *time)]
    frame = pd.DataFrame({name: table.columns[name].astype(str) for name in who})
    entry = frame.groupby(who, sort=False, dropna=False).ngroup().to_numpy()
    item = identifiers(table.columns[names])
    twice = pd.DataFrame({"entry": entry, "item": item}).duplicated().to_numpy() & (item != "")
    if twice.any():
        at = int(np.flatnonzero(twice)[0])
        first = np.flatnonzero((entry == entry[at]) & (item == item[at]))[0]
        text = f"the item {item[at]} is answered in row {table.rows[first]} already; keep one of the two."
        raise DiaryError([fault("item-twice", table.file, text, row=int(table.rows[at]), column=names)])
    first = np.unique(entry, return_index=True)[1]
    columns = {name: table.columns[name][first] for name in kept}
    cells = table.columns[values]
    empty: object = np.nan if cells.dtype.kind in "fiu" else ""
    for called in dict.fromkeys(item[item != ""]):
        column = np.full(len(first), empty, dtype=float if cells.dtype.kind in "fiu" else object)
        here = item == called
        column[entry[here]] = cells[here]
        columns[str(called)] = column
    return replace(table, columns=columns, rows=table.rows[first])


def entries_of(table: Table, mapping: Mapping, notes: Notes) -> Table:
    """The rows of persons who are asked for, without those that hold no answer and do not say whose or when.

    What is left out is said in ``notes``.
    """
    out = {str(value) for value in mapping.partners.leave_out}
    column = mapping.columns.role or mapping.columns.person
    if out and column in table.columns:
        gone = np.isin(identifiers(table.columns[column]), list(out))
        if gone.any():
            what = f"ows of {listing(sorted(out))} are left out, as the mapping says."
            notes.add(f"{int(gone.sum())} r{what}", f"R{what}")
            table = only(table, ~gone)
    blank = blank_rows(table, mapping, mapping.partners.names)
    if blank.any():
        count = int(blank.sum())
        notes.add(said_of_blank(count, len(table.rows)), "")
        keys = mapping.columns
        whose = [name for name in (keys.couple, keys.person, keys.role, keys.id, keys.time) if isinstance(name, str)]
        codes = frozenset(str(code) for code in mapping.file.missing)
        unknown = np.zeros(len(table.rows), bool)
        for name in whose:
            read = parse_numbers(table.columns[name].astype(str).astype(object), codes)
            unknown |= np.isnan(read.values) & ~read.not_number & ~read.endless
        if not (blank & unknown).all():
            table = only(table, ~(blank & unknown))
    return table


def said_of_blank(count: int, rows: int) -> str:
    """The sentence about rows in which nothing was answered."""
    one = count == 1
    return f"{count} of {rows} rows {'holds' if one else 'hold'} no answer and {'is' if one else 'are'} left out."


def blank_rows(table: Table, mapping: Mapping, partners: list[str]) -> np.ndarray:
    """Rows in which none of these partners (of a wide file) answered an item, or told of contact or an event."""
    keys = mapping.columns
    names = partners if mapping.file.layout == "wide" else [None]
    asked = [(c, item.missing) for item in mapping.item for p in names for c in columns_of(item.columns, p)]
    decimal = decimal_mark(table, mapping, list(dict.fromkeys(name for name, _ in asked)))
    blank = np.ones(len(table.rows), bool)
    for column, missing in asked:
        codes = frozenset(str(code) for code in (*missing, *mapping.file.missing))
        read = parse_numbers(table.columns[column], codes, decimal)
        blank &= np.isnan(read.values) & ~read.not_number & ~read.endless
    for value in (keys.contact, keys.event):
        for column in [value.get(name) for name in partners] if isinstance(value, dict) else [value]:
            if column is not None:
                blank &= np.array([str(cell) in MISSING_WORDS for cell in table.columns[column].tolist()])
    return blank


def only(table: Table, kept: np.ndarray) -> Table:
    """The table with these rows alone."""
    columns = {name: cells[kept] for name, cells in table.columns.items()}
    return replace(table, columns=columns, rows=table.rows[kept])
