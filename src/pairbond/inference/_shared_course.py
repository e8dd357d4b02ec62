"""A course that all couples share and that is no line: a hump, a step, a season.

What moves everybody's level at once would otherwise be read as carry-over, and, as it moves both partners, as
influence. Each partner's ratings of an item are centred on the person and regressed on cosines of study day (and,
where couples began at different dates, of calendar day), with standard errors that treat couples as independent; a
course that this test finds is shrunk by its F-value and taken out of the ratings before a model sees them.

Sources: Cameron & Miller (2015), *A practitioner's guide to cluster-robust inference*, for the test; James & Stein
(1961) for the shrinkage.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

F = NDArray[np.float64]
COUPLES = 8  # fewer couples cannot tell what they share from what each does
COSINES = 8  # at most; and no more than a third of the couples, or a quarter of the span
ALPHA = 0.05
APART = 0.25  # couples' starts spread over more than this share of the span: calendar days differ from study days


@dataclass(frozen=True)
class Wave:
    """Coefficients [K, D] of cosines over ``start … start + span`` (days), zero for a process without such a course."""

    calendar: bool
    start: float
    span: float
    coefficients: F
    p: F

    def at(self, time: F) -> F:
        """Shift [..., D] of the level at ``time`` (days); beyond the study the last value is kept."""
        return _basis(np.clip((time - self.start) / self.span, 0.0, 1.0), len(self.coefficients)) @ self.coefficients


def _basis(u: F, size: int) -> F:
    """Cosines 2 … size + 1 at ``u`` in [0, 1], each freed of its mean and slope there, which levels and trends hold."""
    k = np.arange(2, size + 2)
    grid = np.linspace(0.0, 1.0, 201)
    line = np.column_stack([np.ones_like(grid), grid])
    waves = np.cos(np.pi * k * grid[:, None])
    fitted = np.linalg.lstsq(line, waves, rcond=None)[0]
    return np.cos(np.pi * k * u[..., None]) - fitted[0] - u[..., None] * fitted[1]


def common_course(y: F, study: F, calendar: F | None) -> tuple[Wave, ...]:
    """Courses shared by all couples.

    Parameters
    ----------
    y : ratings [T, D, B], NaN where missing
    study : [T, B] days since each couple's first entry
    calendar : [T, B] days on a common calendar, or None where dates are not known
    """
    found: list[Wave] = []
    rest = y
    clocks: list[tuple[bool, F]] = [(False, study)]
    if calendar is not None and np.ptp(calendar[0]) > APART * np.ptp(study):
        clocks.append((True, calendar))
    for is_calendar, time in clocks:
        wave = _wave(rest, time, is_calendar)
        if wave is not None and wave.coefficients.any():
            found.append(wave)
            rest = rest - np.moveaxis(wave.at(time), 2, 1)
    return tuple(found)


def _wave(y: F, time: F, calendar: bool) -> Wave | None:
    _, d, _ = y.shape
    seen = np.isfinite(y).any(1)
    if not seen.any():
        return None
    start, span = float(time[seen].min()), float(np.ptp(time[seen]))
    days = len(np.unique(np.round(time[seen], 3)))
    size = min(COSINES, int((np.isfinite(y).any(0)).any(0).sum()) // 3, days // 4)
    if size < 2 or span <= 0:
        return None
    basis = _basis(np.clip((time - start) / span, 0.0, 1.0), size)
    line = np.clip((time - start) / span, 0.0, 1.0)
    coefficients, p = np.zeros((size, d)), np.ones(d)
    for k in range(d):
        result = _regression(y[:, k], basis, line)
        if result is not None:
            coefficients[:, k], p[k] = result
    return Wave(calendar, start, span, coefficients, p)


def _regression(y: F, basis: F, line: F) -> tuple[NDArray[np.floating], float] | None:
    """Shrunken coefficients [K] and p-value of the joint test; ratings [T, B] centred and detrended by couple."""
    size = basis.shape[-1]
    moment, product, scores = np.zeros((size, size)), np.zeros(size), []
    for b in range(y.shape[1]):
        here = np.isfinite(y[:, b])
        if here.sum() < 4:
            continue
        trend = np.column_stack([np.ones(here.sum()), line[here, b]])
        project = np.eye(len(trend)) - trend @ np.linalg.pinv(trend)
        x, z = project @ basis[here, b], project @ y[here, b]
        moment += x.T @ x
        product += x.T @ z
        scores.append((x, z))
    n = len(scores)
    if n < max(COUPLES, size + 2) or np.linalg.cond(moment) > 1e10:
        return None
    beta = np.linalg.solve(moment, product)
    each = np.array([x.T @ (z - x @ beta) for x, z in scores])
    bread = np.linalg.inv(moment)
    cov = bread @ (each.T @ each) @ bread * n / (n - 1)
    wald = float(beta @ np.linalg.solve(cov, beta))
    f = wald * (n - size) / (size * (n - 1))
    p = float(stats.f.sf(f, size, n - size))
    if p >= ALPHA:
        return np.zeros(size), p
    return beta * max(0.0, 1 - 1 / max(f, 1e-9)), p
