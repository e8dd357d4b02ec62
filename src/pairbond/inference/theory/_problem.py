"""The fit of one couple under the theory, as a problem that modes and draws are found of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pairbond.inference.theory import _filter
from pairbond.inference.theory._filter import Track
from pairbond.inference.theory._initial_state import InitialStatePrior
from pairbond.inference.theory._parameters import Layout
from pairbond.inference.theory.panel import Panel

F = NDArray[np.float64]
# Share of a rating's weight that counts. The filter is an approximation and people change while they write, so with
# full weight the posterior is surer than it may be. Half was found on simulated couples: docs/decisions/0034
LIKELIHOOD_POWER = 0.5


@dataclass(frozen=True, eq=False)
class Problem:
    """A panel, its parameters, where its couple may have begun, and how many threads work on it.

    ``likelihood_power`` is the share of a rating's weight that counts.
    """

    panel: Panel
    layout: Layout
    initial_state_prior: InitialStatePrior
    workers: int = 1
    likelihood_power: float = LIKELIHOOD_POWER

    def track(self, theta: F, keep: bool = False) -> Track:
        """Filter for points ``theta`` [B, P]."""
        return _filter.run(self.panel, self.layout.numbers(theta), self.initial_state_prior, keep, self.workers)

    def value(self, theta: F) -> F:
        """Log posterior density [B], up to a constant."""
        return self.likelihood_power * self.track(theta).total - 0.5 * (theta**2).sum(1)

    @property
    def seen(self) -> NDArray[np.bool_]:
        """Which ratings are there, [T, D]."""
        return self.panel.seen

    @property
    def graded(self) -> NDArray[np.bool_]:
        """Columns that are no yes or no, [D]."""
        return np.array([c.kind != "binary" for c in self.panel.columns])
