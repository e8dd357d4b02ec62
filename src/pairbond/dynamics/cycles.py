"""Cycles: how often the image of the partner falls, how far apart the falls are, and when that is a cycle.

An image *falls* when it goes from counting as good to not counting as good. It counts as good from when it is above
``HYSTERESIS`` until it is below ``-HYSTERESIS``; between the two it keeps what it was, so that trembling around 0 is no
fall. A course that begins between the two counts as good from 0 on.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

F = NDArray[np.float64]
HYSTERESIS = 0.3  # how far the image has to cross zero before that counts
FALLS = 3  # falls of one image, with what settles at the beginning left out, from which on it is a cycle


def begins_good(image: ArrayLike) -> F:
    """Whether an image counts as good at the beginning of a course, 1 or 0."""
    return np.asarray(np.asarray(image) >= 0, float)


def still_good(m: Any, good: Any, image: Any, margin: float = HYSTERESIS) -> Any:
    """Whether an image counts as good now, 1 or 0, given whether it did a moment ago; ``m`` are the functions."""
    return m.where(image > margin, 1.0, m.where(image < -margin, 0.0, good))


def fell(before: Any, now: Any) -> Any:
    """Whether an image has fallen, 1 or 0, given whether it counted as good ``before`` and counts so ``now``."""
    return before * (1.0 - now)


def idealised(image: ArrayLike, margin: float = HYSTERESIS) -> NDArray[np.bool_]:
    """Whether an image [time, …] counts as good, at each time."""
    x = np.asarray(image, float)
    found = np.empty(x.shape, bool)
    good = begins_good(x[0])
    for t, now in enumerate(x):
        good = still_good(np, good, now, margin)
        found[t] = good
    return found


def falls(image: ArrayLike, margin: float = HYSTERESIS) -> NDArray[np.bool_]:
    """Whether an image [time, …] has fallen since the time before; never at the first.

    Examples
    --------
    >>> np.flatnonzero(falls([1.0, 0.1, -0.2, 0.2, -0.4, -1.0, 0.1, 0.4, -0.5]))
    array([4, 8])
    """
    good = idealised(image, margin).astype(float)
    found = np.zeros(good.shape, bool)
    found[1:] = fell(good[:-1], good[1:]) > 0
    return found


def fall_count(image: ArrayLike, margin: float = HYSTERESIS) -> NDArray[np.int_]:
    """How often an image, or anything else, [time, …] falls from more than ``margin`` to less than minus that, […]."""
    return falls(image, margin).sum(0)


def fall_period(image: ArrayLike) -> F:
    """Mean time between falls of an image [time, …], […]; NaN with fewer than two falls."""
    fell = falls(image)
    count = fell.sum(0)
    first, last = fell.argmax(0), len(fell) - 1 - fell[::-1].argmax(0)
    return np.where(count > 1, (last - first) / np.maximum(count - 1, 1), np.nan)


def dominant_falls(image: ArrayLike) -> tuple[NDArray[np.int_], F]:
    """Of images [time, 2, n]: how often the one that falls more often does so, and the mean time between its falls."""
    count, period = fall_count(image), fall_period(image)
    who = count.argmax(0)[None]
    return np.take_along_axis(count, who, 0)[0], np.take_along_axis(period, who, 0)[0]


def is_cycling(image: ArrayLike, settling: int) -> NDArray[np.bool_]:
    """Whether a couple with images [time, 2, n] cycles: one of them falls ``FALLS`` times after ``settling``."""
    return np.asarray((fall_count(np.asarray(image)[settling:]) >= FALLS).any(0))
