"""Whom the gates are asked of: the ranges that random couples are drawn from, and the seeds.

Every trait is uniform within its range, independently of the others. The seeds are used for nothing but the gates.
Repairs are tried on the development seed; the second seed is run once, when nothing is going to be changed any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from pairbond.theory import Couple, Person

SEEDS = {"development": 2026_11_30, "second": 2027_01_31}
COUPLES = 200

Range = tuple[float, float]
RANGES: Mapping[str, Mapping[str, Range]] = {
    "self-inflating": {
        "inner_worth": (0.1, 0.4),
        "integration": (0.05, 0.35),
        "coping": (0.55, 1.0),
        "anxiety": (0.1, 0.7),
        "avoidance": (0.2, 0.8),
        "outside_life": (0.4, 0.8),
    },
    "self-sacrificing": {
        "inner_worth": (0.15, 0.45),
        "integration": (0.15, 0.5),
        "coping": (-1.0, -0.5),
        "anxiety": (0.45, 0.95),
        "avoidance": (0.0, 0.4),
        "outside_life": (0.4, 0.8),
    },
    "ordinary": {
        "inner_worth": (0.5, 0.9),
        "integration": (0.5, 0.9),
        "coping": (-0.3, 0.3),
        "anxiety": (0.05, 0.5),
        "avoidance": (0.05, 0.5),
        "outside_life": (0.4, 0.8),
    },
    "secure": {
        "inner_worth": (0.7, 0.9),
        "integration": (0.7, 0.9),
        "coping": (-0.1, 0.1),
        "anxiety": (0.05, 0.25),
        "avoidance": (0.05, 0.25),
        "outside_life": (0.4, 0.8),
    },
    # neither of the two ways of coping was plainly taken
    "wounded": {
        "inner_worth": (0.2, 0.5),
        "integration": (0.2, 0.5),
        "coping": (-0.3, 0.3),
        "anxiety": (0.1, 0.9),
        "avoidance": (0.05, 0.8),
        "outside_life": (0.4, 0.8),
    },
}
_KINDS = tuple(RANGES)


def people(kind: str, count: int, seed: int, side: int = 0) -> list[Person]:
    """``count`` random persons of a kind; ``side`` tells the two partners of a couple apart.

    A smaller ``count`` gives the first of the same persons.
    """
    chance = np.random.default_rng([seed, _KINDS.index(kind), side])
    low, high = np.array(list(RANGES[kind].values())).T
    drawn = low + (high - low) * chance.uniform(size=(count, len(low)))
    return [Person(**dict(zip(RANGES[kind], row, strict=True))) for row in drawn.tolist()]


def couples(a: str, b: str, count: int, seed: int) -> list[Couple]:
    """``count`` random couples of two kinds, partner a of the first."""
    return [Couple(*two) for two in zip(people(a, count, seed, 0), people(b, count, seed, 1), strict=True)]


def without_gains(many: list[Couple], *mechanisms: str) -> list[Couple]:
    """The same couples with a gain of 0 of some mechanisms in both partners."""
    off = dict.fromkeys(mechanisms, 0.0)
    return [replace(one, a=replace(one.a, gains=off), b=replace(one.b, gains=off)) for one in many]
