"""Whole days, and the nearest one that is possible where a day is not."""

from __future__ import annotations

from math import isfinite, isnan

from pairbond.errors import PairbondError


def whole(day: float) -> bool:
    """Whether it is a finite whole number."""
    return isfinite(day) and day == int(day)


def nearest_day(day: float, first: int, last: int) -> int:
    """The whole day from ``first`` to ``last`` that is nearest; of what is no number, the last."""
    return last if isnan(day) else round(min(max(day, first), last))


def day_within(day: float, first: int, last: int) -> int:
    """A whole day of a run from ``first`` to ``last``.

    Raises
    ------
    PairbondError : any other number, with the nearest.
    """
    if whole(day) and first <= day <= last:
        return int(day)
    near = nearest_day(day, first, last)
    raise PairbondError(f"the run has days {first} to {last}, and no day {day:g}; the nearest is {near}.")
