"""The five quantiles every table carries: the median, the middle half and the middle nine tenths."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

F = NDArray[np.float64]
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
NAMES = ("q05", "q25", "q50", "q75", "q95")
NORMAL = (-1.6448536269514722, -0.6744897501960817, 0.0, 0.6744897501960817, 1.6448536269514722)


def of_draws(draws: F) -> dict[str, F]:
    """Quantiles over the first axis, with mean and sd."""
    values = dict(zip(NAMES, np.quantile(draws, LEVELS, axis=0), strict=True))
    return {**values, "mean": draws.mean(0), "sd": draws.std(0)}


def of_one(draws: F) -> dict[str, float]:
    """The same of one quantity with draws [S]."""
    return {name: float(value[0]) for name, value in of_draws(draws[:, None]).items()}


def of_normal(mean: F, sd: F) -> dict[str, F]:
    """Quantiles, mean and sd of normal distributions."""
    return {**{name: mean + z * sd for name, z in zip(NAMES, NORMAL, strict=True)}, "mean": mean, "sd": sd}
