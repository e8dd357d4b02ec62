"""Each rating as predicted from the days before it: mean, spread and log density on the scale of the ratings."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import logsumexp

from pairbond.inference.theory import _response_moments
from pairbond.inference.theory._problem import Problem
from pairbond.inference.theory.panel import Panel

F = NDArray[np.float64]


def one_step(problem: Problem, theta: F) -> pd.DataFrame:
    """Rows couple, partner, item, time, value, mean, sd, logdensity, for draws ``theta`` [B, P].

    The density of a rating in whole steps is its probability by the width of a step, so that it can be compared with
    that of models that know no steps.
    """
    panel = problem.panel
    track, numbers = problem.track(theta, keep=True), problem.layout.numbers(theta)
    kind = np.array([c.kind for c in panel.columns])
    steps = np.array([float(c.steps) for c in panel.columns])
    low, width = (np.array([getattr(c, name) for c in panel.columns]) for name in ("low", "width"))
    means: list[F] = []
    variances: list[F] = []
    densities: list[F] = []
    for t in range(panel.days):
        found = _response_moments.expected(kind, steps, numbers.noise, track.reading[t], track.spread[t])
        mean, variance = found.mean, found.variance + found.slope**2 * track.spread[t]
        normal = -0.5 * (panel.y[t] - mean) ** 2 / variance - 0.5 * np.log(2 * np.pi * variance)
        graded = _response_moments.probability(panel.y[t], track.reading[t], track.spread[t], numbers.noise, steps)
        whole = np.abs(panel.y[t] * steps - np.round(panel.y[t] * steps)) < 1e-6
        stepwise = np.log(graded * steps)
        yes_no = np.log(np.where(panel.y[t] > 0.5, mean, 1.0 - mean))
        log = np.where((kind == "rounded") & whole & _graded(panel), stepwise, normal)
        densities.append(np.where(kind == "binary", yes_no, log) - np.log(width))
        means.append(mean)
        variances.append(variance)
    mean, variance = np.stack(means), np.stack(variances)
    log = logsumexp(np.stack(densities), axis=1) - np.log(len(theta))
    middle, spread = mean.mean(1), np.sqrt(variance.mean(1) + mean.var(1))
    columns = {"value": low + width * panel.y, "mean": low + width * middle, "sd": width * spread, "logdensity": log}
    return _table(panel, columns)


def _graded(panel: Panel) -> NDArray[np.bool_]:
    """Columns whose steps are those of the ratings, not of a scale without steps."""
    return np.array([c.whole and c.steps == round(c.width) for c in panel.columns])


def _table(panel: Panel, columns: dict[str, F]) -> pd.DataFrame:
    day, column = np.nonzero(panel.seen)
    order = np.lexsort((day, column))
    day, column = day[order], column[order]
    table = pd.DataFrame(
        {
            "couple": panel.couple,
            "partner": np.array([panel.partners[c.partner] for c in panel.columns])[column],
            "item": np.array([c.item for c in panel.columns])[column],
            "time": (panel.first_day + day).astype(float),
        }
    )
    for name, values in columns.items():
        table[name] = values[day, column]
    return table
