"""Notable days, and the best and worst stretches of a diary: descriptions, no tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pairbond.data import Diary, Item, calendar_days

UNUSUAL = 2.0  # standard deviations from a person's own average from which a rating is notable
FEWEST = 8  # ratings below which nobody's usual range is known
WEEK, SHORT = 7, 3  # days of a stretch; the shorter one in diaries under three weeks
_HALF = 0.5  # share of a stretch's days that must have been rated


@dataclass(frozen=True)
class Notable:
    """One rating far from the person's usual: ``value`` and ``usual`` in points, ``far`` in the person's SDs."""

    day: int
    partner: int
    item: str
    value: float
    usual: float
    far: float


@dataclass(frozen=True)
class Stretch:
    """Days ``first`` to ``last`` (counted from the diary's first day) with their mean, in SDs from the usual."""

    first: int
    last: int
    level: float


def by_day(diary: Diary, items: Sequence[Item]) -> pd.DataFrame:
    """One row a day, person and item of one couple: partner item day value (mean of that day)."""
    frame = diary.frame.assign(day=calendar_days(diary.frame).astype(int))
    names = [item.name for item in items]
    long = frame.melt(["partner", "day"], names, var_name="item", value_name="value").dropna(subset=["value"])
    return long.groupby(["partner", "item", "day"], sort=False)["value"].mean().reset_index()


def standardised(diary: Diary, items: Sequence[Item]) -> pd.DataFrame:
    """``by_day`` with ``usual`` (the person's mean), ``sd`` and ``far`` (SDs from it); unknown ranges left out."""
    table = by_day(diary, items)
    by = table.groupby(["partner", "item"], sort=False)["value"]
    table = table.assign(usual=by.transform("mean"), sd=by.transform("std"), n=by.transform("size"))
    table = table[(table["n"] >= FEWEST) & (table["sd"] > 1e-9)]
    return table.assign(far=(table["value"] - table["usual"]) / table["sd"]).reset_index(drop=True)


def notable(diary: Diary, items: Sequence[Item]) -> tuple[Notable, ...]:
    """Ratings at least ``UNUSUAL`` SDs from the person's own average, farthest first."""
    table = standardised(diary, items)
    table = table[table["far"].abs() >= UNUSUAL]
    table = table.reindex(table["far"].abs().sort_values(ascending=False, kind="stable").index)
    return tuple(
        Notable(int(r["day"]), int(r["partner"]), str(r["item"]), r["value"], r["usual"], r["far"])
        for r in table.to_dict("records")
    )


def stretches(diary: Diary, items: Sequence[Item]) -> tuple[Stretch, Stretch, int] | None:
    """The best and the worst stretch and their length in days, over all writers and items of known direction.

    Each rating is counted in SDs from the person's own average, turned so that higher is better. A stretch counts if
    at least half of its days were rated. None if no item has a direction or the two would overlap.
    """
    sign = {i.name: (1.0 if i.higher == "better" else -1.0) for i in items if i.higher != "neither"}
    table = standardised(diary, [i for i in items if i.name in sign])
    if table.empty:
        return None
    table = table.assign(good=table["far"] * table["item"].map(sign))
    last = int(table["day"].max())
    length = WEEK if last + 1 >= 3 * WEEK else SHORT
    daily = table.groupby("day")["good"].mean().reindex(range(last + 1))
    level = daily.rolling(length, min_periods=int(np.ceil(_HALF * length))).mean().iloc[length - 1 :]
    level = level.dropna()
    if len(level) < 2:
        return None
    best, worst = int(level.idxmax()), int(level.idxmin())
    if abs(best - worst) < length:
        return None

    def made(end: int) -> Stretch:
        return Stretch(end - length + 1, end, float(level[end]))

    return made(best), made(worst), length
