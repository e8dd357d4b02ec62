"""How well phases of days are told: balanced accuracy with a neighbour's day allowed, pooled and by couple."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

F = NDArray[np.float64]
NEAR = 1  # days
RESAMPLES = 4000


def right(truth: ArrayLike, found: ArrayLike, series: ArrayLike = 0) -> NDArray[np.bool_]:
    """Days [T] on which what was found is true of the day or of a neighbour in the same ``series`` of days."""
    truth, found = np.asarray(truth), np.asarray(found)
    series = np.broadcast_to(np.asarray(series), truth.shape)
    hit = found == truth
    for k in range(1, NEAR + 1):
        same = series[k:] == series[:-k]
        hit[k:] |= same & (found[k:] == truth[:-k])
        hit[:-k] |= same & (found[:-k] == truth[k:])
    return hit


def balanced(truth: ArrayLike, hit: ArrayLike) -> float:
    """Mean over the classes that occur of the share of hits; NaN if there are none."""
    truth, hit = np.asarray(truth), np.asarray(hit)
    kinds = np.unique(truth)
    return float(np.mean([hit[truth == k].mean() for k in kinds])) if len(kinds) else np.nan


def counted(truth: ArrayLike, hit: ArrayLike, group: ArrayLike) -> tuple[F, F]:
    """Hits and days of each group and class, both [G, K]."""
    truth, hit = np.asarray(truth), np.asarray(hit, float)
    kinds, kind = np.unique(truth, return_inverse=True)
    groups, at = np.unique(np.asarray(group), return_inverse=True)
    hits, days = np.zeros((len(groups), len(kinds))), np.zeros((len(groups), len(kinds)))
    np.add.at(hits, (at, kind), hit)
    np.add.at(days, (at, kind), 1.0)
    return hits, days


def interval(
    truth: ArrayLike, hit: ArrayLike, group: ArrayLike, against: ArrayLike | None = None, seed: int = 0
) -> tuple[float, float]:
    """90 % interval of the balanced accuracy, or of its lead over ``against``, when couples (``group``) are redrawn."""
    hits, days = counted(truth, hit, group)
    weight = np.random.default_rng(seed).multinomial(len(hits), np.full(len(hits), 1 / len(hits)), RESAMPLES)
    with np.errstate(all="ignore"):
        found = np.nanmean((weight @ hits) / (weight @ days), axis=1)
        if against is not None:
            found = found - np.nanmean((weight @ counted(truth, against, group)[0]) / (weight @ days), axis=1)
    low, high = np.quantile(found, [0.05, 0.95])
    return float(low), float(high)
