"""Posterior predictive checks made for couples: would this model have written such a diary?"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond.inference import quantiles
from pairbond.inference._effects import processes
from pairbond.inference._posterior import numbers
from pairbond.inference._system import baseline

if TYPE_CHECKING:
    from pairbond.inference.result import Fit

F = NDArray[np.float64]
REPLICAS = 100


def checks(fit: Fit) -> pd.DataFrame:
    """Statistics of the diary beside their distribution in diaries the fitted model would write.

    Columns: statistic, label, partner, item, observed, quantiles of the replicas, and ``p``, the share of
    replicas at or above the observed value. Replicas have the same gaps and missing cells, and ratings
    outside the scale are put at its end, as a person would.
    """
    data, d = fit.responses, fit.layout.settings.processes
    scale = fit.responses
    observed = (
        np.moveaxis(np.asarray(data.panel.y), 1, 2)[:, :, :d] * scale.scale.T
        + scale.center.T
        + np.moveaxis(scale.shift, 1, 2)
    )
    seen = np.moveaxis(np.asarray(data.panel.seen), 1, 2)[:, :, :d]
    with warnings.catch_warnings():
        # somebody who never wrote two days running has no statistic of successive days: that is no fault
        warnings.filterwarnings("ignore", "All-NaN|Mean of empty|Degrees of freedom", RuntimeWarning)
        truth = _statistics(fit, np.where(seen, observed, np.nan))
        replicas = [_statistics(fit, np.where(seen, r, np.nan)) for r in replicate(fit, REPLICAS)]
    draws = np.array([[value for *_, value in r] for r in replicas])
    table = pd.DataFrame(
        [{"statistic": s, "label": label, "partner": p, "item": i, "observed": v} for s, label, p, i, v in truth]
    )
    table = table.assign(**quantiles.of_draws(draws))
    table["p"] = (draws >= table["observed"].to_numpy()).mean(0)
    return table


def replicate(fit: Fit, size: int) -> list[F]:
    """``size`` diaries [T, N, D] on the rating scale, each written by another posterior draw."""
    data, s = fit.responses, fit.layout.settings
    rng = np.random.default_rng(fit.spec.seed + 1)
    d, t = s.processes, len(data.times)
    low, high = (np.tile([getattr(i, e) for i in fit.diary.items], s.partners) for e in ("low", "high"))
    out = []
    for phi in fit.draws["phi"][:size]:
        num = numbers(fit.layout, phi, np.asarray(data.panel.gaps), np.asarray(data.panel.floor))
        level = np.moveaxis(np.asarray(baseline(fit.layout, phi.T, data.panel)), 1, 2)
        x = num["start_mean"] + _normal(rng, num["start_cov"])
        y = np.zeros((t, len(phi), d))
        for i in range(t):
            y[i] = level[i, :, :d] + x[:, :d] + _normal(rng, num["error"][:, :d, :d])
            at = np.asarray(data.panel.step)[i] if num["transition"].shape[1] > 1 else np.zeros(len(phi), int)
            who = np.arange(len(phi))
            x = np.einsum("bij,bj->bi", num["transition"][who, at], x) + _normal(rng, num["noise_cov"][who, at])
        out.append(np.clip(data.center.T + data.scale.T * y + np.moveaxis(data.shift, 1, 2), low, high))
    return out


def _normal(rng: np.random.Generator, cov: F) -> F:
    values, vectors = np.linalg.eigh(cov)
    root = vectors * np.sqrt(np.maximum(values, 0))[:, None, :]
    return np.einsum("bij,bj->bi", root, rng.normal(size=cov.shape[:2]))


def _statistics(fit: Fit, y: F) -> list[tuple[str, str, str, str, float]]:
    """(statistic, label, partner, item, value) of one diary [T, N, D]."""
    places, k = processes(fit), len(fit.spec.items)
    centred = y - np.nanmean(y, 0)
    rows: list[tuple[str, str, str, str, float]] = []
    each: list[tuple[str, str, Callable[[F, F], F]]] = [
        ("sd", "how much days differ", lambda a, _: np.nanstd(a, 0)),
        ("lag1", "how much of a day is left the next day", lambda a, _: _correlation(a[:-1], a[1:])),
        ("skew", "leaning to one side", lambda a, _: _skew(a)),
    ]
    pairs: list[tuple[str, str, Callable[[F, F], F]]] = [
        ("same_day", "both on the same day", _correlation),
        ("next_day", "the other's day before", lambda a, b: _correlation(a[1:], b[:-1])),
    ]
    for i, (p, item) in enumerate(places):
        for name, label, f in each:
            rows.append((name, label, p, item, float(np.nanmedian(f(centred[..., i], centred[..., i])))))
    if len(places) > k:
        for i in range(len(places)):
            other = (i + k) % (2 * k)
            for name, label, f in pairs:
                if name == "same_day" and i >= k:
                    continue
                value = f(centred[..., i], centred[..., other])
                rows.append((name, label, places[i][0], places[i][1], float(np.nanmedian(value))))
    return rows


def _correlation(a: F, b: F) -> F:
    both = np.isfinite(a) & np.isfinite(b)
    a, b = np.where(both, a, np.nan), np.where(both, b, np.nan)
    a, b = a - np.nanmean(a, 0), b - np.nanmean(b, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.nansum(a * b, 0) / np.sqrt(np.nansum(a * a, 0) * np.nansum(b * b, 0))


def _skew(a: F) -> F:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.nanmean(a**3, 0) / np.nanmean(a**2, 0) ** 1.5
