"""A dose that changes with time: step by step, along lines, or in pulses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from typing import Any

from pairbond.errors import PairbondError
from pairbond.theory.names import nearest

BETWEEN = ("step", "line")
FEW = 4


@dataclass(frozen=True, init=False)
class DoseSchedule:
    """What a dose is from day to day.

    Parameters
    ----------
    points : sequence of (day, dose)
        Days since the intervention started, the first of them 0, ascending; doses in [0, 1]. After the last point its
        dose stays.
    between : "step" or "line"
        A dose holds until the next point, or moves to it along a straight line.
    every : whole number of days, or None
        After so many days the schedule begins anew.

    Raises
    ------
    PairbondError : points that are not in order or out of range.

    Examples
    --------
    >>> DoseSchedule([(0, 0.2), (30, 0.8)], between="line").at(15)
    0.5
    >>> [DoseSchedule.pulses(every=21, days=3).at(day) for day in (0, 2, 3, 20, 21)]
    [1.0, 1.0, 0.0, 0.0, 1.0]
    """

    points: tuple[tuple[float, float], ...]
    between: str = "step"
    every: int | None = None

    def __init__(self, points: Sequence[Any], between: str = "step", every: float | None = None) -> None:
        try:
            pairs = tuple((float(day), float(dose)) for day, dose in points)
        except (TypeError, ValueError):
            raise PairbondError(
                "the points of a dose schedule are pairs of a day and a dose, like [(0, 0.2), (30, 0.8)]."
            ) from None
        _check(pairs, between, every)
        object.__setattr__(self, "points", pairs)
        object.__setattr__(self, "between", between)
        object.__setattr__(self, "every", None if every is None else int(every))

    @classmethod
    def pulses(cls, every: float, days: float, dose: float = 1.0, rest: float = 0.0) -> DoseSchedule:
        """``dose`` for the first ``days`` of every ``every`` days, and ``rest`` on the others."""
        return cls([(0.0, dose), (days, rest)], every=every)

    def at(self, day: float) -> float:
        """The dose ``day`` days after the start (>= 0)."""
        day = day % self.every if self.every else day
        at = max(k for k, (first, _) in enumerate(self.points) if k == 0 or first <= day)
        first, dose = self.points[at]
        return dose + self.slopes[at] * (day - first)

    @property
    def slopes(self) -> tuple[float, ...]:
        """From each point on, the change of the dose a day."""
        if self.between == "step":
            return (0.0,) * len(self.points)
        return (*((b - a) / (end - first) for (first, a), (end, b) in pairwise(self.points)), 0.0)

    def __str__(self) -> str:
        doses = [dose for _, dose in self.points]
        said = ", ".join(f"{dose:g} from day {day:g}" for day, dose in self.points)
        if len(doses) > FEW:
            said = f"{len(doses)} doses from {min(doses):g} to {max(doses):g}"
        return said + (f", every {self.every} days" if self.every else "")


def _check(points: tuple[tuple[float, float], ...], between: str, every: float | None) -> None:
    if not points or points[0][0] != 0:
        first = f"on day {points[0][0]:g}" if points else "nowhere"
        raise PairbondError(f"a dose schedule starts {first}; its first point has to be on day 0 of the intervention.")
    for (one, _), (two, _) in pairwise(points):
        if not one < two < float("inf"):
            raise PairbondError(f"a dose schedule has day {two:g} after day {one:g}; its days have to rise.")
    for day, dose in points:
        if not 0.0 <= dose <= 1.0:
            near = min(max(dose, 0.0), 1.0) if isfinite(dose) else 1.0
            raise PairbondError(
                f"a dose schedule has a dose of {dose:g} on day {day:g}, outside [0, 1]; the nearest is {near:g}."
            )
    if between not in BETWEEN:
        raise PairbondError(f"between of a dose schedule is {between!r}; the nearest is {nearest(between, BETWEEN)!r}.")
    if every is not None and not (isfinite(every) and every == int(every) and every > points[-1][0]):
        raise PairbondError(
            f"a dose schedule begins anew every {every:g} days; it has to be a whole number, and its last point, on "
            f"day {points[-1][0]:g}, has to come before: the nearest is {int(points[-1][0]) + 1}."
        )
