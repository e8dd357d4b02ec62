"""Warmth in spells whose order has no period."""

from __future__ import annotations

import numpy as np

from pairbond.theory import DoseSchedule


def _lengths(days: int, count: int, longest: int, shortest: int, chance: np.random.Generator) -> list[int]:
    """``count`` lengths between shortest and longest that add up to ``days``."""
    found = [days // count + (i < days % count) for i in range(count)]
    for _ in range(20 * count):
        i, j = chance.integers(count, size=2)
        if i != j and found[i] < longest and found[j] > shortest:
            found[i], found[j] = found[i] + 1, found[j] - 1
    return found


def spells(
    days: int, warm_days: int, count: int, warm: float, cold: float, longest: int = 9, shortest: int = 2
) -> DoseSchedule:
    """``warm`` on ``warm_days`` of every ``days``, in ``count`` spells between as many of ``cold``.

    The order is drawn once and for all; it is the same in every experiment.
    """
    chance = np.random.default_rng(7)
    on = _lengths(warm_days, count, longest, shortest, chance)
    off = _lengths(days - warm_days, count, days, 1, chance)
    points, day = [], 0
    for cold_days, warm_ones in zip(off, on, strict=True):
        points += [(day, cold), (day + cold_days, warm)]
        day += cold_days + warm_ones
    return DoseSchedule(points, every=days)
