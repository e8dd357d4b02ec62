"""Mean and variance of a rating, given the reading behind it, with rounding and the ends of the scale.

Somebody whose reading is near the end of a scale gives the last rating most days; a plain normal error would take that
for a precise "a little above none". So the rating is the reading plus normal noise, rounded to the nearest step and cut
at the ends, and the filter is given the exact mean and variance of that.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

F = NDArray[np.float64]
LEAST = 1e-3  # variance below which a rating is not known, in units of the scale


class Expected(NamedTuple):
    """Mean of a rating, its slope in the reading, and the variance that is not the reading's; all [..., D]."""

    mean: F
    slope: F
    variance: F


def rounded(reading: F, spread: F, noise: F, steps: F) -> Expected:
    """Ratings on 0, 1/n, … 1, for readings that are normal with variance ``spread``.

    ``steps`` [D] holds the number n of steps of each item; others are [..., D].
    """
    mean, square, slope = np.zeros_like(reading), np.zeros_like(reading), np.zeros_like(reading)
    total = np.sqrt(spread + noise**2)
    for k in range(1, int(steps.max()) + 1):
        there = k <= steps
        z = (reading - (k - 0.5) / steps) / total
        above = np.where(there, ndtr(z), 0.0)
        mean += above / steps
        square += (2 * k - 1) * above / steps**2
        slope += np.where(there, np.exp(-0.5 * z * z) / (np.sqrt(2 * np.pi) * total * steps), 0.0)
    return Expected(mean, slope, np.maximum(square - mean**2 - slope**2 * spread, LEAST))


def binary(reading: F, spread: F) -> Expected:
    """No or yes, the reading being the chance of a yes."""
    chance = np.clip(reading, 0.01, 0.99)
    return Expected(chance, np.ones_like(reading), np.maximum(chance * (1 - chance) - spread, 0.01))


def plain(reading: F, noise: F) -> Expected:
    """A scale without steps and ends."""
    return Expected(reading, np.ones_like(reading), noise**2)


def expected(kind: NDArray[Any], steps: F, noise: F, reading: F, spread: F) -> Expected:
    """Moments of the ratings of columns of each ``kind`` [D] for readings [..., D] of variance ``spread``."""
    of = {"rounded": rounded(reading, spread, noise, steps), "binary": binary(reading, spread)}
    which = [kind == name for name in of]
    return Expected(*(np.select(which, [one[i] for one in of.values()], plain(reading, noise)[i]) for i in range(3)))


def probability(answer: F, reading: F, spread: F, noise: F, steps: F) -> F:
    """Chance of a rounded ``answer`` (0, 1/n, … 1)."""
    total, half = np.sqrt(spread + noise**2), 0.5 / steps
    above = np.where(answer >= 1 - half, 0.0, ndtr((reading - answer - half) / total))
    below = np.where(answer <= half, 1.0, ndtr((reading - answer + half) / total))
    return np.maximum(below - above, 1e-12)
