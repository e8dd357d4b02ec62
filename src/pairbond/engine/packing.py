"""Values of many couples as the compiled functions want them: blocks of a vector's lanes, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

Slots = dict[str, tuple[int, ...]]  # name -> its places: two for the partners, one for the couple


def slots(values: Mapping[str, np.ndarray]) -> Slots:
    """Places of some values, one after the other."""
    found: Slots = {}
    count = 0
    for name, value in values.items():
        found[name] = (count, count + 1) if np.ndim(value) == 2 else (count,)
        count += len(found[name])
    return found


def packed(values: Mapping[str, np.ndarray], slots: Slots, blocks: int, lanes: int, kind: Any) -> np.ndarray:
    """[blocks, values, lanes]; the last block is filled up with copies of the last couple."""
    count = max(sum(map(len, slots.values())), 1)
    flat = np.zeros((count, blocks * lanes), kind)
    for name, places in slots.items():
        value = np.atleast_2d(np.asarray(values[name]))
        n = value.shape[1]
        flat[list(places), :n] = value
        flat[list(places), n:] = value[:, -1:]
    return np.ascontiguousarray(flat.reshape(count, blocks, lanes).transpose(1, 0, 2))


def unpacked(blocks: np.ndarray, size: int, dimensions: int) -> np.ndarray:
    """[blocks, places, lanes] to [2, n] or [n]."""
    flat = blocks.transpose(1, 0, 2).reshape(blocks.shape[1], -1)[:, :size]
    return np.array(flat if dimensions == 2 else flat[0])
