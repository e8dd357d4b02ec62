"""The compiled runner: the model traced once, made into machine code for vectors of couples."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from pairbond.engine.emit import emit
from pairbond.engine.machine import Machine, compiled, this_machine
from pairbond.engine.packing import Layout
from pairbond.engine.task import RunResult, Task
from pairbond.engine.task_program import traced

# programs of this process, by all that goes into them
_kept: dict[Any, Prepared] = {}


class Prepared(NamedTuple):
    """A machine function, and the places of its values."""

    function: Callable[..., None]
    layout: Layout


def prepared(task: Task, machine: Machine, number: str) -> Prepared:
    """The machine function of a task; made once for tasks of one ``structure``."""
    sizes = [tuple((name, np.ndim(v)) for name, v in part.items()) for part in (task.carry, task.given)]
    channels = [tuple(part.items()) for part in (task.channels.normal, task.channels.uniform)]
    key = (task.structure, *sizes, *channels, tuple(task.fixed.items()), machine, number)
    if task.structure is None or key not in _kept:
        job, layout = traced(task)
        made = Prepared(compiled(emit(job, machine.shape(number)), machine), layout)
        if task.structure is None:
            return made
        _kept[key] = made
    return _kept[key]


def run(task: Task, number: str = "double", workers: int = 1, machine: Machine | None = None) -> RunResult:
    """Run a task in ``number`` "float" or "double", on ``workers`` threads."""
    machine = machine or this_machine()
    began = time.perf_counter()
    function, layout = prepared(task, machine, number)
    made = time.perf_counter()

    blocks = layout.blocks(task, machine.shape(number))
    count, *counts = blocks.counts(task)

    def part(begin: int, end: int) -> None:
        spare = np.empty_like(blocks.spare)  # its own of each thread
        places = [a[begin:end].ctypes.data for a in blocks[:4]]
        function(*places, spare.ctypes.data, end - begin, *counts)

    edges = np.linspace(0, count, min(workers, count) + 1).astype(int).tolist()
    if len(edges) == 2:
        part(0, count)
    else:
        with ThreadPoolExecutor(len(edges) - 1) as pool:
            list(pool.map(part, edges[:-1], edges[1:]))
    ended = time.perf_counter()
    found = layout.result(task, blocks.carry, blocks.shown)
    return replace(found, compile_seconds=made - began, run_seconds=ended - made)
