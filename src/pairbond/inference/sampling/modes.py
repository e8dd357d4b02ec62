"""The most plausible parameters, from many starts that know nothing of the couple.

Some hundred points spread evenly over the prior are tried; the best of them that are not neighbours are searched from,
side by side, by Fisher scoring: the ratings' expectations and covariances, differenced in each parameter, give slope
and expected curvature at once. Derivatives are differences because a filter costs milliseconds .
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm, qmc

F = NDArray[np.float64]
Progress = Callable[[str], None]
SCREENED = 192
APART = 2.0  # prior standard deviations between starts
STEP = 1e-4  # for differences
LONGEST = 1.0  # prior standard deviations a parameter may move in one step
ITERATIONS = 25
DECREMENT = 0.05  # nats the next step would gain, below which a search has arrived
HOPELESS = 60.0  # nats below the best after PROBE_STEPS steps, at which a search is given up
PROBE_STEPS = 8
STALLED, RISE = 5, 0.05  # steps in a row without a rise of so many nats, after which a search has arrived as well


@runtime_checkable
class Coordinates(Protocol):
    """The parameters of a problem: how many, and the coordinates in which the posterior is nearly normal."""

    def __len__(self) -> int: ...
    def to_natural(self, theta: F) -> tuple[F, F]:
        """Natural coordinates [B, P] of points, and the log determinant [B] of the derivative."""
        ...

    def jacobian(self, theta: F) -> F:
        """Derivative [P, P] of natural coordinates at one point ``theta`` [P]."""
        ...

    def from_natural(self, natural: F) -> tuple[F, NDArray[np.bool_]]:
        """The inverse of ``to_natural``: points [B, P], and which of them lie within all ranges."""
        ...


@runtime_checkable
class Track(Protocol):
    """What a filter gives for B candidates over T occasions and D columns.

    ``error`` and ``variance`` [T, B, D] hold each rating against what was expected of it given those before it;
    ``total`` [B] is the log density of the whole diary, -inf where it is no number.
    """

    @property
    def error(self) -> F:
        """Rating minus what was expected, [T, B, D]."""
        ...

    @property
    def variance(self) -> F:
        """Variance of the expectation, [T, B, D]."""
        ...

    @property
    def total(self) -> F:
        """Log density of the diary, [B]."""
        ...


@runtime_checkable
class Problem(Protocol):
    """A diary to be fitted: the prior of every coordinate of ``theta`` is a standard normal.

    ``seen`` [T, D] says which ratings are there, ``graded`` [D] whose spread says more than their mean does (not so for
    a yes or no); ``likelihood_power`` is the share of a rating's weight that counts.
    """

    @property
    def layout(self) -> Coordinates:
        """The unknowns."""
        ...

    @property
    def likelihood_power(self) -> float:
        """Share of a rating's weight that counts."""
        ...

    @property
    def seen(self) -> NDArray[np.bool_]:
        """Which ratings are there, [T, D]."""
        ...

    @property
    def graded(self) -> NDArray[np.bool_]:
        """Whose spread says more than their mean, [D]."""
        ...

    def track(self, theta: F, keep: bool = False) -> Track:
        """Filter for points ``theta`` [B, P]."""
        ...

    def value(self, theta: F) -> F:
        """Log posterior density [B], up to a constant."""
        ...


@dataclass(frozen=True, eq=False)
class Optimum:
    """Where a search ended: theta [P], log posterior, expected precision [P, P] (prior included)."""

    theta: F
    value: float
    precision: F
    decrement: float
    iterations: int
    converged: bool


def search(problem: Problem, starts: int = 8, seed: int = 0, progress: Progress | None = None) -> list[Optimum]:
    """The ends of ``starts`` searches, best first."""
    if progress:
        progress(f"trying {SCREENED} points of the prior")
    return sorted(find_modes(problem, spread_starts(problem, starts, seed), progress), key=lambda o: -o.value)


def spread_starts(problem: Problem, starts: int, seed: int) -> F:
    """The best of many points spread over the prior, none of them neighbours, [starts, P]."""
    even = qmc.Sobol(len(problem.layout), seed=seed).random(256)[:SCREENED]
    theta = norm.ppf(np.clip(even, 1e-3, 1 - 1e-3))
    theta[0] = 0.0
    order = np.argsort(-problem.value(theta))
    chosen: list[int] = []
    near = APART
    while len(chosen) < min(starts, SCREENED):
        for i in order:
            away = [np.linalg.norm(theta[i] - theta[j]) for j in chosen]
            if i not in chosen and min(away, default=np.inf) > near and len(chosen) < starts:
                chosen.append(int(i))
        near *= 0.5  # too many neighbours were asked for
    return theta[chosen]


def find_modes(problem: Problem, theta: F, progress: Progress | None = None) -> list[Optimum]:
    """Climb from points ``theta`` [S, P] side by side."""
    count = len(theta)
    value, slope, precision = slopes(problem, theta)
    damping = np.full(count, 1e-2)
    decrement, steps, idle = np.full(count, np.inf), np.zeros(count, int), np.zeros(count, int)
    going = np.isfinite(value)
    for iteration in range(ITERATIONS):
        at = np.flatnonzero(going)
        if not len(at):
            break
        move = np.zeros((len(at), theta.shape[1]))
        for k, i in enumerate(at):
            full = np.linalg.solve(precision[i], slope[i])
            decrement[i] = 0.5 * slope[i] @ full
            damped = precision[i] + damping[i] * np.diag(np.diag(precision[i]))
            move[k] = np.linalg.solve(damped, slope[i])
            move[k] *= min(1.0, LONGEST / np.abs(move[k]).max())
        best = np.nanmax(np.where(np.isfinite(value), value, np.nan))
        ends = (decrement[at] < DECREMENT) | (idle[at] >= STALLED)
        ends |= (iteration >= PROBE_STEPS) & (value[at] < best - HOPELESS)
        going[at[ends]] = False
        at, move = at[~ends], move[~ends]
        if not len(at):
            break
        found, new_slope, new_precision = slopes(problem, theta[at] + move)
        better = found > value[at]
        damping[at] = np.where(better, np.maximum(damping[at] / 5, 1e-6), damping[at] * 6)
        steps[at] += 1
        idle[at] = np.where(found > value[at] + RISE, 0, idle[at] + 1)
        up = at[better]
        theta[up] += move[better]
        value[up], slope[up], precision[up] = found[better], new_slope[better], new_precision[better]
        if progress:
            progress(f"search step {iteration + 1}, {len(at)} of {count} starts, log posterior {value.max():.1f}")
    arrived = (decrement < DECREMENT) | (idle >= STALLED)
    return [
        Optimum(theta[i], float(value[i]), precision[i], float(decrement[i]), int(steps[i]), bool(arrived[i]))
        for i in range(count)
    ]


def slopes(problem: Problem, theta: F) -> tuple[F, F, F]:
    """Log posterior [S], its slope [S, P] and expected precision [S, P, P] at points ``theta`` [S, P]."""
    s, p = theta.shape
    points = np.repeat(theta[:, None], p + 1, axis=1)
    points[:, np.arange(p) + 1, np.arange(p)] += STEP
    track = problem.track(points.reshape(-1, p))
    total = track.total.reshape(s, p + 1)
    slope = problem.likelihood_power * (total[:, 1:] - total[:, :1]) / STEP - theta
    bad = np.asarray(~np.isfinite(total).all(1))
    value = np.where(bad, -np.inf, problem.likelihood_power * total[:, 0] - 0.5 * (theta**2).sum(1))
    precision = np.stack([_expected(problem, track, slice(i * (p + 1), (i + 1) * (p + 1))) for i in range(s)])
    precision = np.where(bad[:, None, None], 0.0, problem.likelihood_power * precision) + np.eye(p)
    return value, np.where(bad[:, None], 0.0, slope), precision


def _expected(problem: Problem, track: Track, here: slice) -> F:
    """Expected information of all ratings about the parameters, for one point and its neighbours."""
    error, variance = (np.where(problem.seen[:, None], x[:, here], 1.0) for x in (track.error, track.variance))
    deviation = np.sqrt(variance[:, :1])
    moved = (error[:, 1:] - error[:, :1]) / deviation / STEP
    wider = (
        np.log(variance[:, 1:] / variance[:, :1]) / STEP * problem.graded
    )  # the variance of a yes or no is told by its mean
    moved, wider = (np.swapaxes(x, 1, 2).reshape(-1, x.shape[1]) for x in (moved, wider))
    return np.nan_to_num(moved.T @ moved + 0.5 * wider.T @ wider, posinf=0.0, neginf=0.0)
