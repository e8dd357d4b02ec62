"""One hidden course behind several ratings: the plainest model of "something came over them".

``answer = level + loading · course + noise`` for every item, where the course carries over from day to day,
``course = phi · course before + shock``, and has variance one. Days without ratings are legal. Fitted by EM.

Source: Shumway & Stoffer (1982), EM for state-space models; Molenaar (1985), dynamic factor analysis of single persons.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

F = NDArray[np.float64]
ROUNDS = 150
STEADY = np.linspace(0.0, 0.99, 100)  # candidates of phi


@dataclass(frozen=True, eq=False)
class Factor:
    """level, loading and noise variance [D] of each item; phi of the course."""

    level: F
    loading: F
    noise: F
    phi: float

    def predict(self, y: F, seen: NDArray[np.bool_]) -> tuple[F, F]:
        """Mean and variance [T, D] of each day's ratings from the days before it."""
        ahead, spread, _, _ = _filtered(self, y, seen)
        mean = self.level + ahead[:, None] * self.loading
        return mean, spread[:, None] * self.loading**2 + self.noise


def fitted(y: F, seen: NDArray[np.bool_], least: F) -> Factor:
    """The model of largest likelihood.

    y, seen : [T, D] ratings and whether they were given. least : [D] noise variance below which none is taken.
    """
    count = seen.sum(0)
    level = np.where(seen, y, 0.0).sum(0) / np.maximum(count, 1)
    away = np.where(seen, y - level, 0.0)
    variance = np.maximum((away**2).sum(0) / np.maximum(count - 1, 1), least)
    direction = np.linalg.svd(away / np.sqrt(variance), full_matrices=False)[2][0]
    found = Factor(level, 0.7 * np.sign(direction) * np.sqrt(variance), np.maximum(0.5 * variance, least), 0.5)
    for _ in range(ROUNDS):
        found = _better(found, y, seen, least)
    return found


def _filtered(at: Factor, y: F, seen: NDArray[np.bool_]) -> tuple[F, F, F, F]:
    """Course a day ahead and its variance, and course and variance after the day, [T] each."""
    days = len(y)
    ahead, spread, now, left = (np.empty(days) for _ in range(4))
    mean, variance = 0.0, 1.0
    for t in range(days):
        ahead[t], spread[t] = mean, variance
        weight = np.where(seen[t], at.loading / at.noise, 0.0)
        precision = 1.0 / variance + float(weight @ at.loading)
        left[t] = 1.0 / precision
        now[t] = left[t] * (mean / variance + float(weight @ np.where(seen[t], y[t] - at.level, 0.0)))
        mean, variance = at.phi * now[t], at.phi**2 * left[t] + 1.0 - at.phi**2
    return ahead, spread, now, left


def _better(at: Factor, y: F, seen: NDArray[np.bool_], least: F) -> Factor:
    ahead, spread, now, left = _filtered(at, y, seen)
    mean, variance = now.copy(), left.copy()
    both = np.zeros(len(y))  # covariance of a day with the next
    for t in range(len(y) - 2, -1, -1):
        gain = left[t] * at.phi / spread[t + 1]
        mean[t] = now[t] + gain * (mean[t + 1] - ahead[t + 1])
        variance[t] = left[t] + gain**2 * (variance[t + 1] - spread[t + 1])
        both[t] = gain * variance[t + 1]
    square = mean**2 + variance
    # levels and loadings together: a regression of each item on the course
    n, s, ss = seen.sum(0), seen.T @ mean, seen.T @ square
    answers = np.where(seen, y, 0.0)
    v, vs = answers.sum(0), answers.T @ mean
    whole = n * ss - s**2
    safe = np.where(whole > 1e-9, whole, 1.0)
    loading = np.where(whole > 1e-9, (n * vs - s * v) / safe, 0.0)
    level = (v - loading * s) / np.maximum(n, 1)
    error = np.where(seen, y - level - mean[:, None] * loading, 0.0)
    noise = ((error**2).sum(0) + loading**2 * (seen.T @ variance)) / np.maximum(n, 1)
    cross = float((mean[:-1] * mean[1:] + both[:-1]).sum())
    before, after = float(square[:-1].sum()), float(square[1:].sum())
    left_over = 1.0 - STEADY**2
    fit = -0.5 * (len(y) - 1) * np.log(left_over) - 0.5 * (after - 2 * STEADY * cross + STEADY**2 * before) / left_over
    return Factor(level, loading, np.maximum(noise, least), float(STEADY[fit.argmax()]))
