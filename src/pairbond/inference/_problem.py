"""The quantities of the quick fit at a point: likelihood, score, information, and couples at their mode.

Array axes are ``[R, N, …]`` for replicates (starts, or data sets side by side) and couples; the kernel
sees both on its last axis, ``B = R * N``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from pairbond.inference._kernel import logdet_slope, moments, observed_information
from pairbond.inference._layout import Layout
from pairbond.inference._random_effects_covariance import Prior, RandomEffectsCovariance
from pairbond.inference._system import Panel

F = NDArray[np.float64]
Flags = NDArray[np.bool_]
INNER = 8  # steps of couples' own values for one step of what is shared
LONGEST = 1.0  # how far a couple's own value may move in one step (unconstrained scale)
REFINED = 3  # steps of conjugate gradients: expected and observed information differ little
SETTLED = 1e-3  # nats that the next step of all couples together would gain


class Key:
    """Lets equal layouts share compiled code within a process."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.name = (layout.settings, tuple(p.name for p in layout.parameters))

    def __hash__(self) -> int:
        return hash(self.name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Key) and self.name == other.name


@lru_cache(maxsize=32)
def _compiled(key: Key) -> tuple[Callable[..., Any], ...]:
    layout = key.layout
    return (
        jax.jit(lambda phi, panel: moments(layout, phi, panel)),
        jax.jit(lambda phi, panel: moments(layout, phi, panel, own=True)),
        jax.jit(lambda phi, panel, inverse: logdet_slope(layout, phi, panel, inverse)),
        jax.jit(lambda phi, panel, along: observed_information(layout, phi, panel, along)),
    )


@dataclass
class Point:
    """Shared values ``mu`` [R, F], spreads ``omega`` [R, K], couples' own values ``b`` [R, N, q] at their mode.

    loglik [R, N]; gradient [R, N, q], information [R, N, q, q]: score and information on own values, prior included;
    cov, precision [R, q, q] and slope [R, K, q, q] of the spread; objective [R] log posterior of everything
    shared, own values integrated out by Laplace's method.
    """

    mu: F
    omega: F
    b: F
    loglik: F
    gradient: F
    information: F
    cov: F
    precision: F
    slope: F
    objective: F

    def take(self, which: Flags, other: Point) -> Point:
        """The replicates ``which`` [R] of the other point, the rest of this one."""

        def pick(a: F, b: F) -> F:
            return np.where(which.reshape(-1, *[1] * (a.ndim - 1)), b, a)

        return Point(*(pick(getattr(self, f.name), getattr(other, f.name)) for f in fields(self)))

    def one(self, i: int) -> Point:
        return Point(*(getattr(self, f.name)[i : i + 1] for f in fields(self)))


class Problem:
    """A model, its ratings and its priors, for ``replicates`` side by side."""

    def __init__(self, layout: Layout, panel: Panel, replicates: int, prior: Prior) -> None:
        self.layout, self.panel, self.prior, self.spread = layout, panel, prior, RandomEffectsCovariance(layout)
        self.r, self.n, self.q = replicates, panel.y.shape[-1] // replicates, len(layout.random_index)
        self._all, self._own, self._slope, self._observed = _compiled(Key(layout))

    def _phi(self, mu: F, b: F) -> F:
        phi = np.repeat((mu @ self.layout.tie.T)[:, None], self.n, 1)
        phi[:, :, self.layout.random_index] += b
        return phi.reshape(self.r * self.n, -1).T

    def _call(self, function: Callable[..., Any], mu: F, b: F) -> tuple[F, F, F]:
        loglik, score, info = (np.array(x) for x in function(self._phi(mu, b), self.panel))
        bad = ~np.isfinite(loglik)
        score[bad], info[bad] = 0.0, 0.0
        shape = (self.r, self.n)
        score, info = np.nan_to_num(score), np.nan_to_num(info)
        return loglik.reshape(shape), score.reshape(*shape, -1), info.reshape(*shape, *info.shape[1:])

    def at(self, mu: F, omega: F, b: F) -> Point:
        """Move couples' own values to their mode given everything shared."""
        mats = [self.spread.matrices(w) for w in omega]
        cov, slope = np.stack([m[0] for m in mats]), np.stack([m[1] for m in mats])
        precision = np.linalg.inv(cov) if self.q else cov

        def evaluate(b: F) -> Point:
            loglik, score, info = self._call(self._own, mu, b)
            gradient = score - np.einsum("rij,rnj->rni", precision, b)
            return Point(
                mu, omega, b, loglik, gradient, info + precision[:, None], cov, precision, slope, np.zeros(self.r)
            )

        best = evaluate(b)
        size = np.ones((self.r, self.n))
        for _ in range(INNER if self.q else 0):
            move = np.linalg.solve(best.information, best.gradient[..., None])[..., 0]
            if 0.5 * (best.gradient * move).sum((1, 2)).max() < SETTLED:
                break
            trial = evaluate(best.b + np.clip(move * size[:, :, None], -LONGEST, LONGEST))
            up = _penalised(trial) >= _penalised(best)
            size = np.where(up, 1.0, 0.3 * size)
            best = _couples(best, up, trial)
        return replace(best, objective=self._objective(best))

    def _objective(self, p: Point) -> F:
        prior = self.prior
        value = _penalised(p).sum(1) - 0.5 * prior.weight * (((p.mu - prior.loc) / prior.scale) ** 2).sum(1)
        if self.q:
            value = (
                value - 0.5 * np.linalg.slogdet(p.information)[1].sum(1) - 0.5 * self.n * np.linalg.slogdet(p.cov)[1]
            )
            value = value - 0.5 * prior.weight * (((p.omega - prior.spread_loc) / prior.spread_scale) ** 2).sum(1)
        return np.where(np.isfinite(value), value, -np.inf)

    def score(self, p: Point) -> tuple[F, F]:
        """Score [R, N, P] and information [R, N, P, P] on all parameters."""
        _, score, info = self._call(self._all, p.mu, p.b)
        return score, info

    def laplace_slope(self, p: Point) -> tuple[F, F]:
        """Slope [R, N, P] of the Laplace term on all parameters, and how it leans on couples' own values [R, N, q].

        The first counts what reaches the shared parameters through the modes of couples' own values, which follow them
        by the observed information; the second is the slope on own values over that information, for the spread.
        """
        inverse = np.linalg.inv(p.information)
        phi = self._phi(p.mu, p.b)
        slope = np.array(self._slope(phi, self.panel, inverse.reshape(self.r * self.n, self.q, self.q)))
        slope = np.nan_to_num(slope).reshape(self.r, self.n, -1)

        def observed(x: F) -> F:
            along = np.zeros_like(slope)
            along[:, :, self.layout.random_index] = x
            found = np.array(self._observed(phi, self.panel, along.reshape(self.r * self.n, -1).T))
            return np.nan_to_num(found.T.reshape(slope.shape))

        wanted = slope[:, :, self.layout.random_index]
        lean, across = _solved(observed, self.layout.random_index, p.precision, inverse, wanted)
        return slope - across, lean


def _penalised(p: Point) -> F:
    """Log density [R, N] of each couple's ratings and own values."""
    return p.loglik - 0.5 * np.einsum("rni,rij,rnj->rn", p.b, p.precision, p.b)


def _couples(old: Point, which: Flags, new: Point) -> Point:
    """Take what belongs to single couples [R, N] from the new point where asked."""

    def pick(a: F, b: F) -> F:
        return np.where(which.reshape(*which.shape, *[1] * (a.ndim - 2)), b, a)

    return replace(
        old, **{f: pick(getattr(old, f), getattr(new, f)) for f in ("b", "loglik", "gradient", "information")}
    )


def _solved(observed: Callable[[F], F], index: NDArray[np.intp], precision: F, inverse: F, wanted: F) -> tuple[F, F]:
    """Solve (observed information + precision) x = ``wanted`` [R, N, q]; x, and the information on all times x.

    Conjugate gradients for each couple, preconditioned by the inverse of the expected information.
    """
    x, rest = np.zeros_like(wanted), wanted
    all_x = 0.0
    better = np.einsum("rnij,rnj->rni", inverse, rest)
    along, size = better, (rest * better).sum(2, keepdims=True)
    for _ in range(REFINED):
        information = observed(along)
        product = information[:, :, index] + np.einsum("rij,rnj->rni", precision, along)
        curvature = (along * product).sum(2, keepdims=True)
        length = np.where(curvature > 0, size / np.where(curvature > 0, curvature, 1.0), 0.0)
        x, rest, all_x = x + length * along, rest - length * product, all_x + length * information
        better = np.einsum("rnij,rnj->rni", inverse, rest)
        new = (rest * better).sum(2, keepdims=True)
        along = better + np.where(size > 0, new / np.where(size > 0, size, 1.0), 0.0) * along
        size = new
    return x, np.asarray(all_x)
