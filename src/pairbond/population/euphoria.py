"""Early euphoria of any two people: a table the theory fills in once, read between its points.

Early euphoria is what claim B1 measures it by: expected reward × image (as far as it is high), averaged over the first
21 days, without chance. It is worked out for every pair of persons on a grid of traits, and read linearly between
them, so that a population can ask for any two who meet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from types import MappingProxyType
from typing import Any

import numpy as np

from pairbond.simulate import Block, Monitor
from pairbond.theory import Theory

EARLY_DAYS = 21
GRID: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {
        "inner_worth": (0.15, 0.3, 0.45, 0.65, 0.85),
        "integration": (0.1, 0.3, 0.5, 0.9),
        "coping": (-1.0, -0.6, -0.3, 0.0, 0.3, 0.6, 1.0),
        "anxiety": (0.0, 1.0),
        "avoidance": (0.0, 0.5, 1.0),
    }
)
_TRAITS = {"inner_worth": "inner_worth_0", "integration": "integration_0"}
_AT_ONCE = 40_000


def _glad(m: Any, v: Any) -> Any:
    return v["reward"] * m.maximum(v["image"], 0.0)


GLAD = Monitor("glad", _glad)


def early_euphoria(theory: Theory, a: dict[str, np.ndarray], b: dict[str, np.ndarray], culture: float) -> np.ndarray:
    """Of a with b and of b with a, ``[2, n]``, followed day by day; ``a`` and ``b`` hold what ``GRID`` names."""
    block = Block(theory, (GLAD,), noise=False)
    found: list[np.ndarray] = []
    for first in range(0, len(a["coping"]), _AT_ONCE):
        part = slice(first, first + _AT_ONCE)
        params = {_TRAITS.get(k, k): np.stack([a[k][part], b[k][part]]) for k in GRID}
        size = params["coping"].shape[1]
        params["culture"] = np.full(size, culture)
        block_result = block(
            params, {}, theory.start(params), theory.start_status(params), np.zeros((2, size), np.uint32), 0, EARLY_DAYS
        )
        found.append(block_result.means["glad"])
    return np.concatenate(found, axis=1)


@dataclass(frozen=True, eq=False)
class Euphoria:
    """The table of a theory: ``table[i, j]`` is the euphoria of person i of the grid with person j."""

    table: np.ndarray
    grid: Mapping[str, tuple[float, ...]] = field(default_factory=lambda: GRID)

    @classmethod
    def of(cls, theory: Theory, culture: float = 0.5) -> Euphoria:
        """Fill in the table."""
        points = np.array(list(product(*GRID.values())))
        i, j = np.triu_indices(len(points))
        found = early_euphoria(
            theory,
            {name: points[i, k] for k, name in enumerate(GRID)},
            {name: points[j, k] for k, name in enumerate(GRID)},
            culture,
        )
        table = np.empty((len(points), len(points)))
        table[i, j], table[j, i] = found[0], found[1]
        return cls(table)

    def between(self, a: dict[str, np.ndarray], b: dict[str, np.ndarray]) -> np.ndarray:
        """Euphoria of a with b and of b with a, ``[2, n]``."""
        at_a, share_a = self._corners(a)
        at_b, share_b = self._corners(b)
        i, j = at_a[:, :, None], at_b[:, None, :]
        return np.stack(
            [
                np.einsum("nij,ni,nj->n", self.table[i, j], share_a, share_b),
                np.einsum("nij,ni,nj->n", self.table[j, i], share_a, share_b),
            ]
        )

    def _corners(self, who: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
        """The persons of the grid around each, and how near each of them is, ``[n, 32]``."""
        n = len(who["coping"])
        at, share = np.zeros((n, 1), int), np.ones((n, 1))
        for name, points in self.grid.items():
            x = np.clip(who[name], points[0], points[-1])
            left = np.clip(np.searchsorted(points, x, side="right") - 1, 0, len(points) - 2)
            steps = np.asarray(points)
            up = (x - steps[left]) / (steps[left + 1] - steps[left])
            at = np.concatenate([at * len(points) + left[:, None], at * len(points) + left[:, None] + 1], axis=1)
            share = np.concatenate([share * (1.0 - up)[:, None], share * up[:, None]], axis=1)
        return at, share
