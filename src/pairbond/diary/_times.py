"""Text to times: dates, dates with time of day, or numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np

from pairbond.diary._local_times import Local, Order, local_parts, local_time, order_of
from pairbond.diary._numbers import MISSING_WORDS

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_COMMA_NUMBER = re.compile(r"[+-]?\d+,\d+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_WEEK = re.compile(r"\d{4}-?W\d{2}-?[1-7]")
_COUNTED = re.compile(r"([^\d.,:/+-][^\d.,:/+]*?)(\d{1,4})(?:[^\d.,:/][^.,:/]*)?")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?(?P<zone> ?(Z|[+-]\d{2}:?\d{2}))?")
_LOCAL = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})")

# What each kind of time is called in a sentence.
KINDS = {
    "number": "a day number",
    "date": "a date",
    "moment": "a date and time",
    "zoned": "a date and time with time zone",
}


@dataclass(frozen=True, eq=False)
class Times:
    """A time column.

    Attributes
    ----------
    kind : per cell, a key of ``KINDS``, "empty", "either" (a date whose day and month cannot be told apart) or
        "bad" (object array of text).
    main : the kind that most cells have, or "" if none is a time.
    days : float64, days since 1970-01-01 (UTC where a zone is given), or the number
        as it stands; NaN where empty or bad.
    local : datetime64[us], the clock time as written; NaT for numbers.
    order : in which order days and months were read, ``None`` if the column has no such dates.
    """

    kind: np.ndarray
    main: str
    days: np.ndarray
    local: np.ndarray
    order: Order | None = None


def parse_times(cells: np.ndarray, order: Order | None = None, missing: frozenset[str] = MISSING_WORDS) -> Times:
    """Read a column of times; what is wrong is left to the caller to say.

    order : of day and month, where a date does not tell; left out, as the rest of the column shows.
    missing : cells that stand for none.
    """
    if cells.dtype.kind in "fiu" and _all_packed(cells):
        cells = np.array(["" if cell != cell else f"{cell:.0f}" for cell in cells.tolist()], dtype=object)
    if cells.dtype.kind in "fiu":
        values = cells.astype(float)
        codes = [float(code) for code in missing if _NUMBER.fullmatch(code)]
        values = np.where(np.isin(values, codes), np.nan, values)
        kind = np.where(np.isnan(values), "empty", "number").astype(object)
        return Times(kind, "number", values, np.full(len(cells), "NaT", "datetime64[us]"))
    if cells.dtype.kind == "M":
        cells = np.array(["" if np.isnat(c) else str(c.astype("datetime64[us]")) for c in cells], dtype=object)
        if all(c == "" or c.endswith("T00:00:00.000000") for c in cells):
            cells = np.array([c[:10] for c in cells], dtype=object)
    unique, back = np.unique(cells.astype(str), return_inverse=True)
    kinds = np.empty(len(unique), dtype=object)
    days = np.full(len(unique), np.nan)
    local = np.full(len(unique), "NaT", "datetime64[us]")
    codes = {float(code) for code in missing if _NUMBER.fullmatch(code)}
    for at, cell in enumerate(unique.tolist()):
        kinds[at], days[at], local[at] = _one(cell, missing)
        if kinds[at] == "number" and days[at] in codes:
            kinds[at], days[at] = "empty", np.nan
    count = np.bincount(back, minlength=len(unique))
    _read_packed(unique.tolist(), kinds, days, local, count)
    _read_counted(unique.tolist(), kinds, days, count)
    read = _read_local(unique.tolist(), kinds, days, local, order, count)
    kind = kinds[back]
    counts = {name: int((kind == name).sum()) for name in KINDS}
    main = max(counts, key=lambda name: counts[name])
    return Times(kind, main if counts[main] else "", days[back], local[back], read)


def _read_packed(cells: list[str], kinds: np.ndarray, days: np.ndarray, local: np.ndarray, count: np.ndarray) -> None:
    """Dates without dashes, such as 20240131 or 20240131213000, if nearly the whole column is written so."""
    found = {at: moment for at, cell in enumerate(cells) if kinds[at] == "number" and (moment := _packed(cell))}
    if sum(count[at] for at in found) <= 0.9 * count[kinds != "empty"].sum():
        return
    for at, moment in found.items():
        kinds[at] = "date" if len(cells[at]) == 8 else "moment"
        days[at], local[at] = (moment - datetime(1970, 1, 1)) / timedelta(days=1), np.datetime64(moment, "us")


def _all_packed(cells: np.ndarray) -> bool:
    known = cells[~np.isnan(cells)]
    return len(known) > 0 and all(float(cell).is_integer() and _packed(f"{cell:.0f}") for cell in known.tolist())


def _packed(cell: str) -> datetime | None:
    if len(cell) not in (8, 12, 14) or cell[:2] not in ("19", "20", "21"):
        return None
    try:
        return datetime.strptime(cell, "%Y%m%d%H%M%S"[: len(cell) - 2])
    except ValueError:
        return None


def _read_counted(cells: list[str], kinds: np.ndarray, days: np.ndarray, count: np.ndarray) -> None:
    """Numbered days such as "Day 3" or "day_3_arm_1", if nearly the whole column begins alike."""
    found = {at: hit for at, cell in enumerate(cells) if kinds[at] == "bad" and (hit := _COUNTED.fullmatch(cell))}
    begins = {hit[1].casefold() for hit in found.values()}
    if len(begins) != 1 or sum(count[at] for at in found) <= 0.9 * count[kinds != "empty"].sum():
        return
    for at, hit in found.items():
        kinds[at], days[at] = "number", float(hit[2])


def counted_as(cell: str) -> str:
    """What stands before the number in a cell such as "Day 3"; "" if it is no such cell."""
    hit = _COUNTED.fullmatch(cell)
    return hit[1] if hit else ""


def _read_local(
    cells: list[str], kinds: np.ndarray, days: np.ndarray, local: np.ndarray, order: Order | None, count: np.ndarray
) -> Order | None:
    """Fill in dates of other forms, if most of the column is written so; the order in which they were read."""
    parts: dict[int, Local] = {
        at: part for at, cell in enumerate(cells) if kinds[at] == "bad" and (part := local_parts(cell)) is not None
    }
    filled = count[(kinds != "empty")].sum()
    if not parts or 2 * count[list(parts)].sum() <= filled:
        return None
    order = order or order_of(list(parts.values()))
    for at, part in parts.items():
        if order is None and not part.known:
            kinds[at] = "either"
            continue
        found = local_time(part, order or "day-month")
        if found is not None:
            kinds[at], days[at], local[at] = found[0], found[1], np.datetime64(found[2], "us")
    return order if any(not part.known for part in parts.values()) else None


def _one(cell: str, missing: frozenset[str]) -> tuple[str, float, np.datetime64]:
    nothing = np.datetime64("NaT", "us")
    if cell in missing:
        return "empty", np.nan, nothing
    if _NUMBER.fullmatch(cell):
        return "number", float(cell), nothing
    if _COMMA_NUMBER.fullmatch(cell):
        return "number", float(cell.replace(",", ".")), nothing
    try:
        if _DATE.fullmatch(cell) or _WEEK.fullmatch(cell):
            day = date.fromisoformat(cell)
            return "date", float(day.toordinal() - 719163), np.datetime64(day, "us")
        found = _MOMENT.fullmatch(cell)
        if found:
            moment = datetime.fromisoformat(re.sub(r" (?=[Z+-])", "", cell))
            wall = moment.replace(tzinfo=None)
            zoned = found["zone"] is not None
            instant = moment.astimezone(UTC).replace(tzinfo=None) if zoned else wall
            elapsed = (instant - datetime(1970, 1, 1)) / timedelta(days=1)
            return "zoned" if zoned else "moment", elapsed, np.datetime64(wall, "us")
    except (ValueError, OverflowError):
        pass
    return "bad", np.nan, nothing


def nearest_time(cell: str) -> str | None:
    """An ISO date that a cell written otherwise must mean, if only one is possible."""
    found = _YEAR_FIRST.fullmatch(cell)
    if found:
        year, month, day = int(found[1]), int(found[2]), int(found[3])
        # A day that a month does not have: its last one.
        return next((near for d in range(day, day - 4, -1) if (near := _iso(year, month, d))), None)
    found = _LOCAL.fullmatch(cell)
    if found is None:
        return None
    first, mark, second, year = int(found[1]), found[2], int(found[3]), int(found[4])
    if mark == ".":  # points stand between day and month everywhere they are used
        return _iso(year, second, first)
    both = {_iso(year, second, first), _iso(year, first, second)} - {None}
    return both.pop() if len(both) == 1 else None


def packed_date(number: float) -> str | None:
    """The date that a number such as 20240131 must mean."""
    if not (19000101 <= number <= 21991231 and float(number).is_integer()):
        return None
    digits = str(int(number))
    return _iso(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
