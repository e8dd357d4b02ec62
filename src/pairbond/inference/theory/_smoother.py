"""The states given the whole diary: means, and whole courses drawn at random.

Source: Rauch, Tung & Striebel (1965); courses by drawing backwards from the last evening (Frühwirth-Schnatter, 1994).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairbond.inference.theory import _states
from pairbond.inference.theory._filter import SIZE, Track

F = NDArray[np.float64]


class Smoothed(NamedTuple):
    """mean [T, B, SIZE], variance [T, B, SIZE], and one random course [T, B, SIZE] of each candidate."""

    mean: F
    variance: F
    course: F


def smooth(track: Track, seed: int) -> Smoothed:
    """Smooth what a filter kept."""
    rng = np.random.default_rng(seed)
    days, size = track.mean.shape[:2]
    mean, variance, course = (np.empty((days, size, SIZE)) for _ in range(3))
    x, p = track.mean[-1], track.cov[-1]
    drawn = _drawn(x, p, rng)
    for t in range(days - 1, -1, -1):
        if t < days - 1:
            before, ahead = track.cov[t], track.ahead_cov[t] + 1e-10 * np.eye(SIZE)
            gain = np.swapaxes(np.linalg.solve(ahead, track.slope[t] @ before), 1, 2)
            x = track.mean[t] + np.einsum("bnm,bm->bn", gain, x - track.ahead[t])
            p = symmetric(before + gain @ (p - ahead) @ np.swapaxes(gain, 1, 2))
            left = symmetric(before - gain @ ahead @ np.swapaxes(gain, 1, 2))
            drawn = _drawn(track.mean[t] + np.einsum("bnm,bm->bn", gain, drawn - track.ahead[t]), left, rng)
        mean[t], variance[t], course[t] = _states.inside(x), np.diagonal(p, axis1=1, axis2=2), _states.inside(drawn)
    return Smoothed(mean, np.maximum(variance, 0.0), course)


def _drawn(x: F, p: F, rng: np.random.Generator) -> F:
    root = safe_root(p + 1e-9 * np.eye(SIZE))
    return x + np.einsum("bnm,bm->bn", root, rng.normal(size=x.shape))


def symmetric(x: F) -> F:
    """What rounding made uneven, made even."""
    return 0.5 * (x + np.swapaxes(x, -1, -2))


def safe_root(p: F) -> F:
    """Cholesky factors of covariances [B, n, n]; where one is none, of the nearest that is.

    One candidate that leads nowhere must not take the others with it; its value tells of it.
    """
    try:
        return np.asarray(np.linalg.cholesky(p), np.float64)
    except np.linalg.LinAlgError:
        size, axes = np.linalg.eigh(np.nan_to_num(p, nan=0.0, posinf=1e6, neginf=-1e6))
        lifted = (axes * np.maximum(size, 1e-9)[:, None]) @ np.swapaxes(axes, 1, 2)
        return np.asarray(np.linalg.cholesky(0.5 * (lifted + np.swapaxes(lifted, 1, 2))), np.float64)
