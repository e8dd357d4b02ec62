"""When a row was written: checks the time column, one kind of time a file."""

from __future__ import annotations

from datetime import date

import numpy as np

from pairbond.data._times import KINDS, Times, nearest_time, packed_date, parse_times
from pairbond.data.faults import Fault, fault
from pairbond.data.mapping import Mapping
from pairbond.data.table import Table

_FIRST_YEAR = 1900
_YEARS_AHEAD = 100


def times_of(table: Table, mapping: Mapping, faults: list[Fault]) -> Times:
    """The time column of a table, in days; collects faults about it."""
    column = mapping.columns.time
    cells = table.columns[column]
    times = parse_times(cells)

    def tell(code: str, at: int, text: str, nearest: object = None) -> None:
        faults.append(
            fault(
                code,
                table.file,
                text,
                row=int(table.rows[at]),
                column=column,
                value=cells[at],
                nearest=nearest,
            )
        )

    for at in np.flatnonzero(times.kind == "empty"):
        tell("no-time", int(at), "the time is missing.")
    for at in np.flatnonzero(times.kind == "bad"):
        near = nearest_time(str(cells[at]))
        hint = (
            f"; the nearest is {near}"
            if near
            else "; write dates as 2024-01-31, dates with time of day as 2024-01-31T21:30, or number the days"
        )
        if near and str(cells[at])[:8] == near[:8]:
            tell("no-such-day", int(at), f"{cells[at]} is not in the calendar{hint}.", near)
        else:
            tell("not-a-time", int(at), f"{cells[at]} is not a time that is understood{hint}.", near)
    if times.main:
        first = int(np.flatnonzero(times.kind == times.main)[0])
        for kind in KINDS:
            if kind == times.main:
                continue
            for at in np.flatnonzero(times.kind == kind):
                tell(
                    "mixed-times",
                    int(at),
                    f"{cells[at]} is {KINDS[kind]}, but most rows have {KINDS[times.main]} such as "
                    f"{cells[first]}; use one kind in the whole file.",
                )
    if times.main == "number":
        _check_numbers(times, tell)
        return Times(times.kind, times.main, times.days * mapping.time.days, times.local)
    _check_dates(times, tell)
    return times


def _check_numbers(times: Times, tell) -> None:
    with np.errstate(invalid="ignore"):
        numbers = times.kind == "number"
        for at in np.flatnonzero(numbers & (times.days < 0)):
            tell(
                "negative-day",
                int(at),
                f"day {times.days[at]:g} lies before day 0; count the days from the first entry, or write dates.",
            )
        for at in np.flatnonzero(numbers & (times.days >= 19_000_101)):
            near = packed_date(times.days[at])
            if near:
                tell(
                    "packed-date",
                    int(at),
                    f"{times.days[at]:.0f} looks like a date without its dashes; the nearest legal date is {near}.",
                    near,
                )


def _check_dates(times: Times, tell) -> None:
    this_year = date.today().year
    has_date = ~np.isnat(times.local)
    years = np.zeros(len(has_date), int)
    years[has_date] = times.local[has_date].astype("datetime64[Y]").astype(int) + 1970
    for at in np.flatnonzero(has_date & (years > this_year + _YEARS_AHEAD)):
        tell(
            "far-future",
            int(at),
            f"the year {years[at]} is more than {_YEARS_AHEAD} years ahead.",
        )
    for at in np.flatnonzero(has_date & (years < _FIRST_YEAR)):
        tell("far-past", int(at), f"the year {years[at]} is before {_FIRST_YEAR}.")
