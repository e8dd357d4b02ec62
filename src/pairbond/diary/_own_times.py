"""When each partner of a wide file wrote: one column of times for both, or one for each."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pairbond.diary._cells import all_columns
from pairbond.diary._numbers import MISSING_WORDS
from pairbond.diary._rows import blank_rows, only
from pairbond.diary._times import Order, Times, parse_times
from pairbond.diary._when import times_of
from pairbond.diary.faults import Fault, fault
from pairbond.diary.mapping import Mapping, PerPartner
from pairbond.diary.reading_notes import Notes
from pairbond.diary.table import Table


def times_of_partners(table: Table, mapping: Mapping, faults: list[Fault], notes: Notes) -> list[Times]:
    """Times of every row for each partner, in the order of ``partners.names``; one and the same for a long file.

    Where each partner has an own column of times, rows in which neither an answer nor a time of that partner stands
    have no time for this partner, and that is no fault.
    """
    keys, names = mapping.columns, mapping.partners.names
    if not (isinstance(keys.time, dict) or isinstance(keys.within_day, dict)):
        return [times_of(table, mapping, faults, notes)] * max(len(names), 1)
    order = mapping.time.order or _order(table, mapping)
    found = [_own(table, mapping, name, order, faults, notes) for name in names]
    dated = [times.main != "number" for times in found if times.main]
    if len(set(dated)) > 1:
        columns = all_columns(keys.time)
        text = f"{columns[0]} and {columns[1]} must both be dates or both be numbers of days, but one is of each kind."
        faults.append(fault("mixed-times", table.file, text, column=columns[1]))
    return found


def own_column(columns: PerPartner | None, partner: str | None) -> str | None:
    """The column of this partner: an own one, or that of both; the only one where ``partner`` is ``None``."""
    return columns.get(partner or "") if isinstance(columns, dict) else columns


def _own(
    table: Table, mapping: Mapping, partner: str, order: Order | None, faults: list[Fault], notes: Notes
) -> Times:  # fmt: skip
    own = {key: own_column(getattr(mapping.columns, key), partner) for key in ("time", "within_day")}
    missing = MISSING_WORDS | {str(code) for code in mapping.file.missing}
    empty = parse_times(table.columns[str(own["time"])], order, missing).kind == "empty"
    if own["within_day"] is not None:
        empty |= np.isin(table.columns[own["within_day"]].astype(str), [*missing, "nan"])
    kept = ~(empty & blank_rows(table, mapping, [partner]))
    of_one = mapping.model_copy(
        update={
            "columns": mapping.columns.model_copy(update=own),
            "time": mapping.time.model_copy(update={"order": order}),
        }
    )
    size = len(kept)
    times = Times(
        np.full(size, "empty", dtype=object), "", np.full(size, np.nan), np.full(size, "NaT", dtype="datetime64[us]")
    )
    if not kept.any():
        return times
    read = times_of(only(table, kept), of_one, faults, notes)
    times.kind[kept], times.days[kept], times.local[kept] = read.kind, read.days, read.local
    return replace(times, main=read.main, order=read.order)


def _order(table: Table, mapping: Mapping) -> Order | None:
    """Order of day and month that the columns of both together tell."""
    missing = MISSING_WORDS | {str(code) for code in mapping.file.missing}
    cells = [table.columns[name] for name in dict.fromkeys(all_columns(mapping.columns.time))]
    if any(column.dtype.kind != "O" for column in cells):
        return None
    return parse_times(np.concatenate(cells), None, missing).order
