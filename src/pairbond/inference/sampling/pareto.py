"""How heavy the tail of importance weights is.

Source: Vehtari et al. (2024), Pareto smoothed importance sampling; Zhang & Stephens (2009), the fit of the tail.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

F = NDArray[np.float64]


def tail_shape(log_weight: F) -> float:
    """Shape of the tail (k-hat): below .7 the weights can be worked with as they are."""
    count = len(log_weight)
    tail = int(min(0.2 * count, 3 * np.sqrt(count)))
    order = np.argsort(log_weight)
    top = order[-tail:]
    shifted = log_weight - log_weight.max()
    excess = np.exp(shifted[top]) - np.exp(shifted[order[-tail - 1]])
    if tail < 5 or excess[0] <= 0 or not np.isfinite(log_weight[top[0]]):
        return float("inf")
    return _pareto(excess)


def _pareto(x: F) -> float:
    """Shape of a generalised Pareto distribution, for sorted positive ``x`` (Zhang & Stephens, 2009)."""
    n = len(x)
    grid = 30 + int(np.sqrt(n))
    b = 1 - np.sqrt(grid / (np.arange(1, grid + 1) - 0.5))
    b = b / (3 * x[int(n / 4 + 0.5) - 1]) + 1 / x[-1]
    k = np.log1p(-b[:, None] * x).mean(1)
    log = n * (np.log(-b / k) - k - 1)
    weight = 1 / np.exp(log - log[:, None]).sum(1)
    best = (b * weight).sum() / weight.sum()
    shape = np.log1p(-best * x).mean()
    return float((n * shape + 5) / (n + 10))
