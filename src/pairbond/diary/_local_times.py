"""Dates as people and programs write them: 18.03.2024 21:30, 3/18/2024 9:41 PM, 18 Mar 2024, 18MAR2024:21:30:00.

Which number is the day follows from the whole column: points stand between day and month everywhere, a number above
12 is no month, a month in words is one. Where a column can be read in two ways, the mapping must say which.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Literal

Order = Literal["day-month", "month-day"]

# Beginnings of the months' names, in the languages of the words of scales; the longest that fits counts.
_MONTHS = (
    "jan januar janv ene gen sty led oca янв tammi", "feb fév febr únor lut şub фев helmi",
    "mar mär mrz mrt maart břez bře маr мар maalis", "apr avr abr kwi dub nis апр huhti",
    "may mai mei mag maj kvě май мая touko", "jun juin giu cze červ čer haz июн kesä",
    "jul juil lug lip červenc července tem июл heinä", "aug aoû ago sie srp ağu авг elo",
    "sep set wrz zář eyl сен syys", "oct okt out ott paź říj eki окт loka",
    "nov lis kas ноя marras", "dec dez déc dic gru pro ara дек joulu",
)  # fmt: skip
_MONTH_OF = {word: at for at, words in enumerate(_MONTHS, start=1) for word in words.split()}
_ZONE = r"(?:(?:GMT|UTC)(?=[+-]|$))?(?P<zone>Z|[+-]\d{1,2}(?::?\d{2})?)?"
_AT = r"(?:,|T|:|\s(?:at|um|à|às|a las|alle|om|kl\.?|klo|o)\s)"
_CLOCK = (
    rf"(?:{_AT}?\s*(?P<clock>\d{{1,2}}[:.h]\d{{2}}(?:[:.]\d{{2}}(?:[.,]\d+)?)?)\s*(?:Uhr|h)?\s*"
    rf"(?P<half>[AaPp]\.?\s?[Mm]\.?)?\s*{_ZONE})?"
)
_WEEKDAY = r"(?:[^\W\d_]{2,12}\.?,?\s+)?"
_NUMBERS = re.compile(
    rf"{_WEEKDAY}(?P<a>\d{{1,2}})(?P<mark>[./-])\s?(?P<b>\d{{1,2}})(?P=mark)\s?(?P<year>\d{{4}}|\d{{2}})\.?{_CLOCK}"
)
_YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})(?P<mark>[./-])\s?(?P<b>\d{{1,2}})(?P=mark)\s?(?P<a>\d{{1,2}})\.?{_CLOCK}")
_SIGNS = re.compile(rf"(?P<year>\d{{4}})\s?[年년]\s?(?P<b>\d{{1,2}})\s?[月월]\s?(?P<a>\d{{1,2}})\s?[日일]{_CLOCK}")
_WORD = r"(?:de\s+)?(?P<month>[^\W\d_]{3,12})\.?(?:\s+de)?"
_DAY_WORD = re.compile(
    rf"{_WEEKDAY}(?P<a>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s-]*{_WORD},?[\s-]*(?P<year>\d{{4}}|\d{{2}}){_CLOCK}"
)
_WORD_DAY = re.compile(rf"{_WEEKDAY}{_WORD}\s+(?P<a>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_CLOCK}")


@dataclass(frozen=True)
class Local:
    """A date in parts: two numbers of which one is the day, or a day and a known month."""

    first: int
    second: int
    known: bool
    year: int
    clock: str | None
    half: str
    zone: str | None


def local_parts(cell: str) -> Local | None:
    """The parts of a date that is written in one of the forms above; ``None`` if it is not."""
    for pattern in (_NUMBERS, _YEAR_FIRST, _SIGNS, _DAY_WORD, _WORD_DAY):
        found = pattern.fullmatch(cell)
        if found is None:
            continue
        parts = found.groupdict()
        year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
        half = re.sub(r"[.\s]", "", parts["half"] or "").lower()
        rest = (year, parts["clock"], half, parts["zone"])
        if "month" in parts:
            month = _month(parts["month"].lower())
            if month is None:
                continue
            return Local(int(parts["a"]), month, True, *rest)
        known = pattern in (_YEAR_FIRST, _SIGNS) or parts["mark"] == "."
        return Local(int(parts["a"]), int(parts["b"]), known, *rest)
    return None


def _month(word: str) -> int | None:
    return next((found for length in range(len(word), 2, -1) if (found := _MONTH_OF.get(word[:length]))), None)


def order_of(parts: list[Local]) -> Order | None:
    """How the days of a column are written; ``None`` if both ways would do."""
    unknown = [part for part in parts if not part.known]
    day_first = sum(part.first > 12 >= part.second for part in unknown)
    month_first = sum(part.second > 12 >= part.first for part in unknown)
    if not unknown or day_first > month_first:
        return "day-month"
    return "month-day" if month_first > day_first else None


def local_time(part: Local, order: Order) -> tuple[str, float, datetime] | None:
    """Kind ("date", "moment" or "zoned"), days since 1970-01-01 and clock time; ``None`` if there is no such day."""
    day, month = (part.first, part.second) if part.known or order == "day-month" else (part.second, part.first)
    try:
        wall = datetime.combine(date(part.year, month, day), datetime.min.time())
        if part.clock is None:
            return "date", (wall - datetime(1970, 1, 1)) / timedelta(days=1), wall
        hour, minute, *second = re.split(r"[:.h]", part.clock.replace(",", "."), maxsplit=2)
        hours = int(hour)
        if part.half:
            if not 1 <= hours <= 12:
                return None
            hours = hours % 12 + (12 if part.half == "pm" else 0)
        if hours > 24 or int(minute) > 59:
            return None
        wall += timedelta(hours=hours, minutes=int(minute), seconds=float(second[0]) if second else 0.0)
        zone = None if part.zone is None else _zone(part.zone)  # an offset of a day or more is none
        instant = wall if zone is None else wall.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
    return "moment" if part.zone is None else "zoned", (instant - datetime(1970, 1, 1)) / timedelta(days=1), wall


def _zone(text: str) -> timezone:
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "")
    minutes = int(digits[:-2] or 0) * 60 + int(digits[-2:]) if len(digits) > 2 else int(digits) * 60
    return timezone(timedelta(minutes=minutes if text[0] == "+" else -minutes))
