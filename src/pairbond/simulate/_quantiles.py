"""Quantiles over the days of a run, from counts: memory that does not grow with the days, and a known error.

Values at the beginning of each day are put into ``BINS`` bins of equal width between a quantity's declared ends. One
without an end is first drawn into [0, 1] by x / (1 + |x|). The result is the middle of the bin that holds the
quantile, or the lowest or highest value there was if that is nearer. The runners record a few days at a time, and
the counting is the same for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pairbond.model import Quantity
from pairbond.simulate.recording import SUMMARIES

RECORD = SUMMARIES[1]
SHARES = {"q05": 0.05, "q50": 0.50, "q95": 0.95}
BINS = 256
BLOCK = 512  # as many trajectories' bins at once as stay near the processor
NUMBERS = 4_000_000  # held at once while the days are counted: 32 MB


def squeezed(x: Any, low: float, high: float) -> Any:
    """Where a value lies between the ends of its range, in [0, 1]."""
    if np.isfinite(low) and np.isfinite(high):
        return (x - low) / (high - low)
    if np.isfinite(low):
        return (x - low) / (1.0 + np.abs(x - low))
    return 0.5 + 0.5 * x / (1.0 + np.abs(x))


def stretched(u: Any, low: float, high: float) -> Any:
    """The opposite of :func:`squeezed`."""
    if np.isfinite(low) and np.isfinite(high):
        return low + (high - low) * u
    if np.isfinite(low):
        return low + u / (1.0 - u)
    v = 2.0 * u - 1.0
    return v / (1.0 - np.abs(v))


@dataclass
class Counts:
    """How often each of ``names`` was in each bin, for ``size`` trajectories and runs of up to ``days`` days."""

    names: Sequence[str]
    table: Mapping[str, Quantity]
    size: int
    days: int
    counted: int = 0
    bins: np.ndarray = field(init=False)
    """[places · size · BINS]: two places for the partners, one for the couple, one after the other."""
    lowest: np.ndarray = field(init=False)
    highest: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        cells = self.places * self.size
        self.bins = np.zeros(cells * BINS, np.uint16 if self.days < 2**16 else np.uint32)
        self.lowest, self.highest = np.full(cells, np.inf), np.full(cells, -np.inf)

    @property
    def places(self) -> int:
        return sum(1 if self.table[name].couple else 2 for name in self.names)

    @property
    def at_once(self) -> int:
        """How many days may be recorded before they are counted."""
        return max(NUMBERS // (self.places * self.size), 1)

    def take(self, shown: Mapping[str, np.ndarray], days: int) -> None:
        """Count the first ``days`` of what was recorded, [days + 1, 2, n] or [days + 1, n] by name."""
        if not self.names or not days:
            return
        each = {name: self._flat(name, shown[name][:days]) for name in self.names}
        one = self.bins.dtype.type(1)
        at = 0
        for name, values in each.items():
            cells = slice(at, at + values.shape[1])
            at = cells.stop
            self.lowest[cells] = np.minimum(self.lowest[cells], values.min(0))
            self.highest[cells] = np.maximum(self.highest[cells], values.max(0))
            where = squeezed(values, self.table[name].low, self.table[name].high)
            # what broke off is counted somewhere, and not reported
            place = np.nan_to_num(where * BINS, copy=False, nan=0.0).clip(0, BINS - 1).astype(np.intp)
            for first in range(0, values.shape[1], BLOCK):
                block = slice(cells.start + first, min(cells.start + first + BLOCK, cells.stop))
                some = place[:, first : first + BLOCK]
                into = self.bins[block.start * BINS : block.stop * BINS]
                np.add.at(into, (some + BINS * np.arange(some.shape[1])).ravel(), one)
        self.counted += days

    def results(self) -> dict[str, np.ndarray]:
        """``q05_…``, ``q50_…``, ``q95_…``: the smallest value that a share of the days does not exceed."""
        reached = np.cumsum(self.bins.reshape(-1, BINS), axis=1, dtype=np.int64)
        found: dict[str, np.ndarray] = {}
        for label, share in SHARES.items():
            if not self.counted:
                middle = np.full(len(reached), np.nan)
            else:
                wanted = np.ceil(share * self.counted - 1e-9)
                middle = ((reached < wanted).sum(1) + 0.5) / BINS
            at = 0
            for name in self.names:
                one = self.table[name]
                cells = slice(at, at + (1 if one.couple else 2) * self.size)
                at = cells.stop
                value = stretched(middle[cells], one.low, one.high)
                value = np.clip(value, self.lowest[cells], self.highest[cells])
                found[f"{label}_{name}"] = value if one.couple else value.reshape(2, self.size)
        return found

    def _flat(self, name: str, values: np.ndarray) -> np.ndarray:
        """[days, places · n]; a value that turned out the same for both is there twice."""
        if values.ndim == 2 and not self.table[name].couple:
            values = np.stack([values, values], axis=1)
        return values.reshape(len(values), (1 if self.table[name].couple else 2) * self.size).astype(float)
