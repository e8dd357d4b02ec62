"""A strong particle filter for the theory as it is fitted: the slow and honest twin of the Gaussian one.

Particles are chosen by looking ahead (auxiliary particle filter): each is carried a day without noise, asked how well
it would predict the next evening's ratings, with half as much noise again so that nobody is lost too early, and
resampled by that; then it moves with noise and is weighted by what it was chosen too often or too rarely for. The
first evening begins with many more particles than are kept. Ratings are weighted by the exact chance of a rounded
rating, or, for comparison, by the normal density with the same mean and variance that the Gaussian filter takes
instead.

Source: Pitt & Shephard (1999), auxiliary particle filters.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from pairbond.engine.random_numbers import couple_keys
from pairbond.inference.theory import _initial_state, _states
from pairbond.inference.theory import day as _day
from pairbond.inference.theory._parameters import Numbers
from pairbond.inference.theory.panel import Panel

F = NDArray[np.float64]
FIRST = 10  # times as many particles on the first evening
WIDER = 1.5  # noise of the look ahead, as multiple
LEAST = 1e-9  # chance below which no rating is taken to be
LEAST_VARIANCE = 1e-3  # of the normal density, as in the Gaussian filter


class Particles:
    """The filter of one panel at one point of the parameters (``numbers`` of one candidate)."""

    def __init__(self, panel: Panel, numbers: Numbers, exact: bool = True) -> None:
        self.panel, self.numbers, self.exact = panel, numbers, exact
        self.binary = np.array([c.kind == "binary" for c in panel.columns])
        self.steps = np.array([float(c.steps) for c in panel.columns])
        if any(c.kind == "plain" for c in panel.columns):
            raise ValueError("particles weigh answers in steps only")

    def log_likelihood(self, count: int, seed: int) -> float:
        """Estimate of the log density of the whole diary by ``count`` particles, as the Gaussian filter counts it."""
        rng = np.random.default_rng(seed)
        x, carried, total = self._begun(count, rng)
        keys = couple_keys(seed, range(count), [0] * count)
        code = self.panel.code
        weight = np.full(count, 1 / count)
        for t in range(self.panel.days - 1):
            following = np.full(count, code[t + 1])  # the day is spent under the status that its evening tells of
            stays = np.zeros(count)
            if self.panel.contact_recorded:
                stays = _status(self._shown(x, carried, code[t]), code[t], code[t + 1])
            ahead = _day.day(x, carried, self._who(count), following)
            shown = self._shown(_states.inside(ahead.x), ahead.carried, code[t + 1])
            guess = self._answered(shown, t + 1, WIDER) + stays
            first = np.log(weight) + guess
            top = first.max()
            sum_first = np.exp(first - top).sum()
            chosen = _resampled(np.exp(first - top) / sum_first, rng)
            moved = _day.noisy_day(x[chosen], carried[:, chosen], self._who(count), following, keys, t)
            x, carried = _states.inside(moved.x), moved.carried
            second = self._answered(self._shown(x, carried, code[t + 1]), t + 1) + (stays - guess)[chosen]
            peak = second.max()
            total += top + np.log(sum_first) + peak + np.log(np.exp(second - peak).mean())
            weight = np.exp(second - peak)
            weight = np.maximum(weight / weight.sum(), 1e-300)
        return total

    def _begun(self, count: int, rng: np.random.Generator) -> tuple[F, F, float]:
        """Particles after the first evening's ratings, what they carry, and the log density of these."""
        many = FIRST * count
        mean, covariance = _initial_state.initial_state_prior().at(self.numbers.traits)
        x = _states.inside(rng.multivariate_normal(mean[0], covariance[0], size=many, method="cholesky"))
        carried = np.repeat(_initial_state.initial_state_prior().carried_mean(self._who(1)), many, 1)
        log = self._answered(self._shown(x, carried, self.panel.code[0]), 0)
        weight = np.exp(log - log.max())
        total = float(log.max() + np.log(weight.mean()))
        chosen = _resampled(weight / weight.sum(), rng, count)
        return x[chosen], carried[:, :count], total

    def _who(self, count: int) -> dict[str, F]:
        return {name: np.repeat(value, count, 1) for name, value in self.numbers.traits.items()}

    def _shown(self, x: F, carried: F, code: float) -> dict[str, F]:
        return _day.shown(x, carried, self._who(len(x)), np.full(len(x), code))

    def _answered(self, shown: dict[str, F], t: int, wider: float = 1.0) -> F:
        """Log density [N] of the ratings of day t, in units of the scale for those in steps."""
        there = self.panel.seen[t]
        found = np.zeros(next(iter(shown.values())).shape[-1])
        for j in np.flatnonzero(there):
            c, y = self.panel.columns[j], float(self.panel.y[t, j])
            reading = self.numbers.intercept[0, j] + self.numbers.loading[0, j] * shown[c.reading][c.partner]
            if self.binary[j]:
                chance = np.clip(reading, 0.01, 0.99)
                found += np.log(chance if y > 0.5 else 1 - chance)
                continue
            noise, n = wider * self.numbers.noise[0, j], self.steps[j]
            if self.exact:
                above = 0.0 if y >= 1 - 0.5 / n else ndtr((reading - y - 0.5 / n) / noise)
                below = 1.0 if y <= 0.5 / n else ndtr((reading - y + 0.5 / n) / noise)
                found += np.log(np.maximum(below - above, LEAST) * n)
            else:
                mean, variance = _moments(reading, noise, int(n))
                found += -0.5 * (y - mean) ** 2 / variance - 0.5 * np.log(2 * np.pi * variance)
        return found


def _moments(reading: F, noise: float, steps: int) -> tuple[F, F]:
    """Mean and variance of ``reading`` plus noise, rounded to the nearest of ``steps`` steps and cut at 0 and 1."""
    mean, square = np.zeros_like(reading), np.zeros_like(reading)
    for k in range(1, steps + 1):
        above = ndtr((reading - (k - 0.5) / steps) / noise)
        mean += above / steps
        square += (2 * k - 1) * above / steps**2
    return mean, np.maximum(square - mean**2, LEAST_VARIANCE)


def _resampled(weight: F, rng: np.random.Generator, count: int | None = None) -> NDArray[np.intp]:
    """Systematic resampling: places of ``count`` particles."""
    n = len(weight) if count is None else count
    return np.searchsorted(np.cumsum(weight), (rng.uniform() + np.arange(n)) / n).clip(0, len(weight) - 1)


def _status(shown: dict[str, F], code: float, following: float) -> F:
    """Log probability [N] of what became of the status, by the theory's rates; as the Gaussian filter counts it."""
    away = shown["leaving_rate"].sum(0)
    parted, back = shown["parting_rate"], shown["return_rate"]
    if code == 0.0:
        return -away if following == 0.0 else _log_chance(away)
    if following == code:
        return -(back + parted) if code == 1.0 else -back
    return _log_chance(back if following == 0.0 else parted)


def _log_chance(rate: F) -> F:
    return np.log(-np.expm1(-np.maximum(rate, 1e-9)))
