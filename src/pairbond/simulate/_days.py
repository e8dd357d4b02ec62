"""Whole days and the steps they are made of, and the nearest that is possible where one is not."""

from __future__ import annotations

from math import isfinite, isnan

from pairbond.errors import PairbondError
from pairbond.model import Model

MOST_STEPS = 1000  # of a day


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


def step_of(model: Model, dt: float | None = None) -> float:
    """Days that a step of a model takes.

    By default a quarter of a day, and one occasion for a model that leads from one occasion to the next.

    Raises
    ------
    PairbondError : a day is no whole number of such steps, or not one occasion; with the nearest.
    """
    if dt is None:
        return 0.25 if model.clock == "flow" else 1.0
    if model.clock == "map" and dt != 1:
        raise PairbondError(f"dt is {dt:g}, but {model.label} leads from one occasion to the next; the nearest is 1.")
    if not 1 / MOST_STEPS <= dt <= 1 or abs(1 / dt - round(1 / dt)) > 1e-9:
        near = 1 / round(1 / min(max(dt, 1 / MOST_STEPS), 1)) if dt > 0 else 0.25
        raise PairbondError(f"dt is {dt:g}, but a day has to be a whole number of steps; the nearest is {near:g}.")
    return float(dt)
