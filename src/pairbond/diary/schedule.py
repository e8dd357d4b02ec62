"""The design of a diary, and which entries of two partners belong to the same occasion.

Two people never answer in the same second. Where everybody writes once a day, what they write on one calendar day
belongs together; elsewhere, the nearest entries of the two, if they lie within half the typical interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond.diary.calendar import CLOSE, calendar_days
from pairbond.diary.schema import Diary

DOUBLED = 0.05  # share of a person's days with a second entry up to which a diary counts as daily
USUAL = 0.25  # share of gaps of one and the same number of days that makes it the step of a diary
MULTIPLE = 0.8  # share of gaps that are multiples of the usual number of days in a diary kept every few days


@dataclass(frozen=True)
class Design:
    """How often people wrote.

    Attributes
    ----------
    kind : "daily": one entry a person every ``interval`` whole days (skipped ones are missing, and up to a
        twentieth of a person's days may have a second entry); "irregular": several a day, or at any distance.
    interval : typical time between consecutive entries of a person, days: the most frequent number of calendar
        days if daily (1 in a diary of every day, 7 in one of every week), else the median.
    most_a_day : largest number of entries of a person on one calendar day.
    doubled : share of a person's days that have more than one entry.
    """

    kind: Literal["daily", "irregular"]
    interval: float
    most_a_day: int
    doubled: float


def design(diary: Diary) -> Design:
    """How often people answered the items of a diary; where nobody wrote twice, as if daily."""
    frame = answered(diary)
    person = [frame["couple"], frame["partner"]]
    day = pd.Series(calendar_days(frame), index=frame.index)
    a_day = day.groupby([*person, day], sort=False).size()
    most, doubled = int(a_day.max()) if len(a_day) else 0, float((a_day > 1).mean()) if len(a_day) else 0.0
    days = day.groupby(person, sort=False).diff()
    days = days[days > 0]
    gaps = frame["time"].groupby(person, sort=False).diff()
    gaps = gaps[gaps > CLOSE]
    if gaps.empty:
        return Design("daily", 1.0, most, doubled)
    if doubled <= DOUBLED and len(days):
        step = float(days.mode().min())
        regular = np.abs(days / step - np.round(days / step)) < 0.25
        if regular.mean() >= MULTIPLE and (days == step).mean() >= USUAL:
            return Design("daily", step, most, doubled)
    return Design("irregular", float(gaps.median()), most, doubled)


def lag_times(frame: pd.DataFrame, how: Design) -> NDArray[np.float64]:
    """Time of every row in days, as lags are counted in a diary of this design: calendar days if it is daily."""
    return calendar_days(frame).astype(float) if how.kind == "daily" else frame["time"].to_numpy(float)


def occasions(diary: Diary) -> NDArray[np.intp]:
    """Number of the occasion of every row of ``diary.frame``, from 0 in each couple, in order of time.

    In a diary of every day an occasion is a calendar day. Elsewhere it holds at most one entry of each partner: two
    entries share it if neither has a nearer one of the other partner and they lie less than half the typical
    interval apart.
    """
    frame = diary.frame
    found = np.zeros(len(frame), dtype=np.intp)
    how = design(diary)
    by_day = how.kind == "daily" and how.interval == 1
    when = calendar_days(frame).astype(float) if by_day else frame["time"].to_numpy(float)
    partner = diary.places()
    for rows in frame.groupby("couple", sort=False).indices.values():
        time = when[rows].copy()
        if not by_day:
            one, two = (rows[partner[rows] == p] for p in (0, 1))
            first, second = _beside(when[one], when[two], how.interval / 2)
            at = {row: place for place, row in enumerate(rows)}
            for a, b in zip(one[first], two[second], strict=True):
                time[at[a]] = time[at[b]] = min(when[a], when[b])
        found[rows] = np.unique(time, return_inverse=True)[1]
    return found


def partners_apart(diary: Diary) -> float:
    """How long after each other the two partners of a typical couple write on one occasion, in days; 0 if one writes.

    The median over couples of the distance between their usual times, whoever is first.
    """
    frame = answered(diary).assign(occasion=pd.Series(occasions(diary), index=diary.frame.index))
    frame["place"] = diary.places(frame)
    table = frame.pivot_table(index=["couple", "occasion"], columns="place", values="time", aggfunc="mean").dropna()
    if table.shape[1] < 2 or table.empty:
        return 0.0
    return float((table[1] - table[0]).groupby("couple").median().abs().median())


def answered(diary: Diary) -> pd.DataFrame:
    """The rows in which at least one item of the analysis is answered."""
    names = [item.name for item in diary.items]
    return diary.frame[diary.frame[names].notna().any(axis=1)]


def _beside(one: NDArray[np.float64], two: NDArray[np.float64], apart: float) -> tuple[NDArray[np.intp], ...]:
    """Places in two sorted lists of times that are each other's nearest and less than ``apart`` apart."""
    if not (len(one) and len(two)):
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    there, back = _nearest(one, two), _nearest(two, one)
    mutual = back[there] == np.arange(len(one))
    near = np.abs(two[there] - one) < apart - CLOSE
    first = np.flatnonzero(mutual & near)
    return first, there[first]


def _nearest(one: NDArray[np.float64], two: NDArray[np.float64]) -> NDArray[np.intp]:
    """For each time of ``one`` the place in ``two`` of the nearest, the earlier of two as near."""
    after = np.clip(np.searchsorted(two, one), 0, len(two) - 1)
    before = np.maximum(after - 1, 0)
    return np.where(one - two[before] <= two[after] - one, before, after)
