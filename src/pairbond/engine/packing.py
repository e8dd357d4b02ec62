"""Values of many trajectories as the compiled functions take them: blocks of a vector's lanes, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from pairbond.engine.task import RunResult, Task
from pairbond.engine.writer import Shape

Slots = dict[str, tuple[int, ...]]  # name -> its places: two for the partners, one for the couple


class Blocks(NamedTuple):
    """The arrays that a compiled function works on, in the order of its arguments (see ``emit.py``).

    ``carry`` and ``given`` are ``[blocks, values, lanes]``, ``keys`` ``[blocks, 2, lanes]``, ``shown`` ``[blocks, rows,
    values, lanes]`` and ``spare`` ``[values, lanes]``.
    """

    carry: np.ndarray
    given: np.ndarray
    keys: np.ndarray
    shown: np.ndarray
    spare: np.ndarray

    def counts(self, task: Task) -> tuple[int, int, int, int, int]:
        """The arguments after the arrays."""
        return len(self.carry), task.first, task.steps, task.every, self.shown.shape[1]


@dataclass(frozen=True)
class Layout:
    """Places of what a program carries, is given and shows, in a block."""

    carry: Slots
    given: Slots
    shown: Slots

    @property
    def sizes(self) -> dict[str, int]:
        """How many values a block of each has; at least one."""
        parts = {"carry": self.carry, "given": self.given, "shown": self.shown}
        return {name: max(sum(map(len, slots.values())), 1) for name, slots in parts.items()}

    def blocks(self, task: Task, shape: Shape) -> Blocks:
        """The arrays of a task before its first step."""
        kind = np.float32 if shape.number == "float" else np.float64
        count, wide = -(-task.size // shape.lanes), self.sizes["shown"]
        return Blocks(
            packed(task.carry, self.carry, count, shape.lanes, kind),
            packed(task.given, self.given, count, shape.lanes, kind),
            packed({"keys": task.keys}, {"keys": (0, 1)}, count, shape.lanes, np.uint32),
            np.zeros((count, task.days + 1 if self.shown else 1, wide, shape.lanes), kind),
            np.zeros((wide, shape.lanes), kind),
        )

    def result(self, task: Task, carry: np.ndarray, shown: np.ndarray) -> RunResult:
        """What a run of a task left in ``carry`` and ``shown``."""
        after = {k: unpacked(carry[:, list(at)], task.size, np.ndim(task.carry[k])) for k, at in self.carry.items()}
        flat = shown.transpose(1, 2, 0, 3).reshape(shown.shape[1], shown.shape[2], -1)[..., : task.size]
        out = {k: flat[:, at[0] : at[-1] + 1] if len(at) == 2 else flat[:, at[0]] for k, at in self.shown.items()}
        return RunResult(after, out)


def slots(values: Mapping[str, np.ndarray]) -> Slots:
    """Places of some values, one after the other."""
    found: Slots = {}
    count = 0
    for name, value in values.items():
        found[name] = (count, count + 1) if np.ndim(value) == 2 else (count,)
        count += len(found[name])
    return found


def packed(values: Mapping[str, np.ndarray], slots: Slots, blocks: int, lanes: int, kind: Any) -> np.ndarray:
    """[blocks, values, lanes]; the last block is filled up with copies of the last trajectory."""
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
