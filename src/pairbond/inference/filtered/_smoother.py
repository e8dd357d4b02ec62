"""Courses of the states given the whole diary: drawn backwards from what the filter kept.

Source: Rauch, Tung & Striebel (1965) in the form for filters by points, Särkkä & Svensson (2023), ch. 10; drawn step by
step as by Frühwirth-Schnatter (1994).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pairbond.inference.filtered._filter import TINY, Track

F = NDArray[np.float64]


def courses(track: Track, seed: int) -> F:
    """One course of the states for each candidate, [T, B, n]."""
    rng = np.random.default_rng(seed)
    steps, b, n = track.mean.shape
    found = np.zeros((steps, b, n))
    found[-1] = _drawn(track.mean[-1], track.cov[-1], rng)
    for t in range(steps - 2, -1, -1):
        whole, turned = track.ahead_cov[t] + TINY * np.eye(n), np.swapaxes(track.cross[t], 1, 2)
        gain = np.swapaxes(np.linalg.solve(whole, turned), 1, 2)
        mean = track.mean[t] + np.einsum("bij,bj->bi", gain, found[t + 1] - track.ahead[t])
        cov = track.cov[t] - gain @ turned
        found[t] = _drawn(mean, cov, rng)
    return found


def _drawn(mean: F, cov: F, rng: np.random.Generator) -> F:
    value, vector = np.linalg.eigh(0.5 * (cov + np.swapaxes(cov, 1, 2)))
    noise = rng.normal(size=mean.shape) * np.sqrt(np.maximum(value, 0.0))
    return mean + np.einsum("bij,bj->bi", vector, noise)
