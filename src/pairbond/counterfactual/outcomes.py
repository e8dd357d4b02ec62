"""What is looked at: outcomes of each person and of the couple, and how a course of days becomes one number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pairbond.dynamics import cycles
from pairbond.theory import QUANTITIES

F = NDArray[np.float64]
HORIZONS = (30, 90, 180)  # days
TEXT_DAY = 180  # days; of the horizons this one and the last are put into words
TWO_YEARS = 730  # days
WINDOW = 14  # days before a horizon over which is averaged


@dataclass(frozen=True)
class Outcome:
    """One thing that is compared.

    ``name`` as in the theory's table of quantities, where ``label`` and ``couple`` (one value for both) stand;
    ``main``: in words and pictures, the others are in the table only; ``count``: of events since the diary ended, which
    are no quantity of the theory and have a label of their own, not a mean.
    """

    name: str
    main: bool = False
    count: str = ""

    @property
    def label(self) -> str:
        """In plain words."""
        return self.count or QUANTITIES[self.name].label

    @property
    def couple(self) -> bool:
        """Whether it is one value for both."""
        return bool(self.count) or QUANTITIES[self.name].couple


OUTCOMES: tuple[Outcome, ...] = (
    Outcome("arousal", main=True),
    Outcome("load", main=True),
    Outcome("unmet_need", main=True),
    Outcome("reality_trust", main=True),
    Outcome("felt_worth"),
    Outcome("shame"),
    Outcome("craving"),
    Outcome("outside_life"),
    Outcome("agency"),
    Outcome("security", main=True),
    Outcome("tension"),
    Outcome("falls", main=True, count="falls of the image of the other"),
)
BY_NAME = {one.name: one for one in OUTCOMES}
RECORDED = (*(one.name for one in OUTCOMES if not one.count), "image", "mentalization")


def horizons(days: int) -> tuple[int, ...]:
    """The days at which is compared, the last one included."""
    return (*(h for h in HORIZONS if h < days), days)


def text_horizons(at: tuple[int, ...]) -> tuple[int, ...]:
    """Of the horizons those that are put into words: half a year, if it is among them, and the last."""
    return tuple(dict.fromkeys((*(day for day in at if day == TEXT_DAY), at[-1])))


def falls(image: F) -> F:
    """How often an image [days + 1, 2, n] of either partner has fallen since the first day, [days + 1, n]."""
    return cycles.falls(image).cumsum(0).sum(1).astype(float)


def paths(shown: dict[str, F]) -> dict[str, F]:
    """Daily values of every outcome, [days + 1, 2, n] or [days + 1, n]."""
    return {one.name: falls(shown["image"]) if one.count else shown[one.name] for one in OUTCOMES}


def at_horizon(one: Outcome, path: F, day: int) -> F:
    """Mean over the days of the window before ``day`` (that day included), or the count until then."""
    return path[day] if one.count else path[day - WINDOW + 1 : day + 1].mean(0)
