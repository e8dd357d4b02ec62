"""What each person's own responses predict, one item at a time: the mean, and yesterday.

Both are regressions with a person's own intercept and own noise, fitted by least squares to that
person's training ratings. The predictive density is Student's t, which is the exact Bayesian
predictive under the usual flat prior on the coefficients and the logarithm of the noise
(Gelman et al., Bayesian Data Analysis, 3rd ed., section 14.2), so that what a short diary leaves
unknown is counted against the baseline no more and no less than it must be.

A person who always gave the same rating has a noise of zero, and a first other rating would then be
impossible. The noise is therefore never taken below what rounding alone does (:func:`pairbond.diary.least_sd`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import lgamma, log, pi

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond.diary import Item, design, least_sd
from pairbond.predict.split import Split

F = NDArray[np.float64]
FEWEST = 3  # ratings below which a person's noise is not known
PAIRS = 5  # successive ratings below which carry-over is not known


@dataclass(frozen=True)
class Series:
    """One person's ratings of one item: training times and values, then those held out."""

    time: F
    value: F
    later: F
    response: F
    least_sd: float
    step: float  # typical time between ratings, days
    item: Item | None = None


Table = tuple[F, F]  # mean and log density of each held-out rating; NaN where there is no prediction


@dataclass(frozen=True)
class Predictive:
    """Student's t for each held-out rating: centres and scales, and one number of degrees of freedom."""

    mean: F
    scale: F
    freedom: int


def own_mean(series: Series) -> Table:
    """Every later day is like the person's mean."""
    return _density(series, steady(series))


def yesterday(series: Series) -> Table:
    """Every later day follows from the one before; see :func:`carried`."""
    return _density(series, carried(series))


def _density(series: Series, found: Predictive | None) -> Table:
    if found is None:
        return _nothing(series)
    return found.mean, student(series.response, found.mean, found.scale, found.freedom)


def steady(series: Series) -> Predictive | None:
    """The person's mean and the scatter around it; None with fewer than `FEWEST` ratings."""
    n = len(series.value)
    if n < FEWEST:
        return None
    noise = max(series.value.std(ddof=1), series.least_sd)
    mean = np.full(len(series.response), series.value.mean())
    return Predictive(mean, np.full(len(mean), noise * np.sqrt(1 + 1 / n)), n - 1)


def carried(series: Series) -> Predictive | None:
    """``rating = c + phi * rating before + noise``, one usual step apart.

    Over a gap of ``k`` steps the same recursion runs ``k`` times: mean ``c (1 + … + phi^(k-1)) + phi^k y``,
    noise ``s² (1 + phi² + … + phi^(2k-2))``, and the uncertainty of ``c`` and ``phi`` by the delta method
    (exact at ``k = 1``). With fewer than `PAIRS` successive training ratings it is the person's mean.
    """
    gap = np.rint(np.diff(series.time) / series.step)
    here = gap == 1
    x, y = series.value[:-1][here], series.value[1:][here]
    if len(x) < PAIRS or np.ptp(x) == 0:
        return steady(series)
    known = np.column_stack([np.ones(len(x)), x])
    inverse = np.linalg.inv(known.T @ known)
    c, phi = inverse @ known.T @ y
    freedom = len(x) - 2
    noise = max(float(((y - c - phi * x) ** 2).sum() / freedom), series.least_sd**2)
    last_time = np.concatenate([series.time[-1:], series.later[:-1]])
    last = np.concatenate([series.value[-1:], series.response[:-1]])
    steps = np.maximum(np.rint((series.later - last_time) / series.step), 1).astype(int)
    mean, scale = np.empty(len(last)), np.empty(len(last))
    for i, k in enumerate(steps):
        r = phi if k == 1 else float(np.clip(phi, -0.99, 0.99))  # an estimate beyond 1 must not explode over a gap
        power = r ** np.arange(k)
        mean[i] = c * power.sum() + r**k * last[i]
        by_phi = c * (np.arange(1, k) * power[:-1]).sum() + k * power[-1] * last[i]
        slope = np.array([power.sum(), by_phi])
        scale[i] = np.sqrt(noise * ((power**2).sum() + slope @ inverse @ slope))
    return Predictive(mean, scale, freedom)


def student(value: F, mean: F, scale: F, freedom: int) -> F:
    """Log density of Student's t."""
    top = lgamma((freedom + 1) / 2) - lgamma(freedom / 2) - 0.5 * log(freedom * pi)
    return top - np.log(scale) - (freedom + 1) / 2 * np.log1p(((value - mean) / scale) ** 2 / freedom)


def predict(data: Split, rule: Callable[[Series], Table]) -> pd.DataFrame:
    """Mean and log density of every held-out rating by one rule, aligned with ``data.cells``."""
    cells = data.cells
    least = {item.name: least_sd(data.training, item) for item in data.diary.items}
    items = {item.name: item for item in data.diary.items}
    how = design(data.training)
    time = "day" if how.kind == "daily" else "time"
    mean, density = np.full(len(cells), np.nan), np.full(len(cells), np.nan)
    for (_, _, item), rows in cells.groupby(["couple", "partner", "item"], sort=False):
        known, later = rows[~rows["held"]], rows[rows["held"]]
        if later.empty or known.empty:
            continue
        series = Series(
            time=known[time].to_numpy(float),
            value=known["value"].to_numpy(float),
            later=later[time].to_numpy(float),
            response=later["value"].to_numpy(float),
            least_sd=least[str(item)],
            step=how.interval,
            item=items[str(item)],
        )
        mean[later.index], density[later.index] = rule(series)
    return pd.DataFrame({"mean": mean, "logdensity": density})


def _nothing(series: Series) -> Table:
    return np.full(len(series.response), np.nan), np.full(len(series.response), np.nan)
