"""Notable days, and the best and worst stretches of a diary: descriptions, no tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pairbond.diary import Diary, Item, calendar_days, own_ratings

UNUSUAL = 2.0  # standard deviations from a person's own average from which a rating is notable
SLIGHT = 0.1  # of the scale's length: what lies nearer to the average is never notable
CHANCE = 0.0455  # share of ratings that lie so far from the average by chance (normal distribution)
FEWEST = 8  # ratings below which nobody's usual range is known
WEEK, SHORT = 7, 3  # days of a stretch; the shorter one in diaries under three weeks
_HALF = 0.5  # share of a stretch's days that must have been rated


@dataclass(frozen=True)
class Notable:
    """One rating far from the person's usual, on day ``day`` (day 1: the diary's first): ``value`` and ``usual`` in
    points, ``far`` in the person's SDs, ``swing`` as ``far`` with an SD of at least a tenth of the scale."""

    day: int
    partner: str
    item: str
    value: float
    usual: float
    far: float
    swing: float


@dataclass(frozen=True)
class Stretch:
    """Days ``first`` to ``last`` (day 1: the diary's first) with their mean ``swing``, turned so that up is better."""

    first: int
    last: int
    level: float


def by_day(diary: Diary, items: Sequence[Item]) -> pd.DataFrame:
    """One row a day, person and item of one couple: partner item day (from 1) value (mean of that day)."""
    frame = diary.frame.assign(day=calendar_days(diary.frame).astype(int) + 1)
    names = [item.name for item in items]
    long = frame.melt(["partner", "day"], names, var_name="item", value_name="value").dropna(subset=["value"])
    return long.groupby(["partner", "item", "day"], sort=False)["value"].mean().reset_index()


def standardised(diary: Diary, items: Sequence[Item]) -> pd.DataFrame:
    """``by_day`` with ``usual`` (the person's mean), ``sd``, ``far`` (SDs from it) and ``swing``; no unknown ranges.

    Averages of other items are left out, so that nothing counts twice. ``swing`` takes no SD smaller than ``SLIGHT`` of
    the scale: a small step away from an always equal rating is no great one.
    """
    own = own_ratings(diary, items)
    table = by_day(diary, own)
    by = table.groupby(["partner", "item"], sort=False)["value"]
    table = table.assign(usual=by.transform("mean"), sd=by.transform("std"), n=by.transform("size"))
    table = table[(table["n"] >= FEWEST) & (table["sd"] > 1e-9)].reset_index(drop=True)
    off = table["value"] - table["usual"]
    least = table["item"].map({item.name: SLIGHT * _length(diary, item) for item in own}).astype(float)
    slight = off.abs() < least - 1e-9
    return table.assign(far=off / table["sd"], swing=off / np.maximum(table["sd"], least), slight=slight)


def notable(diary: Diary, items: Sequence[Item]) -> tuple[Notable, ...]:
    """Ratings at least ``UNUSUAL`` SDs and ``SLIGHT`` of the scale from the person's own average.

    First those of the most unusual day, judged by all ratings of the day together (the sum of the squares of
    ``swing``); within a day the farthest first.
    """
    table = standardised(diary, items)
    table = table.assign(whole=(table["swing"] ** 2).groupby(table["day"]).transform("sum"), size=table["swing"].abs())
    table = table[(table["far"].abs() >= UNUSUAL) & ~table["slight"]]
    table = table.sort_values(["whole", "day", "size"], ascending=[False, True, False], kind="stable")
    return tuple(
        Notable(int(r["day"]), str(r["partner"]), str(r["item"]), r["value"], r["usual"], r["far"], r["swing"])
        for r in table.to_dict("records")
    )


def stretches(diary: Diary, items: Sequence[Item]) -> tuple[Stretch, Stretch, int] | None:
    """The best and the worst stretch and their length in days, over all writers and items of known direction.

    Each rating counts by its ``swing``, turned so that higher is better. A stretch counts if
    at least half of its days were rated. None if no item has a direction or the two would overlap.
    """
    sign = {i.name: (1.0 if i.higher == "better" else -1.0) for i in items if i.higher != "neither"}
    table = standardised(diary, [i for i in items if i.name in sign])
    if table.empty:
        return None
    table = table.assign(good=table["swing"] * table["item"].map(sign).astype(float))
    last = int(table["day"].max())
    length = WEEK if last >= 3 * WEEK else SHORT
    daily = table.groupby("day")["good"].mean().reindex(range(1, last + 1))
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


def _length(diary: Diary, item: Item) -> float:
    """Length of an item's scale, or of what was answered where it has no ends."""
    if np.isfinite([item.low, item.high]).all():
        return float(item.high - item.low)
    return float(np.ptp(diary.frame[item.name].dropna().to_numpy(float)))
