"""The filter once more, in plain NumPy and with whole covariances: the slow and obvious twin of the one that is used.

Half of a day's noise enters in the morning, half in the evening. Candidates of the parameters run side by side.

Source: Särkkä & Svensson (2023), *Bayesian Filtering and Smoothing*, ch. 8–9; updates in Joseph's form.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairbond.inference.theory import _response_moments, _states, day
from pairbond.inference.theory._filter import Track
from pairbond.inference.theory._initial_state import InitialStatePrior
from pairbond.inference.theory._parameters import Numbers
from pairbond.inference.theory.panel import Panel

from ._plain_points import SIZE, Points, safe_root

F = NDArray[np.float64]
WIDEST = 160  # candidates that are filtered side by side
FIRST = 3  # times the first day's answers are read, each time with points around where the last reading ended


def run(
    panel: Panel, numbers: Numbers, initial_state_prior: InitialStatePrior, keep: bool = False, reach: float = 1.0
) -> Track:
    """Filter a panel for all candidates of ``numbers``."""
    parts: list[Track] = []
    for at in range(0, len(numbers.noise), WIDEST):
        s = slice(at, at + WIDEST)
        some = Numbers({k: v[:, s] for k, v in numbers.traits.items()}, *(x[s] for x in numbers[1:]))
        with np.errstate(all="ignore"):  # a candidate that leads nowhere is told by its value
            parts.append(_run(panel, some, initial_state_prior, keep, reach))
    if len(parts) == 1:
        return parts[0]
    axis = {"carried": 2}
    return Track(**{k: np.concatenate([getattr(p, k) for p in parts], axis.get(k, 1)) for k in Track._fields})


class _Seen(NamedTuple):
    """Readings (intercept and loading included) of a cloud: mean and variance [B, D], slope [B, D, SIZE], what is
    left [B, D]."""

    reading: F
    spread: F
    slope: F
    left: F


def _run(panel: Panel, numbers: Numbers, initial_state_prior: InitialStatePrior, keep: bool, reach: float) -> Track:
    size, days = len(numbers.noise), panel.days
    points, reader = Points(numbers.traits, reach), Reader(panel, numbers)
    x, p = initial_state_prior.at(numbers.traits)
    carried = initial_state_prior.carried_mean(numbers.traits)
    rows: dict[str, list[F]] = {name: [] for name in Track._fields}
    for t in range(days):
        code, following = float(panel.code[t]), float(panel.code[min(t + 1, days - 1)])
        seen = reader.seen(points, x, p, x, p, carried, code)
        error, variance = reader.surprise(seen, p, t)
        value, at, at_cov = reader.updated(seen, x, p, t)
        if t == 0:
            again = seen
            for _ in range(FIRST - 1):
                _, at, at_cov = reader.updated(again, x, p, t, yes_no=False)
                again = reader.seen(points, at, at_cov, x, p, carried, code)
            _, at, at_cov = reader.updated(again, x, p, t)
        morning = at_cov + 0.5 * diagonal(_noise(at))
        (ahead, slope, left), next_carried = points.day(at, morning, carried, following)
        ahead_cov = symmetric(slope @ morning @ np.swapaxes(slope, 1, 2) + left + 0.5 * diagonal(_noise(ahead)))
        chance = np.zeros(size)
        if panel.contact_recorded and t + 1 < days:
            rates = day.shown(at, carried, numbers.traits, np.full(size, code))
            chance = _status(rates, code, following)
        found = (value, chance, error, variance, seen.reading, seen.spread + seen.left)
        found += (at, at_cov, ahead, ahead_cov, slope, carried) if keep else ()
        for name, one in zip(Track._fields, found, strict=False):
            rows[name].append(one)
        x, p, carried = _states.inside(ahead), ahead_cov, next_carried
    empty = {"carried": np.zeros((0, _states.ALONG, size))}
    none = np.zeros((0, size, 0))
    return Track(**{name: np.stack(found) if found else empty.get(name, none) for name, found in rows.items()})


def _noise(x: F) -> F:
    """Variance that noise adds in one day at points ``x``."""
    power, bounded = _states.noise_power(day.theory())
    return power * np.where(bounded > 0, x * (1.0 - x), 1.0)


class Reader:
    """What the columns of a panel would be answered, and what their answers teach."""

    def __init__(self, panel: Panel, numbers: Numbers) -> None:
        self.panel, self.numbers = panel, numbers
        self.kind = np.array([c.kind for c in panel.columns])
        self.steps = np.array([float(c.steps) for c in panel.columns])

    def readings(self, shown: dict[str, F]) -> F:
        """Readings [L, D] without intercept and loading."""
        return np.stack([shown[c.reading][c.partner] for c in self.panel.columns], 1)

    def seen(self, points: Points, at: F, at_cov: F, x: F, p: F, carried: F, code: float) -> _Seen:
        """Readings of the cloud (x, p), with points laid around (at, at_cov)."""
        n = self.numbers
        shown, root = points.shown(at, at_cov, carried, code)
        reading, slope, left = points.linearise(self.readings(shown), root)
        reading = n.intercept + n.loading * (reading + np.einsum("bkn,bn->bk", slope, x - at))
        slope = n.loading[:, :, None] * slope
        spread = np.maximum(np.einsum("bkn,bkn->bk", slope @ p, slope), 0.0)
        return _Seen(reading, spread, slope, n.loading**2 * np.maximum(np.diagonal(left, axis1=1, axis2=2), 0.0))

    def expected(self, reading: F, spread: F) -> _response_moments.Expected:
        """Moments of the answers for readings [B, D] of variance ``spread``."""
        noise = self.numbers.noise
        plain = _response_moments.plain(reading, noise)
        rounded = _response_moments.rounded(reading, spread, noise, self.steps)
        binary = _response_moments.binary(reading, spread)
        which = [self.kind == "rounded", self.kind == "binary"]
        chosen = [np.select(which, [rounded[i], binary[i]], plain[i]) for i in range(3)]
        return _response_moments.Expected(*chosen)

    def answers(self, seen: _Seen) -> tuple[_response_moments.Expected, F]:
        """Moments of the answers, and their slope [B, D, SIZE] in the states."""
        found = self.expected(seen.reading, seen.spread + seen.left)
        variance = found.variance + found.slope**2 * seen.left
        return found._replace(variance=variance), found.slope[:, :, None] * seen.slope

    def surprise(self, seen: _Seen, p: F, t: int) -> tuple[F, F]:
        """Answers of day t minus what was expected [B, D], and the covariance of that."""
        found, h = self.answers(seen)
        return self.panel.y[t] - found.mean, h @ p @ np.swapaxes(h, 1, 2) + diagonal(found.variance)

    def updated(self, seen: _Seen, x: F, p: F, t: int, yes_no: bool = True) -> tuple[F, F, F]:
        """Log density of day t's answers, and mean and covariance after them; yes and no come last, one by one."""
        there = self.panel.seen[t]
        graded = there & (self.kind != "binary")
        value, at, at_cov = np.zeros(len(x)), x, p
        if graded.any():
            value, at, at_cov = self._block(seen, x, p, t, graded)
        for d in np.flatnonzero(there & (self.kind == "binary") & yes_no):
            moved = seen._replace(reading=seen.reading + np.einsum("bkn,bn->bk", seen.slope, at - x))
            moved = moved._replace(spread=np.maximum(np.einsum("bkn,bkn->bk", seen.slope @ at_cov, seen.slope), 0.0))
            chance = np.clip(moved.reading[:, d], 0.01, 0.99)
            _, at, at_cov = self._block(moved, at, at_cov, t, np.arange(len(self.kind)) == d)
            value = value + np.log(np.where(self.panel.y[t][d] > 0.5, chance, 1.0 - chance))
        return value, _states.inside(at), at_cov

    def _block(self, seen: _Seen, x: F, p: F, t: int, which: NDArray[np.bool_]) -> tuple[F, F, F]:
        found, slope = self.answers(seen)
        h, noise = slope[:, which], found.variance[:, which]
        error = self.panel.y[t][which] - found.mean[:, which]
        cross = p @ np.swapaxes(h, 1, 2)
        total = h @ cross + diagonal(noise)
        root = safe_root(total)
        white = np.linalg.solve(root, error[:, :, None])[:, :, 0]
        gain = np.swapaxes(np.linalg.solve(total, np.swapaxes(cross, 1, 2)), 1, 2)
        value = -0.5 * (white**2).sum(1) - np.log(np.diagonal(root, axis1=1, axis2=2)).sum(1)
        kept = np.eye(SIZE) - gain @ h
        after = kept @ p @ np.swapaxes(kept, 1, 2) + (gain * noise[:, None]) @ np.swapaxes(gain, 1, 2)
        moved = x + np.einsum("bnk,bk->bn", gain, error)
        return value - 0.5 * which.sum() * np.log(2 * np.pi), moved, symmetric(after)


def _status(shown: dict[str, F], code: float, following: float) -> F:
    """Log probability [B] of what became of the status from one evening to the next, by the theory's rates."""
    away, parted, back = shown["leaving_rate"].sum(0), shown["parting_rate"], shown["return_rate"]
    if code == 0.0:
        return -away if following == 0.0 else _log_chance(away)
    if following == code:
        return -(back + parted) if code == 1.0 else -back
    return _log_chance(back if following == 0.0 else parted)


def _log_chance(rate: F) -> F:
    return np.log(-np.expm1(-np.maximum(rate, 1e-9)))


def diagonal(x: F) -> F:
    """[..., n] to [..., n, n]."""
    return x[..., None] * np.eye(x.shape[-1])


def symmetric(x: F) -> F:
    """What rounding made uneven, made even."""
    return 0.5 * (x + np.swapaxes(x, -1, -2))
