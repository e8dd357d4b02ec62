"""The compiled runner: the model traced once, made into machine code for vectors of couples."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np

from pairbond.engine.emit import Job, emit
from pairbond.engine.machine import Machine, compiled, this_machine
from pairbond.engine.packing import Slots, packed, unpacked
from pairbond.engine.task import RunResult, Task
from pairbond.engine.task_program import traced

# programs of this process, by all that goes into them
_kept: dict[Any, Prepared] = {}


class Prepared(NamedTuple):
    """A machine function, its program, and the places of what is carried, given and shown in it."""

    function: Callable[..., None]
    job: Job
    carried: Slots
    given: Slots
    shown: Slots


def prepared(task: Task, machine: Machine, number: str) -> Prepared:
    """The machine function of a task; made once where the task says what tells it from others."""
    sizes = [tuple((name, np.ndim(v)) for name, v in part.items()) for part in (task.carry, task.given)]
    channels = [tuple(part.items()) for part in (task.channels.normal, task.channels.uniform)]
    key = (task.structure, *sizes, *channels, tuple(task.fixed.items()), machine, number)
    if task.structure is None or key not in _kept:
        program = traced(task)
        made = Prepared(compiled(emit(program[0], machine.shape(number)), machine), *program)
        if task.structure is None:
            return made
        _kept[key] = made
    return _kept[key]


def run(task: Task, number: str = "double", workers: int = 1, machine: Machine | None = None) -> RunResult:
    """Run a task in ``number`` "float" or "double", on ``workers`` threads."""
    machine = machine or this_machine()
    shape = machine.shape(number)
    kind = np.float32 if number == "float" else np.float64
    began = time.perf_counter()
    function, job, carried, given_at, out = prepared(task, machine, number)
    made = time.perf_counter()

    lanes, size = shape.lanes, task.size
    blocks = -(-size // lanes)
    carry = packed(task.carry, carried, blocks, lanes, kind)
    given = packed(task.given, given_at, blocks, lanes, kind)
    keys = packed({"keys": task.keys}, {"keys": (0, 1)}, blocks, lanes, np.uint32)
    wide = max(len(job.shown), 1)
    rows = task.days + 1 if job.shown else 1
    shown = np.empty((blocks, rows, wide, lanes), kind)

    def part(begin: int, end: int) -> None:
        spare = np.empty((wide, lanes), kind)
        places = [a[begin:end].ctypes.data for a in (carry, given, keys, shown)]
        function(*places, spare.ctypes.data, end - begin, task.first, task.steps, task.every, rows)

    edges = np.linspace(0, blocks, min(workers, blocks) + 1).astype(int).tolist()
    if len(edges) == 2:
        part(0, blocks)
    else:
        with ThreadPoolExecutor(len(edges) - 1) as pool:
            list(pool.map(part, edges[:-1], edges[1:]))
    ended = time.perf_counter()
    after = {name: unpacked(carry[:, list(at)], size, np.ndim(task.carry[name])) for name, at in carried.items()}
    flat = shown.transpose(1, 2, 0, 3).reshape(rows, wide, -1)[..., :size]
    table = {name: flat[:, at[0] : at[-1] + 1] if len(at) == 2 else flat[:, at[0]] for name, at in out.items()}
    return RunResult(after, table, compile_seconds=made - began, run_seconds=ended - made)
