"""A multivariate t distribution: drawn from, evaluated, and a move that leaves it as it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, logsumexp

F = NDArray[np.float64]
FREEDOM = 6.0


@dataclass(frozen=True, eq=False)
class MultivariateT:
    """Centre [P] and root of the scale matrix [P, P]."""

    centre: F
    root: F

    @cached_property
    def _inverse(self) -> F:
        return np.asarray(np.linalg.inv(self.root), np.float64)

    def far(self, x: F) -> F:
        """Squared distance [B] from the centre, in units of the scale."""
        return (((x - self.centre) @ self._inverse.T) ** 2).sum(1)

    def draw(self, count: int, rng: np.random.Generator) -> F:
        """``count`` independent points, [count, P]."""
        """``count`` independent points, [count, P]."""
        stretch = np.sqrt(FREEDOM / rng.chisquare(FREEDOM, count))
        return self.centre + stretch[:, None] * (rng.normal(size=(count, len(self.centre))) @ self.root.T)

    def log_density(self, x: F) -> F:
        """Log density [B] of points [B, P]."""
        """Log density [B] of points [B, P]."""
        p = len(self.centre)
        constant = gammaln((FREEDOM + p) / 2) - gammaln(FREEDOM / 2) - 0.5 * p * np.log(FREEDOM * np.pi)
        return constant - np.log(np.diag(self.root)).sum() - 0.5 * (FREEDOM + p) * np.log1p(self.far(x) / FREEDOM)

    def renewed(self, x: F, step: float, rng: np.random.Generator) -> F:
        """Points of this distribution moved by ``step`` (0: not at all, 1: drawn anew) to points of it.

        Given a point, its stretch is gamma distributed; given the stretch, the point is normal, and is renewed in part.
        """
        p = len(self.centre)
        stretch = np.sqrt((FREEDOM + self.far(x)) / 2.0 / rng.gamma((p + FREEDOM) / 2.0, size=len(x)))
        fresh = stretch[:, None] * (rng.normal(size=x.shape) @ self.root.T)
        return self.centre + np.sqrt(1.0 - step**2) * (x - self.centre) + step * fresh


def mixture(parts: list[MultivariateT], shares: F, x: F) -> F:
    """Log density [B] of a mixture."""
    return logsumexp([np.log(s) + one.log_density(x) for one, s in zip(parts, shares, strict=True)], axis=0)
