"""Items that are averages of other items of the diary, so that nothing is counted twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from pairbond.diary.schema import Diary, Item

MOST_PARTS = 4  # parts looked for in the answers; a mapping may name more
FEWEST = 10  # entries with different answers to the parts, below which answers show no average
_GLANCE = 30  # entries by which most are ruled out
_DECIMALS = 6  # answers are taken to be rounded at most this finely


def composites(diary: Diary, items: Iterable[Item] | None = None) -> dict[str, tuple[str, ...]]:
    """Name of each item that is exactly the mean of other ``items`` -> names of these, in the order of ``items``.

    An item is one if each of the columns it is read from is an item of its own, or if in every entry that answers all
    of them it is the mean of two to four other items, to within rounding. ``items``: those that are looked at, by
    default all of the mapping; an item whose parts are not all among them counts by itself.
    """
    asked = diary.available if items is None else tuple(items)
    plain = {item.columns[0]: item.name for item in asked if len(item.columns) == 1}
    found: dict[str, tuple[str, ...]] = {}
    for item in asked:
        if len(item.columns) > 1 and set(item.columns) <= set(plain):
            named = {plain[column] for column in item.columns}
            found[item.name] = tuple(other.name for other in asked if other.name in named)
    values = {i.name: diary.frame[i.name].to_numpy(float) for i in asked if i.name in diary.frame and not i.form.two}
    for name in [n for n in values if n not in found]:
        # what is known to be an average is no part of another one
        parts = _seen_in_answers(values[name], {n: v for n, v in values.items() if n != name and n not in found})
        if parts:
            found[name] = parts
    return found


def own_ratings(diary: Diary, items: Sequence[Item]) -> tuple[Item, ...]:
    """Those of ``items`` that are no averages of others of them: what was answered, each once."""
    averages = composites(diary, items)
    return tuple(item for item in items if item.name not in averages)


def _seen_in_answers(whole: NDArray[np.float64], others: dict[str, NDArray[np.float64]]) -> tuple[str, ...]:
    own, half = _half_step(whole), {name: _half_step(values) for name, values in others.items()}
    for size in range(2, min(MOST_PARTS, len(others)) + 1):
        for names in combinations(others, size):
            near = own + max(half[name] for name in names) + 1e-9
            first = sum(others[name][:_GLANCE] for name in names) / size - whole[:_GLANCE]
            if (np.abs(first) > near).any():  # most are ruled out by a few entries; NaN rules nothing out
                continue
            parts = np.stack([others[name] for name in names])
            known = np.isfinite(parts).all(axis=0) & np.isfinite(whole)
            differ = np.ptp(parts, axis=0) > 10.0**-_DECIMALS
            off = np.abs(parts.mean(axis=0) - whole)
            if (known & differ).sum() >= FEWEST and (off[known] <= near).all():
                return names
    return ()


def _half_step(values: NDArray[np.float64]) -> float:
    """Half a unit of the last decimal in which these answers are written; 0 if they are whole numbers."""
    values = values[np.isfinite(values)]
    for decimals in range(_DECIMALS):
        if np.allclose(values, np.round(values, decimals), rtol=0, atol=1e-9):
            return 0.5 * 10.0**-decimals if decimals else 0.0
    return 0.5 * 10.0**-_DECIMALS
