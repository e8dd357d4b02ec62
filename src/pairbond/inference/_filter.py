"""Where a couple is, was and will be, given the numbers of the model: filter, smoother, forecast.

A second, independent route through the model: NumPy, all ratings of an occasion at once, batch first.
It must agree with `pairbond.inference._kernel`, which takes the ratings one by one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

F = NDArray[np.float64]


@dataclass(frozen=True)
class Track:
    """Means and covariances of the state at each occasion, [T, B, m] and [T, B, m, m].

    before: given earlier days; after: given that day too. log_density [T, B]: of all ratings of a day.
    expected, variance [T, B, D+p]: of each rating before any rating of its day is known.
    """

    before: F
    before_cov: F
    after: F
    after_cov: F
    expected: F
    variance: F
    log_density: F


def _pick(table: F, step: NDArray[np.intp]) -> F:
    return table[:, 0] if table.shape[1] == 1 else table[np.arange(len(table)), step]


def run(num: dict[str, F], places: list[int], y: F, seen: NDArray[np.bool_], step: NDArray[np.intp]) -> Track:
    """Filter centred ratings ``y`` [T, B, D+p]; ``places`` says which state each rating observes."""
    t, b, d = y.shape
    m = num["start_mean"].shape[1]
    x, cov = num["start_mean"], num["start_cov"]
    track = Track(*(np.zeros((t, b, *s)) for s in ((m,), (m, m), (m,), (m, m), (d,), (d,), ())))
    eye = np.eye(d)
    for i in range(t):
        track.before[i], track.before_cov[i] = x, cov
        w = seen[i].astype(float)
        s = cov[:, places][:, :, places] + num["error"]
        track.expected[i] = x[:, places]
        track.variance[i] = np.diagonal(s, axis1=1, axis2=2)
        s = s * w[:, :, None] * w[:, None] + eye * (1 - w)[:, None]
        error = (y[i] - x[:, places]) * w
        inverse = np.linalg.inv(s)
        weighted = np.einsum("bij,bj->bi", inverse, error)
        log_det = np.linalg.slogdet(s)[1]
        track.log_density[i] = -0.5 * ((error * weighted).sum(1) + log_det + w.sum(1) * np.log(2 * np.pi))
        column = cov[:, :, places] * w[:, None]
        x = x + np.einsum("bmi,bi->bm", column, weighted)
        cov = cov - column @ inverse @ np.swapaxes(column, 1, 2)
        track.after[i], track.after_cov[i] = x, cov
        trans, noise = _pick(num["transition"], step[i]), _pick(num["noise_cov"], step[i])
        x = np.einsum("bij,bj->bi", trans, x)
        cov = trans @ cov @ np.swapaxes(trans, 1, 2) + noise
        cov = 0.5 * (cov + np.swapaxes(cov, 1, 2))
    return track


def smooth(num: dict[str, F], track: Track, step: NDArray[np.intp]) -> tuple[F, F]:
    """Mean [T, B, m] and covariance [T, B, m, m] of the state given the whole diary."""
    mean, cov = track.after.copy(), track.after_cov.copy()
    for i in range(len(mean) - 2, -1, -1):
        trans = _pick(num["transition"], step[i])
        ridge = 1e-12 * np.eye(mean.shape[2])
        gain = track.after_cov[i] @ np.swapaxes(trans, 1, 2) @ np.linalg.inv(track.before_cov[i + 1] + ridge)
        mean[i] = track.after[i] + np.einsum("bij,bj->bi", gain, mean[i + 1] - track.before[i + 1])
        cov[i] = track.after_cov[i] + gain @ (cov[i + 1] - track.before_cov[i + 1]) @ np.swapaxes(gain, 1, 2)
    return mean, cov


def ahead(x: F, cov: F, trans: F, noise: F, steps: int) -> tuple[F, F]:
    """State [steps, B, m] and covariance after 1 … ``steps`` equal steps."""
    means, covs = [], []
    for _ in range(steps):
        x = np.einsum("bij,bj->bi", trans, x)
        cov = trans @ cov @ np.swapaxes(trans, 1, 2) + noise
        means.append(x)
        covs.append(cov)
    return np.stack(means), np.stack(covs)
