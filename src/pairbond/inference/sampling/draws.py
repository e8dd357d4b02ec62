"""Draws of the posterior: multivariate t around the optima, led to the posterior step by step.

Two groups of draws begin in a mixture of multivariate t over the optima. Density by density, from the mixture's to the
posterior's, each group is weighted, resampled and moved. A move keeps most of where a draw is and renews the rest from
a t distribution fitted to its group, which in these coordinates (``Layout.to_natural``) is close to the posterior; so
moves are large and few are needed. The groups know nothing of each other: whether they end at the same place says
whether the result can be trusted.

Source: Del Moral, Doucet & Jasra (2006), sequential Monte Carlo; Grumitt, Karamanis & Seljak (2023), the move; ter
Braak & Vrugt (2008), moves along differences of other draws; Vehtari et al. (2021), R-hat; Vehtari et al. (2024), the
tail of weights, given for the mixture.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from pairbond.errors import PairbondError
from pairbond.inference.sampling.modes import Optimum, Problem
from pairbond.inference.sampling.multivariate_t import MultivariateT, mixture
from pairbond.inference.sampling.pareto import tail_shape

F = NDArray[np.float64]
WITHIN = 12.0  # nats below the best at which an optimum still gets a component
SAME = 1.0  # posterior standard deviations within which two searches ended at one optimum
COUNTS = 0.05  # share of the posterior from which on an optimum competes with the best
LEAST_SHARE = 0.1  # of the draws that an optimum's component begins with
WIDER = 1.5  # than the curvature at an optimum says
ROUNDS = 200  # of draws from the mixture, after which none of them lies within the ranges
KEPT = 0.5  # effective share of the draws after each change of density
ACCEPTED = 0.234  # share of moves that is aimed at
JUMPS = 0.1  # share of exchanges that go the whole way of a difference, from one mode to another
TRUSTED = 1.1  # largest R-hat of a trait at which groups count as being at the same place


@dataclass(frozen=True)
class Effort:
    """How much is spent: groups, draws of each, moves after each change of density, and of the posterior itself.

    ``exchange`` lets every other move go along differences of other draws, which follows a posterior that is bent.
    """

    groups: int = 2
    size: int = 128
    moves: int = 4
    last: int = 14
    exchange: bool = False


EFFORTS = {"quick": Effort(), "full": Effort(groups=4, size=512, moves=15, last=80)}


@dataclass(frozen=True, eq=False)
class Draws:
    """theta [M, P], equally likely; R-hat [P] between the groups; tail shape of the first weights; what it took."""

    theta: F
    r_hat: F
    pareto_k: float
    evaluations: int
    stages: int
    accepted: float


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


def competing(optima: list[Optimum]) -> int:
    """How many distinct optima hold a share of the posterior that counts, by their heights and curvatures."""
    return int((_shares(distinct(optima)) >= COUNTS).sum())


def _shares(optima: list[Optimum]) -> F:
    log_share = np.array([o.value - 0.5 * np.linalg.slogdet(o.precision)[1] for o in optima])
    return np.exp(log_share - logsumexp(log_share))


def draw(
    problem: Problem,
    optima: list[Optimum],
    count: int,
    seed: int,
    progress: Callable[[str], None] | None = None,
    effort: Effort = EFFORTS["quick"],
) -> Draws:
    """``count`` draws of the posterior whose optima these are."""
    components, shares = _over(problem, distinct(optima))
    groups = [
        _Group(problem, components, shares, effort, np.random.default_rng([seed, number]), progress)
        for number in range(effort.groups)
    ]
    for one in groups:
        one.lead()
    each = np.stack([problem.layout.from_natural(one.x)[0] for one in groups])
    pooled = np.random.default_rng(seed).permutation(each.reshape(-1, each.shape[2]))
    theta = pooled[np.arange(count) % len(pooled)]  # the first ones, on which states rest, are all different
    return Draws(
        theta,
        r_hat(each),
        float(np.mean([one.pareto_k for one in groups])),
        sum(one.evaluations for one in groups),
        max(one.stages for one in groups),
        float(np.mean([one.accepted for one in groups])),
    )


def r_hat(groups: F) -> F:
    """Potential scale reduction [P] of independent groups [G, M, P]: 1 where they agree."""
    size = groups.shape[1]
    within, between = groups.var(1, ddof=1).mean(0), groups.mean(1).var(0, ddof=1)
    # between is what is left after what chance makes of means of independent draws
    ratio = (within * (size - 1) / size + np.maximum(between - within / size, 0.0)) / within
    return np.asarray(np.sqrt(ratio), np.float64)


def _over(problem: Problem, optima: list[Optimum]) -> tuple[list[MultivariateT], F]:
    share = np.maximum(_shares(optima), LEAST_SHARE)
    found: list[MultivariateT] = []
    for o in optima:
        jacobian = problem.layout.jacobian(o.theta)
        spread = WIDER**2 * jacobian @ np.linalg.inv(o.precision) @ jacobian.T
        found.append(MultivariateT(problem.layout.to_natural(o.theta[None])[0][0], np.linalg.cholesky(spread)))
    return found, share / share.sum()


class _Group:
    """Draws on their way.

    ``x`` [N, P] in natural coordinates, ``value`` [N] log posterior there, ``begin`` [N] log density of the mixture
    they began in.
    """

    def __init__(
        self,
        problem: Problem,
        components: list[MultivariateT],
        shares: F,
        effort: Effort,
        rng: np.random.Generator,
        progress: Callable[[str], None] | None,
    ) -> None:
        self.problem, self.components, self.shares = problem, components, shares
        self.effort, self.rng, self.progress = effort, rng, progress
        self.evaluations, self.stages, self.accepted, self.step = 0, 0, 0.0, 0.6
        self.x = self._first()
        self.value, self.begin = self._density(self.x), mixture(components, shares, self.x)
        self.pareto_k = tail_shape(self.value - self.begin)

    def _first(self) -> F:
        """Draws of the mixture that lie within all ranges."""
        found = np.zeros((0, len(self.problem.layout)))
        for _ in range(ROUNDS):
            if len(found) >= self.effort.size:
                return found[: self.effort.size]
            which = self.rng.choice(len(self.components), self.effort.size, p=self.shares)
            fresh = np.concatenate([c.draw(int((which == k).sum()), self.rng) for k, c in enumerate(self.components)])
            fresh = self.rng.permutation(fresh)
            found = np.concatenate([found, fresh[self.problem.layout.from_natural(fresh)[1]]])
        raise PairbondError("every account of these days lies at the end of what traits can be; there is none to draw.")

    def _density(self, x: F) -> F:
        """Log posterior density [B] in natural coordinates, outside of all ranges none."""
        theta, inside = self.problem.layout.from_natural(x)
        found = np.full(len(x), -np.inf)
        if inside.any():
            _, log_slope = self.problem.layout.to_natural(theta[inside])
            found[inside] = self.problem.value(theta[inside]) - log_slope
            self.evaluations += int(inside.sum())
        return found

    def lead(self) -> None:
        """From the mixture to the posterior."""
        power = 0.0
        while power < 1.0:
            gain = np.nan_to_num(self.value - self.begin, nan=-np.inf, neginf=-1e9)
            following = _next(gain, power)
            weight = np.exp((following - power) * gain - logsumexp((following - power) * gain))
            places = np.searchsorted(np.cumsum(weight), (self.rng.uniform() + np.arange(len(gain))) / len(gain))
            places = places.clip(0, len(gain) - 1)
            self.x, self.value, self.begin = self.x[places], self.value[places], self.begin[places]
            power = following
            self._move(power, self.effort.moves if power < 1.0 else self.effort.last)
            self.stages += 1
            if self.progress:
                self.progress(f"sampling, {power:.0%} of the way, {self.accepted:.0%} of moves accepted")

    def _move(self, power: float, times: int) -> None:
        spread = np.cov(self.x.T)
        kept = MultivariateT(self.x.mean(0), np.linalg.cholesky(spread + np.diag(0.05 * np.diag(spread) + 1e-12)))
        shares: list[float] = []
        for number in range(times):
            if self.effort.exchange and number % 2:
                self._exchange(power)
            y = kept.renewed(self.x, self.step, self.rng)
            value, begin = self._density(y), mixture(self.components, self.shares, y)
            there = power * value + (1.0 - power) * begin - kept.log_density(y)
            here = power * self.value + (1.0 - power) * self.begin - kept.log_density(self.x)
            chance = np.exp(np.minimum(np.nan_to_num(there - here, nan=-np.inf), 0.0))
            moves = self.rng.uniform(size=len(y)) < chance
            self.x[moves], self.value[moves], self.begin[moves] = y[moves], value[moves], begin[moves]
            shares.append(float(chance.mean()))
            self.step = float(np.clip(self.step * np.exp(shares[-1] - ACCEPTED), 0.05, 0.99))
        self.accepted = float(np.mean(shares))

    def _exchange(self, power: float) -> None:
        """Move one half of the draws along differences of the other half, then the other way round."""
        count, width = self.x.shape
        halves = np.array_split(self.rng.permutation(count), 2)
        for mine, others in (halves, halves[::-1]):
            one = self.rng.integers(len(others), size=len(mine))
            two = (one + self.rng.integers(1, len(others), size=len(mine))) % len(others)
            far = np.where(self.rng.uniform(size=len(mine)) < JUMPS, 1.0, 2.38 / np.sqrt(2.0 * width))
            tremble = 1e-3 * self.x.std(0) * self.rng.normal(size=(len(mine), width))
            y = self.x[mine] + far[:, None] * (self.x[others[one]] - self.x[others[two]]) + tremble
            value, begin = self._density(y), mixture(self.components, self.shares, y)
            there = power * value + (1.0 - power) * begin
            here = power * self.value[mine] + (1.0 - power) * self.begin[mine]
            chance = np.exp(np.minimum(np.nan_to_num(there - here, nan=-np.inf), 0.0))
            moves = self.rng.uniform(size=len(mine)) < chance
            at = mine[moves]
            self.x[at], self.value[at], self.begin[at] = y[moves], value[moves], begin[moves]


def _next(gain: F, power: float) -> float:
    """The next power of the posterior, at which a share ``KEPT`` of the draws stays effective."""

    def effective(to: float) -> float:
        weight = np.exp((to - power) * gain - logsumexp((to - power) * gain))
        return float(1.0 / (weight**2).sum())

    low, high = power, 1.0
    if effective(1.0) >= KEPT * len(gain):
        return 1.0
    for _ in range(40):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if effective(middle) > KEPT * len(gain) else (low, middle)
    return max(low, power + 1e-6)
