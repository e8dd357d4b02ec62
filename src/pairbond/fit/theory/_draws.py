"""Draws of the posterior: from normal-like clouds over the optima, weighted to what the posterior really is.

The clouds lie over traits as they are spoken of, not over the estimation scale (see ``Layout.plain``).
The clouds have heavier tails than normal ones and are fitted anew to the weighted draws, round by round; draws of all
rounds count, each against the mixture of all clouds. The largest weights are smoothed by a Pareto tail, whose shape
says whether the result can be trusted (below .7).

Source: Cornuet et al. (2012), adaptive multiple importance sampling; Vehtari et al. (2024), Pareto smoothing; Zhang &
Stephens (2009), the fit of the tail.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, logsumexp

from pairbond.fit.theory._search import Optimum, Problem

F = NDArray[np.float64]
ROUNDS = (300, 300, 400, 500, 500, 500)
ENOUGH, GOOD = 150.0, 0.6  # effective draws and tail shape after which no further round is needed
FREEDOM = 6.0  # of the t distribution of a cloud
WITHIN = 12.0  # nats below the best at which an optimum still gets a cloud
SAME = 1.0  # posterior standard deviations within which two climbs ended at one optimum
TRUSTED = 0.7


@dataclass(frozen=True, eq=False)
class Draws:
    """theta [M, P], equally weighted; tail shape (k-hat) and effective size of the weights behind them."""

    theta: F
    pareto_k: float
    effective: float


@dataclass(frozen=True, eq=False)
class Tent:
    """A multivariate t distribution: centre [P], root of its scale matrix [P, P], share among the clouds."""

    centre: F
    root: F
    share: float

    def draw(self, count: int, rng: np.random.Generator) -> F:
        stretch = np.sqrt(FREEDOM / rng.chisquare(FREEDOM, count))
        return self.centre + stretch[:, None] * (rng.normal(size=(count, len(self.centre))) @ self.root.T)

    def log_density(self, theta: F) -> F:
        p = len(self.centre)
        far = (np.linalg.solve(self.root, (theta - self.centre).T) ** 2).sum(0)
        constant = gammaln((FREEDOM + p) / 2) - gammaln(FREEDOM / 2) - 0.5 * p * np.log(FREEDOM * np.pi)
        return constant - np.log(np.diag(self.root)).sum() - 0.5 * (FREEDOM + p) * np.log1p(far / FREEDOM)


def distinct(optima: list[Optimum]) -> list[Optimum]:
    """Optima, best first, that are not one and the same and not hopelessly below the best."""
    kept: list[Optimum] = []
    for one in optima:
        if one.value < optima[0].value - WITHIN:
            break
        if all(_apart(one, other) > SAME for other in kept):
            kept.append(one)
    return kept


def _apart(one: Optimum, other: Optimum) -> float:
    away = one.theta - other.theta
    return float(np.sqrt(away @ other.precision @ away / len(away)))


def draw(
    problem: Problem, optima: list[Optimum], count: int, seed: int, progress: Callable[[str], None] | None = None
) -> Draws:
    """``count`` draws of the posterior whose optima these are."""
    rng = np.random.default_rng(seed)
    clouds = _over(problem, distinct(optima))
    plain, value = np.zeros((0, len(problem.layout))), np.zeros(0)
    used: list[tuple[int, list[Tent]]] = []
    share, k, effective = np.zeros(0), np.inf, 0.0
    for number, size in enumerate(ROUNDS):
        which = rng.choice(len(clouds), size, p=[c.share for c in clouds])
        fresh = np.concatenate([c.draw(int((which == k).sum()), rng) for k, c in enumerate(clouds)])
        plain, value = np.concatenate([plain, fresh]), np.concatenate([value, _density(problem, fresh)])
        used.append((size, clouds))
        weight = value - _mixture(used, plain)
        smooth, k = pareto_smoothed(weight)
        share = np.exp(smooth - logsumexp(smooth))
        effective = float(1 / (share**2).sum())
        if progress:
            progress(f"sampling round {number + 1}, {effective:.0f} effective draws, tail {k:.2f}")
        if effective > ENOUGH and k < GOOD:
            break
        clouds = _refitted(clouds, plain, weight)
    places = np.searchsorted(np.cumsum(share), (rng.uniform() + np.arange(count)) / count).clip(0, len(share) - 1)
    theta, _ = problem.layout.theta(plain[rng.permutation(places)])
    return Draws(theta, k, effective)


def _density(problem: Problem, plain: F) -> F:
    """Log posterior density [B] at ``plain`` points, outside of all ranges none."""
    theta, inside = problem.layout.theta(plain)
    found = np.full(len(plain), -np.inf)
    if inside.any():
        found[inside] = problem.value(theta[inside]) - np.log(problem.layout.slope(theta[inside])).sum(1)
    return found


def _over(problem: Problem, optima: list[Optimum]) -> list[Tent]:
    log_share = np.array([o.value - 0.5 * np.linalg.slogdet(o.precision)[1] for o in optima])
    share = np.maximum(np.exp(log_share - logsumexp(log_share)), 0.05)
    share /= share.sum()
    found: list[Tent] = []
    for o, s in zip(optima, share, strict=True):
        slope = problem.layout.slope(o.theta[None])[0]
        root = slope[:, None] * np.linalg.cholesky(np.linalg.inv(o.precision))
        found.append(Tent(problem.layout.plain(o.theta[None])[0], root, float(s)))
    return found


def _mixture(used: list[tuple[int, list[Tent]]], theta: F) -> F:
    """Log density of all draws so far, as if drawn from all rounds' clouds at once."""
    total = sum(size for size, _ in used)
    parts = [np.log(size / total * c.share) + c.log_density(theta) for size, clouds in used for c in clouds]
    return logsumexp(parts, axis=0)


def _refitted(clouds: list[Tent], theta: F, log_weight: F) -> list[Tent]:
    """Clouds moved to where the weights are; one that gathers too few stays as it is."""
    smooth, _ = pareto_smoothed(log_weight)
    weight = np.exp(smooth - logsumexp(smooth))
    each = np.stack([np.log(c.share) + c.log_density(theta) for c in clouds])
    belongs = np.exp(each - logsumexp(each, axis=0)) * weight
    found: list[Tent] = []
    for c, w in zip(clouds, belongs, strict=True):
        share, p = float(w.sum()), theta.shape[1]
        enough = share**2 / float((w**2).sum()) if share > 1e-12 else 0.0
        if enough < 10:
            found.append(Tent(c.centre, c.root, max(share, 0.05)))
            continue
        centre = w @ theta / share
        away = theta - centre
        spread = (w[:, None] * away).T @ away / share
        # few effective draws tell a covariance badly: lean on the old one
        lean = p / (p + enough)
        old = c.root @ c.root.T
        root = np.linalg.cholesky((1 - lean) * spread + lean * old)
        found.append(Tent(centre, root, max(share, 0.05)))
    total = sum(c.share for c in found)
    return [Tent(c.centre, c.root, c.share / total) for c in found]


def pareto_smoothed(log_weight: F) -> tuple[F, float]:
    """Log weights with their largest replaced by quantiles of a fitted Pareto tail, and the shape of that tail."""
    count = len(log_weight)
    tail = int(min(0.2 * count, 3 * np.sqrt(count)))
    order = np.argsort(log_weight)
    top = order[-tail:]
    shifted = log_weight - log_weight.max()
    cut = np.exp(shifted[order[-tail - 1]])
    excess = np.exp(shifted[top]) - cut
    if tail < 5 or excess[0] <= 0 or not np.isfinite(log_weight[top[0]]):
        return log_weight, np.inf
    shape, scale = _pareto(excess)
    quantile = (np.arange(tail) + 0.5) / tail
    smooth = cut + scale * (
        np.expm1(-shape * np.log1p(-quantile)) / shape if abs(shape) > 1e-8 else -np.log1p(-quantile)
    )
    found = shifted.copy()
    found[top] = np.minimum(np.log(smooth), 0.0)
    return found + log_weight.max(), float(shape)


def _pareto(x: F) -> tuple[float, float]:
    """Shape and scale of a generalised Pareto distribution, for sorted positive ``x`` (Zhang & Stephens, 2009)."""
    n = len(x)
    grid = 30 + int(np.sqrt(n))
    b = 1 - np.sqrt(grid / (np.arange(1, grid + 1) - 0.5))
    b = b / (3 * x[int(n / 4 + 0.5) - 1]) + 1 / x[-1]
    k = np.log1p(-b[:, None] * x).mean(1)
    log = n * (np.log(-b / k) - k - 1)
    weight = 1 / np.exp(log - log[:, None]).sum(1)
    best = (b * weight).sum() / weight.sum()
    shape = np.log1p(-best * x).mean()
    scale = -shape / best
    return float((n * shape + 5) / (n + 10)), float(scale)
