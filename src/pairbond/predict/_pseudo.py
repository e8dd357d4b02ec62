"""Pseudo-couples: the same diaries, with partners of different couples put together.

What two partners share because days, seasons and questionnaires are alike for everybody stays in
pseudo-couples; what goes from one partner to the other does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pairbond.diary import Diary, calendar_days
from pairbond.errors import PairbondError
from pairbond.predict.split import CLOSE, Split


@dataclass(frozen=True)
class Pairing:
    """Couple -> the couple whose second partner sits beside this couple's first."""

    stranger: dict[str, str]


def derangements(size: int, count: int, seed: int) -> list[tuple[int, ...]]:
    """``count`` distinct permutations of ``size`` things that leave none in its place, drawn at random.

    Number ``k`` depends on ``seed`` and ``k`` only, up to repetitions, which are drawn again.

    Raises
    ------
    PairbondError : if there are not so many.
    """
    there_are = how_many(size)
    if count > there_are:
        raise PairbondError(
            f"{size} couples can swap partners in {there_are} ways only; ask for at most that many pseudo-pairings."
        )
    found: dict[tuple[int, ...], None] = {}
    for k in range(count):
        for one in _stream(size, np.random.default_rng([seed, k])):
            if one not in found:
                found[one] = None
                break
    return list(found)


def _stream(size: int, rng: np.random.Generator) -> Iterator[tuple[int, ...]]:
    still = np.arange(size)
    while True:
        order = rng.permutation(size)
        if (order != still).all():  # about one in e
            yield tuple(int(x) for x in order)


def how_many(size: int) -> int:
    """Number of derangements of ``size`` things."""
    before, now = 1, 0  # of 0 and of 1
    if size == 0:
        return before
    for n in range(2, size + 1):
        before, now = now, (n - 1) * (now + before)
    return now


def pairings(couples: Sequence[str], count: int, seed: int) -> list[Pairing]:
    """Ways to pair the first and second partners of these couples so that nobody keeps their own partner."""
    return [
        Pairing({couples[i]: couples[j] for i, j in enumerate(order)})
        for order in derangements(len(couples), count, seed)
    ]


def repaired(data: Split, pairing: Pairing, weekday: bool) -> tuple[Diary, Diary]:
    """The whole diary and its training rows with partners paired anew.

    Calendar days count from the first day of each person's own couple; every person keeps their own cut and
    hours. Where a model knows weekdays, a stranger's days are moved by up to three so that weekdays agree.
    Couples that are not in ``pairing`` (one writer) stay.
    """
    home = {stranger: couple for couple, stranger in pairing.stranger.items()}
    frame = data.diary.frame.assign(_held=lambda f: f["time"] > f["couple"].map(data.cuts) + CLOSE)
    moved = (frame["partner"] == data.diary.partners[1]) & frame["couple"].isin(list(home))
    new = frame["couple"].where(~moved, frame["couple"].map(home))
    if data.diary.has_dates:
        by, dates = _shift(data.diary, new, weekday)
        frame["time"] += np.where(moved, by, 0.0)
        frame["date"] += np.where(moved, dates, np.timedelta64(0, "D"))
    frame["couple"] = new
    frame["time"] -= frame.groupby("couple")["time"].transform("min").clip(upper=0.0)
    order = {couple: at for at, couple in enumerate(data.diary.couples)}
    frame = frame.assign(_couple=frame["couple"].map(order), _place=data.diary.places(frame))
    frame = frame.sort_values(["_couple", "_place", "time"], kind="stable").drop(columns=["_couple", "_place"])
    whole = replace(data.diary, frame=frame.drop(columns="_held").reset_index(drop=True))
    known = frame[~frame["_held"]].drop(columns="_held").reset_index(drop=True)
    return whole, replace(data.diary, frame=known)


def _shift(diary: Diary, new: pd.Series, weekday: bool) -> tuple[np.ndarray, np.ndarray]:
    """By how much each row's time (days) and date (timedelta) must move beside the entries of its new couple."""
    frame = diary.frame
    begun = frame.loc[frame.groupby("couple")["time"].idxmin()].set_index("couple")
    first = begun["date"].dt.normalize() - pd.to_timedelta(calendar_days(begun.reset_index()), unit="D")
    clock = (begun["date"] - first) / np.timedelta64(1, "D") - begun["time"]
    away = frame["couple"].map(first.dt.day_of_week) - new.map(first.dt.day_of_week)
    days = ((away + 3) % 7 - 3 if weekday else 0 * away).to_numpy()
    time = days + (frame["couple"].map(clock) - new.map(clock)).to_numpy(float)
    date = (new.map(first) - frame["couple"].map(first)).to_numpy() + days.astype("timedelta64[D]")
    return time, date


def back_home(table: pd.DataFrame, pairing: Pairing, second: str) -> pd.DataFrame:
    """Give predictions of re-paired people, those called ``second``, the names of the couples they belong to."""
    moved = (table["partner"] == second) & table["couple"].isin(list(pairing.stranger))
    return table.assign(couple=table["couple"].where(~moved, table["couple"].map(pairing.stranger)))
