"""The filter: what is known of a model's states at each step, given the ratings so far.

Mean and covariance are carried through the model's own step by cubature: two points on each of as many orthogonal axes
as there are states. For a linear model that is the Kalman filter, exactly. Noise is added after the step, as the step
itself adds it. Candidates of the parameters run side by side.

Source: Arasaratnam & Haykin (2009); Särkkä & Svensson (2023), *Bayesian Filtering and Smoothing*, ch. 8-9.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairbond.engine.functions import array_functions
from pairbond.inference.filtered._panel import Panel
from pairbond.model import CoupleModel

F = NDArray[np.float64]
TINY = 1e-12  # added to every variance before a root is taken


class Track(NamedTuple):
    """What filtering gives for B candidates over T steps, D columns and n states.

    value [T, B] log density of the ratings of a step; error and variance [T, B, D] of each rating against what was
    expected of it, given those before it (of the same step also). Only if kept, else empty: reading and spread
    [T, B, D], mean and variance of the readings before the ratings of the step, mean and cov after them, ahead and
    ahead_cov a step later, cross [T, B, n, n] covariance of the state now with that of the next step.
    """

    value: F
    error: F
    variance: F
    reading: F
    spread: F
    mean: F
    cov: F
    ahead: F
    ahead_cov: F
    cross: F

    @property
    def total(self) -> F:
        """Log density of the whole diary, [B]; -inf where it is not a number."""
        found = self.value.sum(0)
        return np.where(np.isfinite(found), found, -np.inf)


@dataclass(frozen=True)
class States:
    """Places of a model's states in a vector: two for one of the partners, one for one of the couple."""

    model: CoupleModel

    @property
    def places(self) -> dict[str, tuple[int, ...]]:
        found: dict[str, tuple[int, ...]] = {}
        for one in self.model.states:
            at = sum(map(len, found.values()))
            found[one.name] = (at,) if one.couple else (at, at + 1)
        return found

    @property
    def size(self) -> int:
        return sum(1 if one.couple else 2 for one in self.model.states)

    def unpacked(self, x: F) -> dict[str, F]:
        """States by name, [2, L] or [L], of points ``x`` [L, n]."""
        return {name: x[:, list(at)].T if len(at) == 2 else x[:, at[0]] for name, at in self.places.items()}

    def packed(self, state: Mapping[str, F], size: int) -> F:
        """The opposite of :meth:`unpacked`."""
        rows = [np.broadcast_to(state[name], (len(at), size)) for name, at in self.places.items()]
        return np.concatenate(rows).T

    def start(self) -> tuple[F, F]:
        """Mean and standard deviation [n] before the first rating."""
        each = [(one.start, one.start_sd) for one in self.model.states for _ in range(1 if one.couple else 2)]
        return np.array([x for x, _ in each]), np.array([sd for _, sd in each])

    def noise(self, params: Mapping[str, F], dt: float, size: int) -> F:
        """Variance [B, n] that one step adds."""
        root = dt**0.5 if self.model.clock == "flow" else 1.0
        found = {one.name: (root * params[one.noise]) ** 2 if one.noise else np.zeros(()) for one in self.model.states}
        return self.packed(found, size)


class Filter:
    """The filter of one panel under one model."""

    def __init__(self, model: CoupleModel, panel: Panel) -> None:
        self.model, self.panel, self.states = model, panel, States(model)
        self.m = array_functions(np)
        n = self.states.size
        self.axes = np.sqrt(n) * np.concatenate([np.eye(n), -np.eye(n)])  # [2n, n]

    def run(self, params: Mapping[str, F], error: F, keep: bool = False) -> Track:
        """Filter for all candidates: ``params`` [2, B] or [B] by name, ``error`` [B, D]."""
        panel, b = self.panel, len(error)
        rows: dict[str, list[F]] = {name: [] for name in Track._fields}
        mean, sd = self.states.start()
        x, p = np.tile(mean, (b, 1)), np.tile(np.diag(sd**2), (b, 1, 1))
        wide = {name: np.repeat(value, len(self.axes), -1) for name, value in params.items()}
        noise = self.states.noise(params, panel.dt, b)
        with np.errstate(all="ignore"):  # a candidate that leads nowhere is known by its value
            for t in range(panel.steps):
                found = self._before(x, p, wide) if keep else {}
                x, p, more = self._update(t, x, p, wide, error)
                found |= more
                if keep:
                    found |= {"mean": x, "cov": p}
                x, p, cross = self._predict(x, p, wide, noise)
                if keep:
                    found |= {"ahead": x, "ahead_cov": p, "cross": cross}
                for name, value in found.items():
                    rows[name].append(value)
        return Track(**{name: np.stack(v) if v else np.zeros((0, b)) for name, v in rows.items()})

    def _sigma_points(self, x: F, p: F) -> F:
        """Points [B, 2n, n] around means [B, n]."""
        size = p.shape[-1]
        good = np.asarray(np.isfinite(p).all((1, 2)))
        safe = np.where(good[:, None, None], p, np.eye(size))
        try:
            root = np.linalg.cholesky(safe + TINY * np.eye(size))
        except np.linalg.LinAlgError:  # one of them is no covariance any more: by eigenvalues, none below 0
            value, vector = np.linalg.eigh(safe)
            root = vector * np.sqrt(np.maximum(value, TINY))[:, None]
        points = x[:, None] + np.einsum("ki,bji->bkj", self.axes, root)
        return np.where(good[:, None, None], points, np.nan)

    def _read(self, points: F, wide: Mapping[str, F]) -> F:
        """Readouts [B, 2n, D] of points."""
        b, k, n = points.shape
        state = self.states.unpacked(points.reshape(b * k, n))
        values = {**state, **self.model.evaluate(self.m, state, {}, {}, wide)}
        found = [values[c.readout] if np.ndim(values[c.readout]) == 1 else values[c.readout][c.partner]
                 for c in self.panel.columns]  # fmt: skip
        return np.stack(found, -1).reshape(b, k, -1)

    def _before(self, x: F, p: F, wide: Mapping[str, F]) -> dict[str, F]:
        read = self._read(self._sigma_points(x, p), wide)
        return {"reading": read.mean(1), "spread": read.var(1)}

    def _update(self, t: int, x: F, p: F, wide: Mapping[str, F], error: F) -> tuple[F, F, dict[str, F]]:
        """Rating by rating."""
        panel, b = self.panel, len(x)
        off, var = np.zeros((b, len(panel.columns))), np.ones((b, len(panel.columns)))
        value = np.zeros(b)
        for d in np.flatnonzero(panel.seen[t]):
            points = self._sigma_points(x, p)
            read = self._read(points, wide)[:, :, d]
            middle = read.mean(1)
            away, apart = read - middle[:, None], points - x[:, None]
            with_state = np.einsum("bk,bki->bi", away, apart) / len(self.axes)
            var[:, d] = (away**2).mean(1) + error[:, d] ** 2
            off[:, d] = panel.y[t, d] - middle
            gain = with_state / var[:, d, None]
            x = x + gain * off[:, d, None]
            p = p - gain[:, :, None] * with_state[:, None]
            value -= 0.5 * (off[:, d] ** 2 / var[:, d] + np.log(2 * np.pi * var[:, d]))
        return x, p, {"value": value, "error": off, "variance": var}

    def _predict(self, x: F, p: F, wide: Mapping[str, F], noise: F) -> tuple[F, F, F]:
        """Mean and covariance a step later, and the covariance of now and then."""
        points = self._sigma_points(x, p)
        b, k, n = points.shape
        state = self.states.unpacked(points.reshape(b * k, n))
        moved, _, _ = self.model.step(self.m, state, {}, {}, wide, {}, {}, self.panel.dt)
        after = self.states.packed(moved, b * k).reshape(b, k, n)
        mean = after.mean(1)
        away, apart = after - mean[:, None], points - x[:, None]
        cov = np.einsum("bki,bkj->bij", away, away) / k
        cov[:, range(n), range(n)] += noise
        return mean, cov, np.einsum("bki,bkj->bij", apart, away) / k
