"""Numbers that stand for moments: seconds since 1970, days of a spreadsheet; and numbers too large to be days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from pairbond.diary._numbers import parse_numbers
from pairbond.diary._times import Times
from pairbond.diary.mapping import UNIT_DAYS, Mapping, TimePart
from pairbond.diary.table import Table

EPOCH = "1970-01-01"
_FIRST = np.datetime64(EPOCH, "us")
# Days since 1970 between which a moment of a diary lies (years 1973 to 2100), and the longest diary that is believed.
_SOONEST, _LATEST = 1_100.0, 47_482.0
LONGEST = 36_525.0
# A month: of several units that would do, the one is meant that makes a diary about so long.
_USUAL = 30.0


def origin(numbers: np.ndarray, time: TimePart) -> datetime | None:
    """The moment that number 0 stands for: as the mapping says, or 1970 where seconds are as large as that."""
    if time.start is not None:
        return datetime.fromisoformat(time.start)
    if time.unit not in ("seconds", "milliseconds") or not len(numbers):
        return None
    days = float(np.median(numbers)) * time.days
    return datetime(1970, 1, 1) if _SOONEST <= days <= _LATEST else None


def moments(times: Times, number: np.ndarray, start: datetime, table: Table, mapping: Mapping) -> Times:
    """The same times as moments with their local clock.

    Seconds and milliseconds count in universal time, from which ``offset`` or ``zone`` of the mapping lead to the
    clock on the wall; days and hours count on that clock itself.
    """
    days = np.where(number, times.days * mapping.time.days, np.nan)
    begin = (start - datetime(1970, 1, 1)) / timedelta(days=1)
    known = number & (np.abs(days + begin) < 1e6)
    universal = np.full(len(days), np.datetime64("NaT", "us"))
    universal[known] = _FIRST + np.round((days[known] + begin) * 86_400_000_000).astype("timedelta64[us]")
    local = universal.copy()
    if mapping.time.offset:
        cells = table.columns[mapping.time.offset]
        east = np.nan_to_num(parse_numbers(cells, frozenset(), ".").values)
        local[known] += _offset(east[known])
    elif mapping.time.zone:
        zone = ZoneInfo(mapping.time.zone)
        walls = [
            t.item().replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
            for t in universal[known].astype("datetime64[us]")
        ]
        local[known] = np.array(walls, dtype="datetime64[us]")
    whole = bool((days[known] == np.floor(days[known])).all()) and not (mapping.time.offset or mapping.time.zone)
    kind = np.where(known, "date" if whole else "zoned", times.kind).astype(object)
    return Times(kind, "date" if whole else "zoned", np.where(known, days + begin, np.nan), local)


def _offset(east: np.ndarray) -> np.ndarray:
    """Offsets from universal time, written in hours, minutes or seconds, by their size."""
    most = float(np.abs(east).max()) if len(east) else 0.0
    second = 3600 if most <= 14 else 60 if most <= 14 * 60 else 1
    return np.round(east * second * 1e6).astype("timedelta64[us]")


def far_apart(days: np.ndarray, number: np.ndarray) -> np.ndarray:
    """Where a time lies more than a hundred years from the middle one."""
    known = days[number & (days >= 0)]
    middle = float(np.median(known)) if len(known) else 0.0
    with np.errstate(invalid="ignore"):
        return np.abs(days - middle) > LONGEST


def unit_meant(numbers: np.ndarray, time: TimePart) -> str | None:
    """A sentence if most numbers are too large, or too far apart, for their unit; which one would do."""
    numbers = numbers[numbers >= 0]
    if len(numbers) < 2:
        return None
    middle = float(np.median(numbers))
    spread = 2 * float(np.quantile(numbers, 0.75) - np.quantile(numbers, 0.25))
    packed = bool(((numbers >= 19_000_101) & (numbers <= 21_991_231)).all())
    if packed or max(middle / 30, spread) * time.days <= LONGEST:
        return None
    for unit in ("seconds", "milliseconds"):
        if _SOONEST <= middle * UNIT_DAYS[unit] <= _LATEST:
            when = (datetime(1970, 1, 1) + timedelta(days=middle * UNIT_DAYS[unit])).date()
            return (
                f'numbers such as {middle:.0f} are too large to be {time.unit}; did you mean unit = "{unit}" under '
                f"[time]? As {unit} since 1970 that is {when}."
            )
    likely = {u: abs(np.log(max(spread, 1e-9) * d / _USUAL)) for u, d in UNIT_DAYS.items() if d < time.days}
    best = min(likely, key=lambda unit: likely[unit], default=None)
    if best is None or spread * UNIT_DAYS[best] > LONGEST:
        return (
            f"numbers from {numbers.min():.6g} to {numbers.max():.6g} span more than a hundred years as {time.unit}; "
            "is this the column of times?"
        )
    return (
        f"numbers from {numbers.min():.6g} to {numbers.max():.6g} span more than a hundred years as {time.unit}; "
        f'did you mean unit = "{best}" under [time]?'
    )
