"""How days are counted on a page: day 1 is the day of the first entry, in words, axes, tables and files alike."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond.diary import Diary, calendar_days, design
from pairbond.report.view import View

_CLOSE = 1e-6  # days; a time this close below midnight is the next day


def on(view: View, day: int) -> str:
    """A day inside a sentence: "day 20", with dates "Tue 3 March (day 20)"."""
    date = _date(view.diary, day)
    return f"day {day}" if date is None else f"{date:%a} {date.day} {date:%B} (day {day})"


def from_to(view: View, first: int, last: int) -> str:
    """Days in a row: "days 14 to 20", with dates "Mon 2 to Sun 8 March (days 14 to 20)"."""
    begun, ended = _date(view.diary, first), _date(view.diary, last)
    if begun is None or ended is None:
        return f"days {first} to {last}"
    month = "" if begun.month == ended.month else f" {begun:%B}"
    return f"{begun:%a} {begun.day}{month} to {ended:%a} {ended.day} {ended:%B} (days {first} to {last})"


def dates(view: View) -> dict[float, str] | None:
    """Day -> date as printed beside an axis, two weeks past the last entry; None where days are only numbered."""
    if view.voice.kind == "group" or _first(view.diary) is None or _one_day(view.diary):
        return None
    last = int(calendar_days(view.diary.frame).max()) + 1
    known = {day: _date(view.diary, day) for day in range(1, last + 17)}
    return {float(day): f"{date.day} {date:%b}" for day, date in known.items() if date is not None}


def axis(view: View) -> str:
    """What stands under an axis of days."""
    if _one_day(view.diary):
        return "rating, by days since the first entry"
    return "rating" if dates(view) else "rating, by day (day 1: the first entry)"


def counted(view: View, table: pd.DataFrame) -> pd.DataFrame:
    """A table of one couple with ``day`` instead of ``time``, the days since the first entry.

    In a diary of one entry a day ``day`` is a whole number; elsewhere the time of day is its fraction (1.5 is the noon
    of the first day; without dates, half a day after day 1 began). What was written on one day keeps its ``time``.
    """
    if _one_day(view.diary):
        return table
    table = table.copy()
    day = day_of(view.diary, table["time"].to_numpy(float))
    whole = bool((day == np.round(day)).all())
    table.insert(table.columns.get_loc("time"), "day", day.astype(int) if whole else day)  # type: ignore[arg-type]
    return table.drop(columns="time")


def day_of(diary: Diary, time: NDArray[np.float64]) -> NDArray[np.float64]:
    """Days as :func:`counted` gives them, of times of one couple's diary."""
    frame = diary.frame
    first = _first(diary)
    clock = 0.0
    if first is not None:
        began = int(np.argmin(frame["time"].to_numpy(float)))
        clock = (frame["date"].iloc[began] - first) / pd.Timedelta(days=1) - float(frame["time"].iloc[began])
    exact = time + clock + 1
    if design(diary).kind != "daily":
        return np.round(exact, 6)
    # the day of an entry is its calendar day, also where the clock was changed
    known = dict(zip(frame["time"].round(6), calendar_days(frame) + 1.0, strict=True))
    return np.array([known.get(round(t, 6), np.floor(e + _CLOSE)) for t, e in zip(time, exact, strict=True)], float)


def _one_day(diary: Diary) -> bool:
    """Whether all of it was written on one day: a conversation, whose minutes count."""
    return bool(calendar_days(diary.frame).max() == 0)


def _date(diary: Diary, day: int) -> pd.Timestamp | None:
    first = _first(diary)
    return None if first is None else first + pd.Timedelta(days=day - 1)


def _first(diary: Diary) -> pd.Timestamp | None:
    """Midnight of the day of the first entry; None where days are only numbered."""
    if not diary.has_dates:
        return None
    frame = diary.frame.dropna(subset=["date"])
    if frame.empty:
        return None
    day = pd.Series(calendar_days(frame), index=frame.index)
    return (frame["date"].dt.normalize() - pd.to_timedelta(day, unit="D")).min()
