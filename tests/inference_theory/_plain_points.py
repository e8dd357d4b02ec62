"""Points around a believed state, and what a map makes of the whole cloud from what it makes of them.

The points have mean and covariance of the cloud (third-degree cubature: two on each of as many orthogonal axes as there
are states). Along the principal axes they would lie five standard deviations out; the axes are therefore turned by one
fixed rotation, after which every state is varied by about one standard deviation in most points. That is how the filter
notices that an image may tip over tomorrow, which a slope at the mean does not show.

Source: Arasaratnam & Haykin (2009); the map is then taken as straight by regression on the points (García-Fernández et
al., 2015), and what the regression leaves counts as noise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairbond.inference.theory import _states
from pairbond.inference.theory import day as _day

F = NDArray[np.float64]
SIZE = _states.SIZE
EACH = 2 * SIZE


def _design() -> F:
    """Points [EACH, SIZE] with mean 0 and covariance 1."""
    rotation, _ = np.linalg.qr(np.random.default_rng(5).normal(size=(SIZE, SIZE)))
    return np.sqrt(SIZE) * np.concatenate([rotation, -rotation])


DESIGN = _design()


class Linearised(NamedTuple):
    """A map taken as straight: its mean [B, K], slope [B, K, SIZE], and covariance [B, K, K] of what is left."""

    mean: F
    slope: F
    left: F


class Points:
    """Points of B candidates of the parameters.

    ``reach`` shrinks the points towards the mean: at 1 they are cubature points, near 0 the map is taken as straight by
    its slope at the mean (an extended filter; for comparison).
    """

    def __init__(self, traits: Mapping[str, F], reach: float = 1.0) -> None:
        self.reach = reach
        self.traits = {name: np.repeat(value, EACH, axis=1) for name, value in traits.items()}

    def shown(self, x: F, p: F, carried: F, code: float) -> tuple[dict[str, F], F]:
        """What the theory shows at the points of mean ``x`` [B, SIZE] and covariance ``p``; and the root of ``p``."""
        points, root = self._around(x, p)
        return _day.shown(points, np.repeat(carried, EACH, 1), self.traits, np.full(len(points), code)), root

    def day(self, x: F, p: F, carried: F, code: float) -> tuple[Linearised, F]:
        """A day without noise: the states after it, and the mean of what is carried [ALONG, B]."""
        points, root = self._around(x, p)
        moved = _day.day(points, np.repeat(carried, EACH, 1), self.traits, np.full(len(points), code))
        return self.linearise(moved.x, root), _mean(moved.carried)

    def linearise(self, value: F, root: F) -> Linearised:
        """The map whose values at the points are ``value`` [B EACH, K]."""
        table = value.reshape(-1, EACH, value.shape[1])
        mean = table.mean(1)
        away = (table - mean[:, None]) / self.reach
        cross = np.swapaxes(away, 1, 2) @ DESIGN / EACH
        left = np.swapaxes(away, 1, 2) @ away / EACH - cross @ np.swapaxes(cross, 1, 2)
        slope = np.linalg.solve(np.swapaxes(root, 1, 2), np.swapaxes(cross, 1, 2))
        return Linearised(mean, np.swapaxes(slope, 1, 2), left)

    def _around(self, x: F, p: F) -> tuple[F, F]:
        root = safe_root(p + 1e-10 * np.eye(SIZE))
        points = x[:, None] + self.reach * (DESIGN @ np.swapaxes(root, 1, 2))
        return _states.inside(points).reshape(-1, SIZE), root


def _mean(value: F) -> F:
    """Mean over the points of each candidate, [..., B EACH] to [..., B]."""
    return value.reshape(*value.shape[:-1], -1, EACH).mean(-1)


def safe_root(p: F) -> F:
    """Cholesky factors of covariances [B, n, n]; where one is none, of the nearest that is.

    One candidate that leads nowhere must not take the others with it; its value tells of it.
    """
    try:
        return np.asarray(np.linalg.cholesky(p), np.float64)
    except np.linalg.LinAlgError:
        size, axes = np.linalg.eigh(np.nan_to_num(p, nan=0.0, posinf=1e6, neginf=-1e6))
        lifted = (axes * np.maximum(size, 1e-9)[:, None]) @ np.swapaxes(axes, 1, 2)
        return np.asarray(np.linalg.cholesky(0.5 * (lifted + np.swapaxes(lifted, 1, 2))), np.float64)
