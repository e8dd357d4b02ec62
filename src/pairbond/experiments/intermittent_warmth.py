"""Warmth, or hostility, in spells: in an order without a period, or in a rhythm of the same length."""

from __future__ import annotations

from collections.abc import Iterator

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


def rhythm(on: int, off: int, high: float, low: float = 0.0) -> DoseSchedule:
    """``high`` for ``on`` days, then ``low`` for ``off`` days, again and again."""
    return DoseSchedule([(0, high), (on, low)], every=on + off)


def orders(turns: int, on: int, off: int, high: float, count: int, low: float = 0.0) -> Iterator[DoseSchedule]:
    """``count`` orders without a period that a rhythm of ``turns`` turns is fairly compared with.

    As many spells of each kind as in ``rhythm(on, off, high, low)`` and as many days in them, so that mean, variance
    and mean length of spells are the same; only how long each spell lasts is left to chance. The orders are drawn once
    and for all.
    """
    chance = np.random.default_rng([29, on, off])
    for _ in range(count):
        lengths = [_composed(turns * days, turns, chance) for days in (on, off)]
        points, day = [], 0
        for high_days, low_days in zip(*lengths, strict=True):
            points += [(day, high), (day + high_days, low)]
            day += high_days + low_days
        yield DoseSchedule(points)


def _composed(days: int, count: int, chance: np.random.Generator) -> list[int]:
    """``count`` lengths of at least a day that add up to ``days``, each such row as likely as any other."""
    cuts = np.sort(chance.choice(np.arange(1, days), count - 1, replace=False))
    return [int(x) for x in np.diff(np.concatenate([[0], cuts, [days]]))]
