"""Training days and held-out days: where each couple's diary is cut."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pairbond.diary import Diary, allowed, calendar_days
from pairbond.diary.minimum import HOLDOUT_DAYS
from pairbond.errors import PairbondError

CLOSE = 1e-6  # days: times closer than this are the same occasion


@dataclass(frozen=True)
class Split:
    """A diary cut in two.

    Attributes
    ----------
    diary : the couples that have days on both sides of their cut, all of their rows.
    training : the rows up to each couple's cut; parameters may see these and no others.
    cuts : couple -> time of the cut (days since the couple's first entry); later rows are held out.
    cells : one row a rating of ``diary``, in the order of the tables of a fit (couple, partner, item, time):
        couple partner item time day (calendar day of the couple) value held (bool).
    holdout : as asked, days (1 or more) or a share of each couple's diary (below 1).
    """

    diary: Diary
    training: Diary
    cuts: dict[str, float]
    cells: pd.DataFrame
    holdout: float


def check_holdout(holdout: float) -> None:
    """Refuse what is neither days nor a share of a diary."""
    if isinstance(holdout, bool) or not np.isfinite(holdout) or holdout <= 0:
        raise PairbondError(f"holdout is a number of days or a share of the diary below 1, not {holdout}.")


def split(diary: Diary, holdout: float) -> Split:
    """Hold out the last ``holdout`` days (or share) of each couple.

    Raises
    ------
    PairbondError : in one sentence, if the length is none or too little is left to learn from.
    """
    check_holdout(holdout)
    days = min(math.ceil(holdout), HOLDOUT_DAYS)  # beyond these, what is left to learn from decides
    yes, sentence = allowed(diary, "compare", holdout=days) if holdout >= 1 else allowed(diary, "fit")
    if not yes:
        raise PairbondError(sentence)
    names = [item.name for item in diary.items]
    answered = diary.frame.assign(day=calendar_days(diary.frame))[diary.frame[names].notna().any(axis=1)]
    cuts: dict[str, float] = {}
    for couple, rows in answered.groupby("couple", sort=False):
        first, last = float(rows["time"].min()), float(rows["time"].max())
        known = rows.loc[rows["day"] <= rows["day"].max() - holdout, "time"]  # whole calendar days are held out
        if holdout < 1:
            cuts[str(couple)] = last - holdout * (last - first)
        elif len(known):
            cuts[str(couple)] = float(known.max())
    span = float(answered["time"].max())
    if not cuts:
        raise PairbondError(
            f"holdout {holdout:g} leaves no days to learn from; the longest diary spans {span + 1:.0f} days."
        )
    kept = diary.select(cuts)
    training = before(kept, cuts)
    yes, sentence = allowed(training, "fit")
    if not yes:
        raise PairbondError(f"holdout {holdout:g} leaves too little to learn from: {sentence}")
    return Split(kept, training, cuts, cells(kept, cuts), float(holdout))


def before(diary: Diary, cuts: dict[str, float]) -> Diary:
    """The rows up to each couple's cut."""
    cut = diary.frame["couple"].map(cuts)
    return replace(diary, frame=diary.frame[diary.frame["time"] <= cut + CLOSE].reset_index(drop=True))


def cells(diary: Diary, cuts: dict[str, float]) -> pd.DataFrame:
    """Every rating, couple by couple, partner by partner, item by item, in time; see `Split.cells`."""
    names = [item.name for item in diary.items]
    frame = diary.frame.assign(day=calendar_days(diary.frame))
    long = frame.melt(["couple", "partner", "time", "day"], names, "item", "value").dropna(subset=["value"])
    # all orders as the diary has them: numbers of couples are text, and "10" would come before "9"
    long["couple"] = pd.Categorical(long["couple"], diary.couples)
    long["partner"] = pd.Categorical(long["partner"], diary.partners)
    long["item"] = pd.Categorical(long["item"], names)
    long = long.sort_values(["couple", "partner", "item", "time"], kind="stable", ignore_index=True)
    long = long.astype(dict.fromkeys(("couple", "partner", "item"), str))
    long["held"] = long["time"] > long["couple"].map(cuts) + CLOSE
    return long[["couple", "partner", "item", "time", "day", "value", "held"]]
