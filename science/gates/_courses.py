"""What the gates read from courses ``[days, n]``, one number a couple."""

from __future__ import annotations

import numpy as np

from pairbond.dynamics import FALLS, fall_count
from pairbond.experiments.summaries import turns

Array = np.ndarray
SETTLED, SETTLED_LAST = 300, 900  # days in which a couple has to show its cycle
SWING = 0.1  # how far arousal has to go above and below its mean for a turn


def cycling(image: Array) -> Array:
    """Whether an image [days, n] falls at least three times in days 300 to 900."""
    return fall_count(image[SETTLED : SETTLED_LAST + 1]) >= FALLS


def arousal_turns(arousal: Array) -> Array:
    """How often arousal [days, n] falls through its mean, from .1 above it to .1 below."""
    return turns(arousal, 0, centre=arousal.mean(axis=0), least=SWING)


def half_life(x: Array) -> Array:
    """Days from the first day of ``x`` [days, n] until it is below half of its peak, after the peak.

    The number of days followed where that does not happen.
    """
    peak = x.argmax(axis=0)
    days = np.arange(len(x))[:, None]
    low = (x < 0.5 * x.max(axis=0)) & (days > peak)
    return np.where(low.any(axis=0), low.argmax(axis=0), len(x)).astype(float)


def masked_mean(x: Array, which: Array) -> Array:
    """Mean of ``x`` [days, n] over the days of each couple in ``which`` [days, n]; NaN where there are none."""
    count = which.sum(axis=0)
    with np.errstate(invalid="ignore"):
        return np.where(count > 0, (x * which).sum(axis=0) / np.maximum(count, 1), np.nan)


def peak_day(x: Array, window: int = 30) -> int:
    """Middle of the ``window`` days in which a course [days] is highest on average."""
    means = np.convolve(x, np.ones(window) / window, mode="valid")
    return int(means.argmax()) + window // 2


def correlation(x: Array, y: Array) -> Array:
    """Pearson's for each column of two arrays [days, n]; 0 where one of them does not vary."""
    x, y = x - x.mean(axis=0), y - y.mean(axis=0)
    size = np.sqrt((x**2).sum(axis=0) * (y**2).sum(axis=0))
    return np.where(size > 0, (x * y).sum(axis=0) / np.where(size > 0, size, 1.0), 0.0)
