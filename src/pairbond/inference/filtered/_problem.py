"""The fit of one couple under a model, as a problem that modes and draws are found of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pairbond.inference.filtered._filter import Filter, Track
from pairbond.inference.filtered._layout import Layout
from pairbond.inference.filtered._panel import Panel
from pairbond.model import CoupleModel

F = NDArray[np.float64]
WIDEST = 512  # candidates at once, to stay within the processor's cache


@dataclass(frozen=True, eq=False)
class FilterProblem:
    """A panel and its unknowns."""

    model: CoupleModel
    panel: Panel
    layout: Layout

    @cached_property
    def _filter(self) -> Filter:
        return Filter(self.model, self.panel)

    @property
    def likelihood_power(self) -> float:
        """Every rating counts in full."""
        return 1.0

    @property
    def seen(self) -> NDArray[np.bool_]:
        """Which ratings are there, [T, D]."""
        return self.panel.seen

    @property
    def graded(self) -> NDArray[np.bool_]:
        """All columns, [D]."""
        return np.ones(len(self.panel.columns), bool)

    def track(self, theta: F, keep: bool = False) -> Track:
        """Filter for points ``theta`` [B, P]."""
        params, error = self.layout.numbers(theta)
        parts = [
            self._filter.run({k: v[..., s] for k, v in params.items()}, error[s], keep)
            for s in (slice(at, at + WIDEST) for at in range(0, len(theta), WIDEST))
        ]
        return parts[0] if len(parts) == 1 else Track(*(np.concatenate(x, 1) for x in zip(*parts, strict=True)))

    def value(self, theta: F) -> F:
        """Log posterior density [B], up to a constant."""
        return self.track(theta).total - 0.5 * (theta**2).sum(1)
