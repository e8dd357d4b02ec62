"""Courses of days on the rating scale: smoothed, predicted a step ahead, forecast."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond.inference import _filter, quantiles
from pairbond.inference._effects import processes
from pairbond.inference._panel import Responses
from pairbond.inference._posterior import numbers, over
from pairbond.inference._system import baseline

if TYPE_CHECKING:
    from pairbond.inference.result import Fit

F = NDArray[np.float64]
DRAWS = 40  # draws of the parameters behind every course: more changes no visible digit
CHUNK = 4_000  # draws times couples filtered at once


def _places(fit: Fit) -> list[int]:
    s = fit.layout.settings
    return [*range(s.processes), *range(s.states, s.states + s.covariates)]


def _chunks(fit: Fit, data: Responses) -> Iterator[tuple[int, F, Any, F, NDArray[np.bool_], F, F]]:
    """Yield (draws in chunk, numbers, centred ratings, seen, step, level) for draws of all couples."""
    phi = fit.draws["phi"][:DRAWS]
    n = phi.shape[1]
    size = max(1, CHUNK // n)
    panel = data.panel
    for at in range(0, len(phi), size):
        part = phi[at : at + size]
        m = len(part)
        flat = part.reshape(m * n, -1)
        wide = type(panel)(*(np.concatenate([np.asarray(x)] * m, -1) for x in panel))
        level = np.moveaxis(np.asarray(baseline(fit.layout, flat.T, wide)), 1, 2)
        seen = np.moveaxis(np.asarray(wide.seen), 1, 2)
        y = np.where(seen, np.moveaxis(np.asarray(wide.y), 1, 2) - level, 0.0)
        num = numbers(fit.layout, flat, np.asarray(wide.gaps), np.asarray(wide.floor))
        yield m, flat, num, y, seen, np.asarray(wide.step), level


def _mixture(means: list[F], variances: list[F]) -> tuple[F, F]:
    mean, variance = np.concatenate(means, 1), np.concatenate(variances, 1)
    return mean.mean(1), variance.mean(1) + mean.var(1)


def _table(fit: Fit, data: Responses, times: F, keep: NDArray[np.bool_], columns: dict[str, F]) -> pd.DataFrame:
    """Rows couple, partner, item, time [T, N] for the cells [T, N, D] of ``keep``, couple by couple."""
    places = processes(fit)
    order = np.moveaxis(keep, 0, 2)  # N, D, T: in reading order
    c, k, t = np.nonzero(order)
    return pd.DataFrame(
        {
            "couple": np.array(data.couples)[c],
            "partner": np.array([p for p, _ in places])[k],
            "item": np.array([i for _, i in places])[k],
            "time": times[t, c],
            **{name: np.moveaxis(values, 0, 2)[c, k, t] for name, values in columns.items()},
        }
    )


def _scaled(data: Responses, mean: F, variance: F, shift: F) -> tuple[F, F]:
    return data.center.T + data.scale.T * mean + shift, data.scale.T * np.sqrt(np.maximum(variance, 0.0))


def _observed(data: Responses, d: int) -> tuple[F, NDArray[np.bool_]]:
    seen = np.moveaxis(np.asarray(data.panel.seen), 1, 2)[:, :, :d]
    y = data.center.T + data.scale.T * np.moveaxis(np.asarray(data.panel.y), 1, 2)[:, :, :d]
    y = y + np.moveaxis(data.shift, 1, 2)
    return np.where(seen, y, np.nan), seen


def states(fit: Fit) -> pd.DataFrame:
    data, d = fit.responses, fit.layout.settings.processes
    means: list[F] = []
    variances: list[F] = []
    for m, _, num, y, seen, step, level in _chunks(fit, data):
        track = _filter.run(num, _places(fit), y, seen, step)
        mean, cov = _filter.smooth(num, track, step)
        shape = (len(mean), m, -1, d)
        means.append((mean[:, :, :d] + level[:, :, :d]).reshape(shape))
        variances.append(np.diagonal(cov, axis1=2, axis2=3)[:, :, :d].reshape(shape))
    mean, sd = _scaled(data, *_mixture(means, variances), np.moveaxis(data.shift, 1, 2))
    value, _ = _observed(data, d)
    keep = np.broadcast_to((np.arange(len(value))[:, None] < data.rows)[:, :, None], value.shape)
    return _table(fit, data, data.times, keep, {"value": value, **quantiles.of_normal(mean, sd)})


def predict(fit: Fit, data: Responses) -> pd.DataFrame:
    d = fit.layout.settings.processes
    means: list[F] = []
    variances: list[F] = []
    value, seen = _observed(data, d)
    standard = np.moveaxis(np.asarray(data.panel.y), 1, 2)[:, :, :d]
    densities: list[F] = []
    for m, _, num, y, w, step, level in _chunks(fit, data):
        track = _filter.run(num, _places(fit), y, w, step)
        shape = (len(y), m, -1, d)
        mean = (track.expected + level)[:, :, :d].reshape(shape)
        variance = track.variance[:, :, :d].reshape(shape)
        means.append(mean)
        variances.append(variance)
        error = standard[:, None] - mean
        densities.append(-0.5 * (error**2 / variance + np.log(2 * np.pi * variance)))
    density = np.concatenate(densities, 1)
    top = density.max(1)
    log_mean = top + np.log(np.exp(density - top[:, None]).mean(1)) - np.log(data.scale.T)
    mean, sd = _scaled(data, *_mixture(means, variances), np.moveaxis(data.shift, 1, 2))
    return _table(fit, data, data.times, seen, {"value": value, "mean": mean, "sd": sd, "logdensity": log_mean})


def forecast(fit: Fit, days: int) -> pd.DataFrame:
    data, s = fit.responses, fit.layout.settings
    d, n = s.processes, len(data.couples)
    step_days = data.unit if s.clock == "map" else 1.0  # a map knows no part of its step
    steps = max(1, round(days / step_days))
    means: list[F] = []
    variances: list[F] = []
    last = data.rows - 1
    end = data.times[last, np.arange(n)]
    for m, flat, num, y, seen, step, _ in _chunks(fit, data):
        track = _filter.run(num, _places(fit), y, seen, step)
        row, wide = np.tile(last, m), np.arange(m * n)
        floor = np.tile(np.asarray(data.panel.floor), m)
        trans, noise, *_ = over(fit.layout, flat, step_days / data.unit, floor)
        k = s.states
        x, cov = track.after[row, wide, :k], track.after_cov[row, wide][:, :k, :k]
        mean, cov = _filter.ahead(x, cov, trans, noise, steps)
        level = np.stack([_level(fit, data, flat, np.tile(end, m) + h * step_days, m) for h in range(1, steps + 1)])
        noise_var = np.diagonal(num["error"], axis1=1, axis2=2)[:, :d]
        shape = (steps, m, n, d)
        means.append((mean[:, :, :d] + level).reshape(shape))
        variances.append((np.diagonal(cov, axis1=2, axis2=3)[:, :, :d] + noise_var).reshape(shape))
    future = step_days * np.arange(1, steps + 1)[:, None] + end
    mean, sd = _scaled(data, *_mixture(means, variances), data.shifted(future))
    rows = quantiles.of_normal(mean, sd)
    low, high = (np.tile([getattr(i, e) for i in fit.diary.items], s.partners) for e in ("low", "high"))
    rows = {k: np.clip(v, low, high) if k.startswith("q") else v for k, v in rows.items()}
    writes = np.any(np.asarray(data.panel.seen), axis=0)[:d].T
    keep = np.broadcast_to(writes, mean.shape)
    return _table(fit, data, future, keep, rows)


def _level(fit: Fit, data: Responses, phi: F, time: F, copies: int) -> F:
    """Level [B, D] of ratings at ``time`` [B]."""
    slices, d = fit.layout.slices, fit.layout.settings.processes
    level = np.zeros((len(phi), d))
    if "mean" in slices:
        level += phi[:, slices["mean"]]
    if "trend" in slices:
        level += ((time - np.tile(data.middle, copies)) / data.span)[:, None] * phi[:, slices["trend"]]
    if "weekday" in slices and data.first_weekday is not None:
        effect = phi[:, slices["weekday"]].reshape(-1, 6, d)
        effect = np.concatenate([effect, -effect.sum(1, keepdims=True)], 1)
        day = np.floor(time + np.tile(data.first_weekday, copies) + 1e-6).astype(int) % 7
        level += effect[np.arange(len(phi)), day]
    return level
