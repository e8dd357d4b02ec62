"""What is read from a run: arrays ``[days + 1, n]`` in, one number for each of n draws out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from pairbond.dynamics import fall_count

Array = np.ndarray


def mean(x: Array, first: int = 0, last: int | None = None) -> Array:
    """Mean over days first to last, the last not included."""
    return x[first:last].mean(axis=0)


def by_draw(fn: Callable[..., float], *arrays: Array) -> Array:
    """``fn`` of each draw's columns."""
    return np.array([fn(*(x[..., i] for x in arrays)) for i in range(arrays[0].shape[-1])], float)


def rises(x: Array) -> Array:
    """Days on which a course crosses 0 upwards, between the days."""
    at = np.flatnonzero((x[:-1] < 0) & (x[1:] >= 0))
    return at - x[at] / (x[at + 1] - x[at])


def falls(x: Array) -> Array:
    """Whole days on which a course first is at or below 0."""
    return np.flatnonzero((x[:-1] > 0) & (x[1:] <= 0)) + 1


def turns(x: Array, first: int, last: int | None = None, centre: float | Array = 0.0, least: float = 0.0) -> Array:
    """How often each draw's course falls through ``centre``, from more than ``least`` above it to as much below."""
    return fall_count(x[first:last] - centre, least).astype(float)


def first_day(x: Array, below: float | Array) -> Array:
    """First day on which a course is below a level; NaN if never."""
    under = x < below
    return np.where(under.any(axis=0), under.argmax(axis=0).astype(float), np.nan)


def staying(rate: Array) -> Array:
    """Expected days until leaving within the run, from the rate of leaving (1/d)."""
    kept = np.exp(-np.cumsum(rate, axis=0))
    return kept.sum(axis=0)
