"""The plain runner: a loop over steps in NumPy. Slow and obvious; the other two must agree with it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from pairbond.engine.functions import array_functions
from pairbond.engine.random_numbers import channel_key, normals, uniform, words
from pairbond.engine.task import RunResult, Task


class Drawn(Mapping[str, Any]):
    """The random numbers of one step, looked up when they are asked for; ``xp`` is numpy or jax.numpy."""

    def __init__(self, xp: Any, task: Task, which: str, keys: Any, step: Any, kind: Any = np.float64) -> None:
        self._xp, self._which, self._keys, self._step, self._kind = xp, which, keys, step, kind
        self._names = task.channels.normal if which == "normal" else task.channels.uniform

    def __getitem__(self, name: str) -> Any:
        couple = self._names[name]
        drawn = words(self._keys, channel_key(name), self._step)
        if self._which == "normal":
            pair = normals(self._xp, *drawn, self._kind)
        else:
            pair = uniform(drawn[0], self._kind), uniform(drawn[1], self._kind)
        return pair[0] if couple else self._xp.stack(pair)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def run(task: Task) -> RunResult:
    """Run a task in double precision."""
    began = time.perf_counter()
    m = array_functions(np)
    carry = {name: np.array(value, np.float64) for name, value in task.carry.items()}
    given: dict[str, Any] = {**task.fixed, **{k: np.asarray(v, np.float64) for k, v in task.given.items()}}
    rows: list[dict[str, np.ndarray]] = []
    # what breaks off is reported afterwards, not on the way
    with np.errstate(all="ignore"):
        for taken in range(task.steps):
            step = np.array([task.first + taken], np.uint32)
            drawn = [Drawn(np, task, kind, task.keys, step) for kind in ("normal", "uniform")]
            following, shown = task.advance(m, dict(carry), given, drawn[0], drawn[1], float(step[0]))
            if taken % task.every == 0:
                rows.append(shown)
            if taken < task.steps - 1:
                carry = {name: np.broadcast_to(following[name], old.shape).copy() for name, old in carry.items()}
    return RunResult(carry, _table(rows, task.size), run_seconds=time.perf_counter() - began)


def _table(rows: list[dict[str, Any]], size: int) -> dict[str, np.ndarray]:
    return {name: np.stack([np.broadcast_to(row[name], _full(row[name], size)) for row in rows]) for name in rows[0]}


def _full(value: Any, size: int) -> tuple[int, ...]:
    return (2, size) if np.ndim(value) == 2 else (size,)
