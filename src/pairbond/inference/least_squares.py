"""Pooled least squares of each rating on all ratings one step before: an independent twin of the fitted effects.

Nothing here is shared with the likelihood: no prior, no filter, no search. It reaches the same estimand by another
road, so that a disagreement between the two is worth a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtrit

from pairbond.diary import Diary, design, lag_times, unvarying
from pairbond.inference._effects import kind
from pairbond.inference._expected_slopes import Design, corrected

F = NDArray[np.float64]
N = NDArray[np.intp]
L = NDArray[np.bool_]
SINGULAR = 1e-8  # smallest eigenvalue of the predictors' correlations below which their effects are not told apart
LEVEL = 0.90


def pooled_least_squares(
    diary: Diary, items: Sequence[str] | None = None, *, detrend: bool = True, correct: bool = True
) -> pd.DataFrame:
    """Lagged effects by pooled least squares with couple-clustered standard errors.

    Each rating is regressed on all ratings of both partners one step before, pooled over couples, after each
    person's own mean (and straight line) was taken from the ratings of each item. A row needs the rating and all
    predictors; nothing is filled in.

    Parameters
    ----------
    diary : any :class:`pairbond.diary.Diary`. A step is the typical interval of :func:`pairbond.diary.design`: a day
        in a diary of every day. Ratings are put on a grid of steps; those of one person within a step are averaged.
    items : names of the items (default: those of the diary).
    detrend : take a straight line of each person's own from the ratings, as the fit does, not the mean only.
    correct : correct the bias that person means (and lines) bring to short diaries; see below.

    Returns
    -------
    One row an effect, in the order of ``Fit.effects``: cause_partner, cause_item, effect_partner, effect_item, days
    (the step), kind, estimate, se, low, high (90 % interval by Student's t, one degree of freedom fewer than
    couples), rows, couples. Effects are in within-person standard deviations of the ratings. NaN where the diary
    leaves it open: an item that a partner never rates differently or was never asked, predictors that are the same
    ratings twice, so few rows that no stationary process fits them. Somebody whose own ratings never change counts as
    a predictor at its mean, not as an outcome.

    Raises
    ------
    PairbondError : for an item that the diary does not have.

    Notes
    -----
    Standard errors are CR1 sandwiches over couples (Cameron & Miller 2015, J. Human Resources 50, 317); with a single
    couple, HC1 over its occasions. Where partners have no distinguishing role, each couple enters in both orders.

    Subtracting the mean of T days biases inertia by about -(1 + φ) / T (Nickell 1981, Econometrica 49, 1417), a line
    by twice that, and the other effects with it. The correction is the fixed-T one of Bun & Carree (2005, J. Business
    & Economic Statistics 23, 200), extended to vectors, lines and missing days: it finds the stationary first-order
    process whose *expected* moments, on these very occasions, give the slopes observed. Standard errors follow by the
    delta method. Simulations of 100 couples, inertia .3, partner effect .1, lines taken out, chose it over the
    first-order formula and the half-panel jackknife (Dhaene & Jochmans 2015, Review of Economic Studies 82, 991): mean
    error of inertia at 14 days .000 (formula -.036, jackknife +.046), at 21 days .002 (-.014, +.027), its standard
    deviation a fifth below the jackknife's. Where 40 % of the variance is measurement error the ratings are not of
    first order and about a quarter of the bias stays: -.04 at 21 days, -.01 at 60.
    """
    diary = diary if items is None else diary.with_items(items)
    names = [item.name for item in diary.items]
    places = [(partner, name) for partner in diary.partners for name in names]
    grid = _grid(diary, names)
    seen = np.isfinite(grid.y)
    y = np.where(seen, grid.y, 0.0)
    enough = seen.sum(1) >= 3 + detrend
    moving = enough & ~grid.constant
    seen &= moving[:, None]
    basis = _basis(seen, detrend)
    z = np.where(seen, y, 0.0)
    z -= np.einsum("btdp,bdp->btd", basis, np.einsum("btdp,btd->bdp", basis, z))
    freedom = (seen.sum(1) - (1 + detrend) * moving).sum(0)
    sd = np.sqrt((z**2).sum((0, 1)) / np.maximum(freedom, 1))
    used = np.flatnonzero(sd > 0)
    z, seen, moving, basis = z[:, :, used] / sd[used], seen[:, :, used], moving[:, used], basis[:, :, used]
    at_mean = (enough[:, used] & ~moving)[:, None]
    rows = (seen | at_mean).all(2)[:, :-1, None] & seen[:, 1:]
    return _table(places, used, grid, _estimate(z, rows, basis, moving, grid.cluster, correct))


@dataclass(frozen=True)
class _Grid:
    """Ratings [B, T, D] (NaN: none), who never varies [B, D], the cluster of each couple, days of a step."""

    y: F
    constant: L
    cluster: N
    step: float


@dataclass(frozen=True)
class _Estimate:
    """Slopes and standard errors [D, D] (effect, cause); rows and clusters behind each effect [D]; their freedom."""

    slopes: F
    errors: F
    rows: N
    clusters: N
    freedom: N


def _grid(diary: Diary, names: list[str]) -> _Grid:
    frame = diary.frame
    number = {c: i for i, c in enumerate(diary.couples)}
    couple = frame["couple"].map(number).to_numpy()
    how = design(diary)
    time = np.floor(lag_times(frame, how) / how.interval + 0.5).astype(np.intp)
    count = len(names) * len(diary.partners)
    answer = frame[names].to_numpy(float)
    place = diary.places()[:, None] * len(names) + np.arange(len(names))
    ok = np.isfinite(answer)
    at = (couple[:, None] + 0 * place)[ok], (time[:, None] + 0 * place)[ok], place[ok]
    total = np.zeros((len(diary.couples), int(time.max(initial=0)) + 1, count))
    entries = np.zeros_like(total)
    np.add.at(total, at, answer[ok])
    np.add.at(entries, at, 1.0)
    with np.errstate(invalid="ignore"):
        y = total / np.where(entries > 0, entries, np.nan)
    never = unvarying(diary)
    constant = np.zeros((len(y), count), dtype=bool)
    item = never["item"].map({name: i for i, name in enumerate(names)})
    constant[never["couple"].map(number), diary.places(never) * len(names) + item] = True
    cluster = np.arange(len(y))
    if not diary.distinguishable and len(diary.partners) == 2 and len(y) > 1:
        other = np.roll(np.arange(count), len(names))
        y, constant = np.concatenate([y, y[:, :, other]]), np.concatenate([constant, constant[:, other]])
        cluster = np.tile(cluster, 2)
    return _Grid(y, constant, cluster, how.interval)


def _basis(seen: L, detrend: bool) -> F:
    """Orthonormal constant (and line) over the occasions answered [B, T, D, p]."""
    one = seen / np.sqrt(np.maximum(seen.sum(1, keepdims=True), 1))
    if not detrend:
        return one[..., None]
    time = np.arange(seen.shape[1], dtype=float)[:, None] * seen
    line = time - one * (one * time).sum(1, keepdims=True)
    length = np.sqrt((line**2).sum(1, keepdims=True))
    return np.stack([one, line / np.where(length > 0, length, 1.0)], -1)


def _estimate(z: F, rows: L, basis: F, moving: L, cluster: N, correct: bool) -> _Estimate:
    """Least squares of each process on all, over rows [B, T-1, D] (effect)."""
    d = z.shape[2]
    before, after = z[:, :-1], z[:, 1:]
    alone = cluster.max(initial=0) == 0  # then every occasion is a cluster
    groups = np.broadcast_to(np.arange(z.shape[1] - 1) if alone else cluster[:, None], rows.shape[:2])
    count = rows.sum((0, 1))
    clusters = np.array([len(np.unique(groups[rows[:, :, e]])) for e in range(d)], dtype=np.intp)
    freedom = np.minimum(clusters - 1, count - d)
    nothing = np.full((d, d), np.nan)
    square = np.einsum("bte,btc,btk->eck", rows.astype(float), before, before, optimize=True)
    if not d or (freedom < 1).any() or (np.linalg.eigvalsh(square / count[:, None, None]) < SINGULAR).any():
        return _Estimate(nothing, nothing, count, clusters, freedom)
    inverse = np.linalg.inv(square)
    slopes = np.einsum("eck,ek->ec", inverse, np.einsum("bte,btc->ec", rows * after, before, optimize=True))
    residual = (after - before @ slopes.T) * rows
    score = np.zeros((int(groups.max()) + 1, d, d))
    if alone:
        score += np.einsum("bte,btc->tec", residual, before)
    else:
        np.add.at(score, cluster, residual.transpose(0, 2, 1) @ before)
    small = (count - 1) / (count - d) * clusters / (clusters - 1)
    influence = np.einsum("gek,ekc->gec", score, inverse) * np.sqrt(small)[:, None]
    influence = influence.reshape(-1, d * d)
    variance = influence.T @ influence
    if correct:
        design = Design.of(basis, moving, rows.transpose(2, 0, 1))
        slopes, change = corrected(slopes, square.sum(0), int(count.sum()), design)
        if not np.isfinite(slopes).all():
            return _Estimate(nothing, nothing, count, clusters, freedom)
        back = np.linalg.inv(change)
        variance = back @ variance @ back.T
    return _Estimate(slopes, np.sqrt(np.diag(variance)).reshape(d, d), count, clusters, freedom)


def _table(places: list[tuple[str, str]], used: N, grid: _Grid, found: _Estimate) -> pd.DataFrame:
    where = {int(place): i for i, place in enumerate(used)}
    lines = []
    for e, effect in enumerate(places):
        for c, cause in enumerate(places):
            line = {
                "cause_partner": cause[0], "cause_item": cause[1],
                "effect_partner": effect[0], "effect_item": effect[1], "days": grid.step, "kind": kind(cause, effect),
                "estimate": np.nan, "se": np.nan, "low": np.nan, "high": np.nan, "rows": 0, "couples": 0,
            }  # fmt: skip
            if e in where and c in where:
                i, j = where[e], where[c]
                estimate, se = found.slopes[i, j], found.errors[i, j]
                reach = stdtrit(max(found.freedom[i], 1), (1 + LEVEL) / 2) * se
                line |= {"estimate": estimate, "se": se, "low": estimate - reach, "high": estimate + reach}
                line |= {"rows": int(found.rows[i]), "couples": int(found.clusters[i])}
            lines.append(line)
    return pd.DataFrame(lines)
