"""The filter: what is known of the states in the evening of each day, given the ratings so far.

A Gaussian filter by cubature: two points on each of as many orthogonal axes as there are states carry mean and
covariance through the theory. Along the principal axes they would lie five standard deviations out; the axes are
therefore turned by one fixed rotation, after which every state is varied by about one standard deviation in most
points. That is how the filter notices that an image may tip over tomorrow, which a slope at the mean does not show.

Half of a day's noise enters in the morning and is carried through the day, half in the evening. Candidates of the
parameters run side by side, in the lanes of the processor's vectors (``_kernels.py``) and on its cores.

Source: Arasaratnam & Haykin (2009); Särkkä & Svensson (2023), *Bayesian Filtering and Smoothing*, ch. 8–9; a map taken
as straight by regression on the points: García-Fernández et al. (2015).
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairbond.inference.theory import _kernels, _states, _update_kernels, day
from pairbond.inference.theory._initial_state import InitialStatePrior
from pairbond.inference.theory._parameters import Numbers
from pairbond.inference.theory.panel import Panel

F = NDArray[np.float64]
SIZE = _states.SIZE
EACH = 2 * SIZE
WIDEST = 64  # candidates that are filtered side by side: their points fit into the processor's cache
FIRST = 3  # times the first day's ratings are read, each time with points around where the last reading ended
ROTATION = np.linalg.qr(np.random.default_rng(5).normal(size=(SIZE, SIZE)))[0].T.copy()


class Track(NamedTuple):
    """What filtering gives for B candidates over T days and D columns.

    value [T, B] log density of each day's ratings; chance [T, B] log probability of what became of the status; error
    and variance [T, B, D] of each rating against what was expected of it, given those before it (of the same day also).
    Only if kept, else empty: reading and spread [T, B, D], mean and variance of the readings before the day's ratings;
    mean, cov (after the ratings), ahead and ahead_cov (a day later), slope of that day, all [T, B, SIZE, …], carried
    [T, ALONG, B].
    """

    value: F
    chance: F
    error: F
    variance: F
    reading: F
    spread: F
    mean: F
    cov: F
    ahead: F
    ahead_cov: F
    slope: F
    carried: F

    @property
    def total(self) -> F:
        """Log density of the whole diary, [B]; -inf where it is not a number."""
        found = self.value.sum(0) + self.chance.sum(0)
        return np.where(np.isfinite(found), found, -np.inf)


def run(
    panel: Panel, numbers: Numbers, initial_state_prior: InitialStatePrior, keep: bool = False, workers: int = 1
) -> Track:
    """Filter a panel for all candidates of ``numbers``, on ``workers`` threads."""
    count = len(numbers.noise)
    mean, cov = initial_state_prior.at(numbers.traits)
    carried = initial_state_prior.carried_mean(numbers.traits)
    slices = [slice(at, min(at + WIDEST, count)) for at in range(0, count, WIDEST)]

    def part(s: slice) -> Track:
        some = Numbers({k: v[:, s] for k, v in numbers.traits.items()}, *(x[s] for x in numbers[1:]))
        with np.errstate(all="ignore"):  # a candidate that leads nowhere is told by its value
            return _Chunk(panel, some, mean[s], cov[s], carried[:, s]).filtered(keep)

    if workers == 1 or len(slices) == 1:
        parts = [part(s) for s in slices]
    else:
        with ThreadPoolExecutor(workers) as pool:
            parts = list(pool.map(part, slices))
    if len(parts) == 1:
        return parts[0]
    axis = {"carried": 2}
    return Track(**{k: np.concatenate([getattr(p, k) for p in parts], axis.get(k, 1)) for k in Track._fields})


class _Chunk:
    """Some candidates in lanes; [blocks, …, lanes], the last block filled up with copies of the last candidate."""

    def __init__(self, panel: Panel, numbers: Numbers, mean: F, cov: F, carried: F) -> None:
        self.panel, self.numbers = panel, numbers
        self.show, self.day = day.laid(0), day.laid(1)
        self.size, self.width = len(mean), self.show.lanes
        self.blocks = -(-self.size // self.width)
        self.wide = len(panel.columns)
        self._arrange(mean, cov, carried)
        columns = panel.columns
        self.where = np.array([self.show.shown[c.reading][c.partner] for c in columns])
        self.kind = np.array([c.kind for c in columns])
        self.steps = np.array([c.steps for c in columns])
        self.given = np.zeros((self.blocks, EACH, self.show.given_size, self.width))
        for name, value in numbers.traits.items():
            self.given[:, :, list(self.show.given[name])] = self.into(value.T)[:, None]
        self.noise, self.intercept, self.loading = (self.into(v) for v in numbers[1:])

    def _arrange(self, mean: F, cov: F, carried: F) -> None:
        def empty(*shape: int) -> F:
            return np.empty((*shape, self.width))

        self.x, self.cov, self.root = self.into(mean), self.into(cov), empty(self.blocks, SIZE, SIZE)
        self.carried = self.into(carried.T)
        self.points = empty(self.blocks, EACH, self.show.carried_size)
        self.shown = empty(self.blocks, EACH, self.show.shown_size)
        self.reading, self.left = empty(self.blocks, self.wide), empty(self.blocks, self.wide)
        self.slope = empty(self.blocks, self.wide, SIZE)
        self.square, self.spare, self.exact = (empty(SIZE, SIZE) for _ in range(3))
        self.rows = [empty(self.wide, SIZE), empty(self.wide), empty(self.wide)]
        self.squares = [empty(self.wide, self.wide), empty(self.wide, self.wide)]
        _kernels.roots([self.cov, ROTATION, self.root, self.spare], self.blocks)

    def into(self, value: F) -> F:
        """[B, …] into lanes."""
        filled = np.concatenate([value, np.repeat(value[-1:], self.blocks * self.width - self.size, 0)])
        parted = filled.reshape(self.blocks, self.width, *value.shape[1:])
        return np.ascontiguousarray(np.moveaxis(parted, 1, -1))

    def out(self, value: F) -> F:
        """[blocks, …, lanes] to [B, …]."""
        return np.moveaxis(value, -1, 1).reshape(-1, *value.shape[1:-1])[: self.size]

    def filtered(self, keep: bool) -> Track:
        panel, days = self.panel, self.panel.days
        rows: dict[str, list[F]] = {name: [] for name in Track._fields}
        for t in range(days):
            code, following = float(panel.code[t]), float(panel.code[min(t + 1, days - 1)])
            self.read(code, self.x, self.root)
            found = {"reading": self.reading.copy(), "spread": (self.slope**2).sum(2) + self.left} if keep else {}
            found |= dict(zip(("value", "error", "variance"), self.update(t, code), strict=True))
            np.clip(self.x, _LOW, _HIGH, out=self.x)
            if keep:
                found |= {"mean": self.x.copy(), "cov": _squared(self.root), "carried": self.carried.copy()}
            contact_recorded = panel.contact_recorded and t + 1 < days
            chance = self.status(code, following) if contact_recorded else np.zeros(self.size)
            before = self.root
            along = self.predict(following)
            if keep:
                found |= {
                    "ahead": self.x.copy(),
                    "ahead_cov": _whole(self.cov),
                    "slope": self.slope_in_states(before, along),
                }
            np.clip(self.x, _LOW, _HIGH, out=self.x)
            for name, one in {**{k: self.out(v) for k, v in found.items()}, "chance": chance}.items():
                rows[name].append(one.T if name == "carried" else one)
        none = {"carried": np.zeros((0, _states.ALONG, self.size))}
        return Track(**{k: np.stack(v) if v else none.get(k, np.zeros((0, self.size, 0))) for k, v in rows.items()})

    def sigma_points(self, code: float, x: F, root: F) -> None:
        """Lay the points, of people whose status is ``code``."""
        self.given[:, :, self.show.given["code"][0]] = code
        _kernels.sigma_points(
            [x, root, *_states.RANGES, self.show.states, self.points, self.carried, self.show.carried],
            self.blocks, self.show.carried_size,
        )  # fmt: skip

    def read(self, code: float, x: F, root: F) -> None:
        """Readings of the points around ``x``."""
        self.sigma_points(code, x, root)
        self.show(self.points, self.given, self.shown)
        _kernels.read(
            [self.shown, self.where, self.intercept, self.loading, self.reading, self.slope, self.left],
            self.blocks, self.wide, self.show.shown_size,
        )  # fmt: skip

    def update(self, t: int, code: float) -> tuple[F, F, F]:
        """Take in the ratings of day t; value, errors and variances of them."""
        if t > 0:
            return self.updated(t, self.x, self.root)[:3]
        first = self.updated(t, self.x.copy(), self.root.copy())[:3]
        for _ in range(FIRST - 1):
            x, root = self.x.copy(), self.root.copy()
            *_, lower, step = self.updated(t, x, root, yes_no=False)
            self.read(code, np.clip(x, _LOW, _HIGH), root)
            _kernels.seen_from([lower, step, self.reading, self.slope], self.blocks, self.wide)
        self.updated(t, self.x, self.root)
        return first

    def updated(self, t: int, x: F, root: F, yes_no: bool = True) -> tuple[F, F, F, F, F]:
        """Update ``x`` and ``root`` in place: value, errors, variances; factor and step of it."""
        there = self.panel.seen[t]
        stepped, plain, binary = (np.flatnonzero(there & (self.kind == k)) for k in ("rounded", "plain", "binary"))
        shape = self.reading.shape
        error, variance, value = np.zeros(shape), np.ones(shape), np.empty((self.blocks, self.width))
        lower, step = np.empty_like(root), np.empty_like(x)
        y, graded = np.ascontiguousarray(self.panel.y[t]), np.concatenate([stepped, plain])
        _update_kernels.update(
            [
                y, graded, self.steps, self.noise, self.reading, self.slope, self.left, x, root, lower, step,
                error, variance, value, *self.rows, *self.squares, self.exact,
            ],
            self.blocks, self.wide, len(stepped), len(plain),
        )  # fmt: skip
        if yes_no and len(binary):
            h, now, _ = self.rows
            given = [y, binary, self.reading, self.slope, self.left, lower, step]
            _update_kernels.yes_or_no(
                [*given, x, root, error, variance, value, now, h], self.blocks, self.wide, len(binary)
            )
        return value, error, variance, lower, step

    def predict(self, code: float) -> F:
        """A day on: mean, covariance, root, what is carried; the slope along the root with which the day began."""
        _kernels.morning([self.x, self.root, *_NOISE, ROTATION, self.square, self.spare], self.blocks)
        self.sigma_points(code, self.x, self.root)
        self.day(self.points, self.given, self.shown)
        along, root = np.empty_like(self.root), np.empty_like(self.root)
        _kernels.evening(
            [
                self.points, self.show.states, *_NOISE, ROTATION, self.x, self.cov, along, root, self.spare,
                self.carried, self.show.carried,
            ],
            self.blocks, self.show.carried_size,
        )  # fmt: skip
        self.root = root
        return along

    def slope_in_states(self, root: F, along: F) -> F:
        """A slope along the columns of a root as slope in the states, in lanes."""
        found = np.linalg.solve(*(np.moveaxis(v, -1, 1).swapaxes(2, 3) for v in (root, along)))
        return np.asarray(np.moveaxis(found.swapaxes(2, 3), 1, -1), np.float64)

    def status(self, code: float, following: float) -> F:
        """Log probability [B] of what became of the status from one evening to the next, by the theory's rates."""
        here = np.empty((self.blocks, 1, *self.points.shape[2:]))
        shown = np.empty((self.blocks, 1, *self.shown.shape[2:]))
        here[:, 0, self.show.states], here[:, 0, self.show.carried] = self.x, self.carried
        self.show(here, np.ascontiguousarray(self.given[:, :1]), shown)
        rates = {name: self.out(shown[:, 0, list(self.show.shown[name])]).sum(1) for name in day.RATES}
        away, parted, back = (rates[name] for name in ("leaving_rate", "parting_rate", "return_rate"))
        if code == 0.0:
            return -away if following == 0.0 else _log_chance(away)
        if following == code:
            return -(back + parted) if code == 1.0 else -back
        return _log_chance(back if following == 0.0 else parted)


_LOW, _HIGH = (edge[:, None] for edge in _states.RANGES)
_NOISE = _states.noise_power(day.theory())


def _log_chance(rate: F) -> F:
    return np.log(-np.expm1(-np.maximum(rate, 1e-9)))


def _squared(root: F) -> F:
    """S Sᵀ in lanes."""
    return np.einsum("bikv,bjkv->bijv", root, root, optimize=True)


def _whole(lower: F) -> F:
    """Both halves of a covariance of which the lower is known, in lanes."""
    lower = np.where(np.tri(SIZE, dtype=bool)[:, :, None], lower, 0.0)
    return lower + np.swapaxes(lower, 1, 2) * (1.0 - np.eye(SIZE))[:, :, None]
