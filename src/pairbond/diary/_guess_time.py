"""Guesses which column says when: dates, moments, day numbers, and the prompt of a day."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from pairbond.diary._facts import Facts
from pairbond.diary._local_times import Local, local_parts, local_time
from pairbond.diary._times import counted_as
from pairbond.diary._within_day import clock_share

_HINT = re.compile(
    r"(?i)(^|[\W_]|(?<=[a-z])(?=[A-Z]))(times?|date|day|tag|jour|dag|d[ií]a|beep|occasion|wave|week|interval|seconds?|"
    r"minutes?|hours?|t|start|sent|scheduled|timestamp|datetime|obs)([\W_\d]|$|[A-Z])|diaryday|studyday|time|date|day"
)
_FIRST = re.compile(r"(?i)start|begin|open")
_THEN = re.compile(r"(?i)sent|sched|prompt|notif|issued|deliver|beep")
_LATE = re.compile(r"(?i)end|stop|finish|complet|submit|record|close|expire|upload|server|created|modified")
_NOT = re.compile(r"(?i)birth|born|original|enrol|consent|dob|install|registr")
_COUNTER = re.compile(r"(?i)obs|count|serial|index|row|record|nr$|no$|num")
_PROMPT = re.compile(
    r"(?i)beep|signal|prompt|ping|slot|alarm|session|moment|occasion|assessment|part|daytime|timeofday"
)
_SEEN = 8  # pairs of entries on one day from which a prompt is told
_CANDIDATES = 4
SPREADSHEET = (36_526.0, 58_800.0)  # days of a spreadsheet in 2000 to 2060


@dataclass(frozen=True)
class _Clock:
    """What numbers of a program stand for: ``unit`` as in a mapping, ``start`` where it is not 1970."""

    unit: str | float
    days: float
    start: str = ""
    first: int = 0  # days from 1970 to the start

    def moments(self, numbers: np.ndarray) -> np.ndarray:
        return numbers * self.days + self.first


_MICRO, _NANO = 1 / 86_400e6, 1 / 86_400e9
_CLOCKS = (
    _Clock("seconds", 1 / 86400),
    _Clock("milliseconds", 1 / 86_400_000),
    _Clock(_MICRO, _MICRO, "1970-01-01"),
    _Clock(_NANO, _NANO, "1970-01-01"),
    _Clock("seconds", 1 / 86400, "1582-10-14", -141_428),  # SPSS
    _Clock("seconds", 1 / 86400, "1960-01-01", -3_653),  # SAS
    _Clock("milliseconds", 1 / 86_400_000, "1960-01-01", -3_653),  # Stata
)


@dataclass(frozen=True)
class When:
    """The column of times, that of the time of day, the keys of ``[time]``, and each row's time in days."""

    column: str
    days: np.ndarray
    within_day: str | None = None
    part: dict[str, Any] = field(default_factory=dict)

    @property
    def day(self) -> np.ndarray:
        """Whole day of each row, -1 where the time is not known."""
        return np.where(np.isnan(self.days), -1, np.floor(np.nan_to_num(self.days) + 1e-6)).astype(np.int64)


def guess_time(facts: Facts) -> list[When]:
    """Columns that may be the times, the likeliest first; several only where nothing but numbers without a hint is."""
    found = [when for name in facts.columns if (when := _moments(facts, name)) is not None]
    found = [when for when in found if not _birthday(when.days)]
    if found:
        return [with_prompt(facts, max(found, key=lambda when: _rank(when, facts)))]
    numbers = [when for name in facts.columns if (when := _day_number(facts, name)) is not None]
    numbers.sort(key=lambda when: (-_hint(when.column), -_ones(when.days), facts.columns.index(when.column)))
    if numbers and _hint(numbers[0].column):
        return [with_prompt(facts, numbers[0])]
    return numbers[:_CANDIDATES]


def looks_like_time(facts: Facts, column: str) -> bool:
    """Whether a column holds dates or moments, whatever it is called."""
    return _moments(facts, column) is not None


def _moments(facts: Facts, name: str) -> When | None:
    times = facts.times(name)
    filled = facts.names(name) != ""
    if filled.sum() < 2:
        return None
    known = np.isin(times.kind.astype(str), ("date", "moment", "zoned"))
    if known.sum() > 0.8 * filled.sum():
        return When(name, np.where(known, _local_days(times.local), np.nan)) if times.main != "number" else None
    if (times.kind == "either").sum() > 0.8 * filled.sum():
        return _either(facts, name)
    numbers = facts.numbers(name)
    if numbers is None or facts.distinct(name) < 2:
        return None
    known = ~np.isnan(numbers)
    values = numbers[known]
    fitting = [c for c in _CLOCKS if np.mean((c.moments(values) > 10_957) & (c.moments(values) < 33_000)) > 0.95]
    if fitting:  # the years 2000 to 2060, rather no future ones
        clock = min(fitting, key=lambda c: float(c.moments(values).max()) > _today() + 1)
        part: dict[str, Any] = {"unit": clock.unit}
        if clock.start:
            part["start"] = clock.start
        elif offset := _offset(facts):
            part["offset"] = offset
        return When(name, clock.moments(numbers), part=part)
    low, high = SPREADSHEET
    if np.mean((values > low) & (values < high)) > 0.95 and (_HINT.search(name) or (values != np.round(values)).any()):
        return When(name, numbers, part={"start": "1899-12-30"})
    return None


def _today() -> float:
    return float(date.today().toordinal() - 719_163)


def _local_days(local: np.ndarray) -> np.ndarray:
    return (local - np.datetime64("1970-01-01", "us")) / np.timedelta64(1, "D")


def _either(facts: Facts, name: str) -> When:
    """Dates that can be read in two ways: in that which keeps a diary together, days follow each other."""
    parts = [local_parts(str(cell)) for cell in facts.table.columns[name]]
    read = {order: np.array([_as(part, order) for part in parts]) for order in ("day-month", "month-day")}
    spread = {order: np.nanquantile(days, 0.9) - np.nanquantile(days, 0.1) for order, days in read.items()}
    order = min(spread, key=lambda o: spread[o])
    return When(name, read[order], part={"order": order})


def _as(part: Local | None, order: Any) -> float:
    found = local_time(part, order) if part is not None else None
    return np.nan if found is None else float(_local_days(np.array([found[2]], dtype="datetime64[us]"))[0])


def _offset(facts: Facts) -> str | None:
    """A column of distances from universal time in seconds, minutes or hours."""
    for name in facts.columns:
        values = facts.numbers(name)
        if values is None or not re.search(r"(?i)offset|utc|zone|tz", name):
            continue
        known = values[~np.isnan(values)]
        if (known != 0).any() and (np.abs(known) <= 14 * 3600).all() and len(np.unique(known)) <= 8:
            return name
    return None


def _birthday(days: np.ndarray) -> bool:
    known = days[~np.isnan(days)]
    return len(known) == 0 or float(np.quantile(known, 0.9) - np.quantile(known, 0.1)) > 3650


def _rank(when: When, facts: Facts) -> tuple[float, ...]:
    name, known = when.column, ~np.isnan(when.days)
    order = 0 if _NOT.search(name) else 1 if _LATE.search(name) else 3 if _FIRST.search(name) else 2
    clock = bool((when.days[known] != np.floor(when.days[known])).any())
    varied = min(len(np.unique(when.days[known])), 8)
    return (varied, order > 0, clock, order, bool(_THEN.search(name)), bool(_HINT.search(name)), float(known.mean()),
            -facts.columns.index(name))  # fmt: skip


def _day_number(facts: Facts, name: str) -> When | None:
    values = facts.numbers(name)
    counted = "" if values is not None else _counted(facts, name)
    if counted:  # Day 1, day_2_arm_1
        values = facts.times(name).days
    if values is None or (values is not None and name in facts.words):
        return None
    known = values[~np.isnan(values)]
    if len(known) < 0.8 * facts.size or (known < 0).any() or len(np.unique(known)) < 2 or known.max() > 1e5:
        return None
    serial = len(np.unique(known)) == len(known) and len(known) > 60
    hinted = _hint(name) > 0 or _hint(counted.strip("_- ")) > 0
    if counted and not hinted:
        return None
    if not hinted and (serial or (known != np.round(known)).any() or _steps(values) < 0.5):
        return None
    return When(name, values)


def _counted(facts: Facts, name: str) -> str:
    """What stands before the numbers of a column such as Day 1, Day 2; "" if it is none."""
    if facts.times(name).main != "number" or not 2 <= facts.distinct(name) <= 400:
        return ""
    return counted_as(next(cell for cell in facts.names(name).tolist() if cell))


def hinted(name: str) -> bool:
    """Whether the name of a column says that it is a time."""
    return _hint(name) > 0


def _hint(name: str) -> int:
    plain = name.strip("_. ")
    if re.fullmatch(r"(?i)(study|diary)?[_. ]?(day|date|tag|jour|dag|time)([_. ]?(no|nr|num|number|index|id))?", plain):
        return 3
    if _COUNTER.search(plain) and not re.search(r"(?i)day", plain):
        return 1 if re.search(r"(?i)^(obs|t$)", plain) else 0
    return 2 if _HINT.search(plain) else 0


def _steps(values: np.ndarray) -> float:
    """Share of neighbouring rows between which a number stays, goes up by little, or begins anew."""
    gaps = np.diff(values[~np.isnan(values)])
    if not len(gaps) or (gaps > 0).mean() < 0.02:
        return 0.0
    return float(((gaps >= 0) & (gaps <= 3)).mean()) if (gaps == 1).mean() > 0.02 else 0.0


def counts_days(when: When) -> bool:
    """Whether numbers go up by one in most neighbouring rows, as the days of one writer do."""
    return _ones(when.days) > 0.5


def _ones(values: np.ndarray) -> float:
    """Share of neighbouring rows between which a number goes up by one, as days do where rows are in order."""
    return round(float((np.diff(values) == 1).mean()), 2)


def _same_beginning(one: str, two: str) -> int:
    pairs = zip(one.lower(), two.lower(), strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(two)))


def is_time_of_day(facts: Facts, name: str) -> bool:
    """Whether a column holds clock times or parts of the day."""
    cells = [cell for cell in facts.names(name).tolist() if cell]
    return bool(cells) and sum(clock_share(cell) is not None for cell in cells) > 0.9 * len(cells)


def with_prompt(facts: Facts, when: When) -> When:
    """Add a column of clock times or of prompts, if times are whole days and people wrote several times a day."""
    known = ~np.isnan(when.days)
    if (when.days[known] != np.floor(when.days[known])).any():
        return when
    for name in sorted(facts.columns, key=lambda name: -_same_beginning(name, when.column)):
        if name == when.column or facts.numbers(name) is not None or facts.distinct(name) < 2:
            continue
        if is_time_of_day(facts, name):
            share = np.array([np.nan if (s := clock_share(c)) is None else s for c in facts.names(name).tolist()])
            return When(when.column, when.days + share, name, when.part)
    same, later = np.diff(when.days) == 0, np.diff(when.days) > 0
    for name in facts.columns:
        values = facts.numbers(name)
        if name == when.column or values is None or not facts.whole(name) or np.isnan(values).mean() > 0.2:
            continue
        distinct = facts.distinct(name)
        hinted = bool(_PROMPT.search(name))
        if not (3 if not hinted else 2) <= distinct <= 24 or values[~np.isnan(values)].min() < 0:
            continue
        steps = np.diff(values)
        begins = (steps[later] <= 0).mean() if later.any() else 0.0
        goes_on = (steps[same] > 0).mean() if same.any() else 0.0
        if same.mean() > 0.3 and same.sum() >= _SEEN and goes_on > 0.8 and begins > 0.6 and (hinted or distinct > 3):
            spread = (values - np.nanmin(values)) / max(np.nanmax(values) - np.nanmin(values), 1)
            return When(when.column, when.days + (8 + 14 * spread) / 24, name, when.part)
    return when
