"""When a row was written: checks the time column, one kind of time a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np

from pairbond.diary._moments import EPOCH, far_apart, moments, origin, unit_meant
from pairbond.diary._numbers import MISSING_WORDS
from pairbond.diary._times import KINDS, Times, nearest_time, packed_date, parse_times
from pairbond.diary._within_day import add_time_of_day
from pairbond.diary.faults import Fault, fault
from pairbond.diary.mapping import Mapping
from pairbond.diary.reading_notes import Notes
from pairbond.diary.table import Table

_FIRST_YEAR = 1900
_YEARS_AHEAD = 100
_CODES = (-9, -99, -999, -9999)

Tell = Callable[..., None]


def times_of(table: Table, mapping: Mapping, faults: list[Fault], notes: Notes) -> Times:
    """The times of a table, in days; collects faults and notes about them."""
    column = mapping.columns.time
    cells = table.columns[column]
    missing = MISSING_WORDS | {str(code) for code in mapping.file.missing}
    times = parse_times(cells, mapping.time.order, missing)

    def tell(code: str, at: int | None, text: str, nearest: object = None) -> None:
        row = None if at is None else int(table.rows[at])
        value = None if at is None else cells[at]
        faults.append(fault(code, table.file, text, row=row, column=column, value=value, nearest=nearest))

    _tell_unreadable(cells, times, tell)
    if times.order:
        example = next(str(c) for c, kind in zip(cells, times.kind, strict=True) if kind in ("date", "moment", "zoned"))
        order = times.order.replace("-", ", then ")
        notes.add(f"Dates such as {example} are read as {order}.", f"Dates are read as {order}.")
    if times.main == "number":
        times = _numbers(times, table, mapping, tell, notes)
    else:
        _check_dates(times, tell)
    return add_time_of_day(times, table, mapping, faults, notes)


def _tell_unreadable(cells: np.ndarray, times: Times, tell: Tell) -> None:
    for at in np.flatnonzero(times.kind == "empty"):
        tell("no-time", int(at), "the time is missing.")
    either = np.flatnonzero(times.kind == "either")
    if len(either):
        tell(
            "either-order",
            int(either[0]),
            f"{cells[either[0]]} and all other dates of this column could be day, then month, or month, then day; "
            'say order = "day-month" or order = "month-day" under [time].',
        )
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


def _numbers(times: Times, table: Table, mapping: Mapping, tell: Tell, notes: Notes) -> Times:
    """Numbers as days since the first one's origin, or as moments where the mapping or their size says so."""
    number = times.kind == "number"
    endless = number & np.isinf(times.days)
    for at in np.flatnonzero(endless):
        tell("infinite", int(at), f"{table.columns[mapping.columns.time][at]} is not a finite number.")
    number &= ~endless
    start = origin(times.days[number], mapping.time)
    if start is not None:
        found = moments(times, number, start, table, mapping)
        if mapping.time.start is None:
            first = str(np.min(found.local[number]).astype("datetime64[m]")).replace("T", " ")
            clock = "the clock of the column of offsets" if mapping.time.offset else mapping.time.zone or "UTC"
            read = f"Times are read as {mapping.time.unit} since {EPOCH}"
            notes.add(f"{read}; the first is {first} ({clock}).", f"{read} ({clock}).")
        _check_dates(found, tell)
        return found
    days = times.days * mapping.time.days
    meant = unit_meant(times.days[number], mapping.time)
    if meant:
        tell("not-days", None, meant)
    else:
        _check_numbers(times, days, number, tell)
        for at in np.flatnonzero(number & (times.days >= 0) & far_apart(days, number)):
            if packed_date(times.days[at]) is None:
                tell("far-time", int(at), f"{times.days[at]:g} lies more than a hundred years from the other times.")
    return Times(times.kind, times.main, days, times.local)


def _check_numbers(times: Times, days: np.ndarray, number: np.ndarray, tell: Tell) -> None:
    with np.errstate(invalid="ignore"):
        for at in np.flatnonzero(number & (times.days < 0)):
            code = times.days[at] in _CODES
            hint = (
                f"if {times.days[at]:g} stands for no time, list it as missing under [file]"
                if code
                else "count the days from the first entry, or write dates"
            )
            tell("negative-day", int(at), f"day {times.days[at]:g} lies before day 0; {hint}.")
        for at in np.flatnonzero(number & (times.days >= 19_000_101)):
            near = packed_date(times.days[at])
            if near:
                tell(
                    "packed-date",
                    int(at),
                    f"{times.days[at]:.0f} looks like a date without its dashes; the nearest legal date is {near}.",
                    near,
                )


def _check_dates(times: Times, tell: Tell) -> None:
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
