"""The clock of a study: its typical interval, and which of the two linear models its design asks for.

A matrix exponential has a positive determinant, so a first-order flow cannot hold a partner effect without an own
effect (own 0 and partner .10 both ways has determinant -.01), and one entry a day cannot tell measurement error from
quick change. One entry a day (a week, …) therefore asks for a map from one entry to the next, ``var``; prompts
several times a day or at any hour ask for continuous time, ``ct-var``, and so do partners of whom one is asked in the
morning and the other in the evening: from entry to entry, their effects would be over half a day and one and a half.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond.diary import Diary, calendar_days, design, partners_apart
from pairbond.errors import PairbondError

F = NDArray[np.float64]

APART = 0.25  # of the interval between entries: partners this far apart have lags of other lengths to each other


@dataclass(frozen=True)
class Clock:
    """The model that a diary's design asks for, why, and the unit in which the model counts time.

    model : "var" or "ct-var"; reason : one sentence; unit : days (typical interval between a person's entries).
    """

    model: Literal["ct-var", "var"]
    reason: str
    unit: float


def clock_of(diary: Diary, model: str = "auto") -> Clock:
    """The clock of a diary for ``model`` ("auto", "var" or "ct-var").

    Raises
    ------
    PairbondError : for "var" where people often write more than once a day.
    """
    how = design(diary)
    if model == "ct-var":
        return Clock(model, "Continuous time, as asked for.", how.interval)
    if model == "var" and how.kind == "irregular" and how.most_a_day > 1:
        couple, person, day = _doubled(diary)
        raise PairbondError(
            f"couple {couple}, person {person} has more than one entry on day {day}, as on {how.doubled:.0%} of "
            'all days with entries; the discrete-time model "var" takes one a day: use model="ct-var"'
        )
    apart = partners_apart(diary)
    if how.kind == "daily" and model == "auto" and apart > APART * how.interval:
        between = f"{24 * apart:.0f} hours" if apart < 2 else f"{apart:.0f} days"
        return Clock("ct-var", f"Partners write {between} apart, so the model runs in continuous time.", how.interval)
    if how.kind == "daily":
        every = "a day" if how.interval == 1 else f"every {how.interval:g} days"
        lag = "one day" if how.interval == 1 else f"{how.interval:g} days"
        extra = "; where there were two, their mean was taken" if how.doubled > 0 else ""
        return Clock("var", f"There was one entry {every}, so a lag is {lag}{extra}.", how.interval)
    if model == "var":
        return Clock("var", "From day to day, as asked for.", 1.0)
    what = f"more than once on {how.doubled:.0%} of their days" if how.doubled > 0 else "at no fixed interval"
    return Clock("ct-var", f"People wrote {what}, so the model runs in continuous time.", how.interval)


def steps(rows: pd.DataFrame, step: int) -> F:
    """Number of the step (of ``step`` days) to which each row belongs, from the couple's first day."""
    return np.round(calendar_days(rows) / step)


def _doubled(diary: Diary) -> tuple[str, str, int]:
    """Couple, person and day of the first second entry of a day."""
    day = calendar_days(diary.frame)
    at = np.flatnonzero(diary.frame.assign(_day=day).duplicated(["couple", "person", "_day"]).to_numpy())[0]
    row = diary.frame.iloc[at]
    return str(row["couple"]), str(row["person"]), int(day[at])


def one_a_step(diary: Diary, step: int) -> Diary:
    """The same diary with one entry a person and step (of ``step`` days): the mean of those there are.

    Text and time are those of the first entry. The diary itself where nothing is to be merged.
    """
    frame = diary.frame
    key = [frame["couple"], frame["partner"], steps(frame, step)]
    if not pd.concat([pd.Series(k, index=frame.index) for k in key], axis=1).duplicated().any():
        return diary
    numbers = [*[item.name for item in diary.available], *diary.covariates]
    by = frame.groupby(key, sort=False)
    first = by.head(1).copy()
    first[numbers] = by[numbers].transform("mean").loc[first.index]
    return replace(diary, frame=first.reset_index(drop=True))
